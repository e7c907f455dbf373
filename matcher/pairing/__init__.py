"""Pairs alone, without dates, for intakes too large for the search: exact, or with a proven gap."""
