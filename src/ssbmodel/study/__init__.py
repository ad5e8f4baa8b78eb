"""The questions: scenarios, outlooks, and where their numbers come from."""
