"""Functions of plants."""
