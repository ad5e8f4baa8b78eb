"""Years of a price and of a path of output, and the price that learning leaves."""
