"""Cohorts: what is kept, by whom, and how far it is."""
