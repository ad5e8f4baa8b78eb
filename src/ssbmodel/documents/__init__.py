"""What was said, and the rules by which a choice reads it."""
