"""Answers as distributions: what goes in, how it is drawn in blocks, and the spread that comes out."""
