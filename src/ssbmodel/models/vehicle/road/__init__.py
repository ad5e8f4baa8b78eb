"""Work at the wheels: drive cycles, the exact sum, and the table with its certificate."""
