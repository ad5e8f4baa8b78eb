"""A plant that makes cells and packs: materials, purchased parts, steps, and the price that follows."""
