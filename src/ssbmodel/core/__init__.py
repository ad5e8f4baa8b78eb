"""What every study is made of: nodes, parts, the graph they make, and arrays whose axes have names."""
