"""Cost, prices and their decline."""
