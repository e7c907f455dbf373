"""Plan: the plan being made, and the plan made."""
