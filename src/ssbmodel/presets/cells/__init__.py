"""Presets of cells: the reference design, its plant, chemistries."""
