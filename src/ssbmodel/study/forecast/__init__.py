"""What a cost will be: series, panel, predictive distributions, and the hindcast that tests them."""
