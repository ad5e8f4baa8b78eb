"""What goes in: distributions, their fast inverses, and shares that depend on seed, block and name alone."""
