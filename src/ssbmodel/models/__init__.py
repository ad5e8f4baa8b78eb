"""Model functions: pure, vectorised, each with a strict door and a plain kernel."""
