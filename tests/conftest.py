"""What every test shares; it stands here so that tests find `cohorts` and `brute` beside it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")
"""Machines are slow at times, and a test that fails must fail again."""
