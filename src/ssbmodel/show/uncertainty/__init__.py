"""How spreads, drivers and solutions are shown: charts, commands and the report's section."""
