"""An empty cohort, ready to be filled in."""

from matcher.starting.cohort import start_cohort

__all__ = ["start_cohort"]
