"""Start: what Matcher does, and how a cohort is opened."""
