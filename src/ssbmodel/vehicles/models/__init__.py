"""What a car with another pack weighs, draws on its cycle and in the cold, and how long it charges."""
