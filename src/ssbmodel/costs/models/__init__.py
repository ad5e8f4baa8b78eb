"""Years of a study, and a price that stays."""
