"""How a checked set of claims is shown: in a terminal, as a page, as a chart, as data."""
