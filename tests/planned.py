"""Plans of the sample cohorts, each made once in a process: tests only read them."""

from __future__ import annotations

from functools import cache

import matcher
from matcher.plans import Plan
from matcher.samples import sample_path


@cache
def planned(sample: str) -> Plan:
    """Return the plan of a sample cohort."""
    return matcher.plan(matcher.load(sample_path(sample)))
