"""What stands around a cell: a can instead of a pouch, what presses a module, the plant that makes a pack."""
