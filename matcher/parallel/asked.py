"""What is asked of many plans at once, before any of them is begun."""

from __future__ import annotations

from matcher.errors import InputError, Problem

LEAST = {"jobs": 1, "seed": 0}


def require_in_range(what: str, *, jobs: int | None, seed: int | None) -> None:
    """Raise an error where a number is too small.

    Parameters
    ----------
    what
        Of what the numbers are.
    jobs, seed
        How many processes, and what decides between equals, where they were given.

    Raises
    ------
    matcher.InputError
        With everything that is out of range.
    """
    problems = [
        Problem(
            file=what,
            column=name,
            value=str(value),
            message="this number is too small",
            remedy=f"Give a whole number from {LEAST[name]} on.",
        )
        for name, value in (("jobs", jobs), ("seed", seed))
        if value is not None and value < LEAST[name]
    ]
    if problems:
        raise InputError(problems)
