"""What people look at of forecasts and hindcasts: rows, charts, commands."""
