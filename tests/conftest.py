"""Stands here so that every test finds `cohorts` and `brute`, which lie beside it."""
