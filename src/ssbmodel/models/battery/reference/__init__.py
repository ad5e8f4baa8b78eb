"""A cell and pack in every part, as BatPaC 5 lays them out: any layers, one geometry."""
