"""Why: the reasons for pairs, dates and places."""
