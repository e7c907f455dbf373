"""What is asked of many plans at once, before any of them is begun."""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Integral, Real
from typing import Any

from matcher.errors import InputError, Problem

LEAST = {"jobs": 1, "seed": 0}


def require_in_range(
    what: str, *, jobs: int | None, seed: int | None, time_limit: float | None = None
) -> None:
    """Raise an error where a number is none, or is too small.

    Parameters
    ----------
    what
        Of what the numbers are.
    jobs, seed
        How many processes, and what decides between equals, where they were given.
    time_limit
        Seconds for each plan, where they were given.

    Raises
    ------
    matcher.InputError
        With everything that is out of range.
    """
    problems = list(_problems(what, jobs, seed, time_limit))
    if problems:
        raise InputError(problems)


def _problems(what: str, jobs: Any, seed: Any, time_limit: Any) -> Iterator[Problem]:
    for name, value in (("jobs", jobs), ("seed", seed)):
        if value is None:
            continue
        if not isinstance(value, Integral) or isinstance(value, bool):
            said = "this is no whole number"
        elif value < LEAST[name]:
            said = "this number is too small"
        else:
            continue
        yield Problem(
            file=what,
            column=name,
            value=str(value),
            message=said,
            remedy=f"Give a whole number from {LEAST[name]} on.",
        )
    if time_limit is not None and not (isinstance(time_limit, Real) and float(time_limit) >= 0):
        yield Problem(
            file=what,
            column="time_limit",
            value=str(time_limit),
            message="this is no number of seconds",
            remedy="Give seconds from 0 on, or None for the time limit of each cohort.",
        )
