"""Model functions of cells."""
