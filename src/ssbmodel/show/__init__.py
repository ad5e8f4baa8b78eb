"""What people look at: tables, plots, the report, the command line."""
