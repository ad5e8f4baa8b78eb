"""Range, cold and charging as people look at them: charts, tables, the command."""
