"""What was said: figures, systems, money."""
