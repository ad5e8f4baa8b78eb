"""What people look at when they ask about cells: the command, charts, the section of the report."""
