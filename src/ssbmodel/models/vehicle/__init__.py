"""Range, cold and charging."""
