"""What everything stands on: errors, units, doors, names."""
