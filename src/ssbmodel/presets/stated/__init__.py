"""What the library's own presets state, each value as an assumption under its name in the glossary."""
