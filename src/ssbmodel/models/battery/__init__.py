"""Cells, layers and packs."""
