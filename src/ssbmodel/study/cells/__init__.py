"""Questions about cells: what a design weighs, holds and costs, and what it would take to reach a target."""
