"""Rows of the glossary for cells, packs and plants, grouped by unit: too many for the one file of the others."""
