"""What we chose, each with its source."""
