"""Functions of packs."""
