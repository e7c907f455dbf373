"""What pairing alone is asked for, and what it cannot do."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import TYPE_CHECKING

from matcher.errors import InputError, Problem
from matcher.programme import Fairness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.cohort import Cohort

PLACE = "matcher.pairing.pair"


def require_possible(
    cohort: Cohort, pairs: int | None, gap: float, time_limit: float | None, cells: int
) -> None:
    """Refuse arguments out of range, and rules that cannot be kept without dates.

    Raises
    ------
    matcher.InputError
        With every problem.
    """
    problems = [*_arguments(pairs, gap, time_limit, cells), *_rules(cohort, pairs)]
    if problems:
        raise InputError(problems)


def _arguments(
    pairs: int | None, gap: float, time_limit: float | None, cells: int
) -> Iterator[Problem]:
    if pairs is not None and not _is_count(pairs):
        yield _argument("pairs", pairs, "give a whole number from 1, or None for the most")
    if not _is_number(gap) or not 0 <= gap < math.inf:
        yield _argument("gap", gap, "give a share from 0, such as 0.005 for half a per cent")
    if time_limit is not None and (not _is_number(time_limit) or not time_limit >= 0):
        yield _argument("time_limit", time_limit, "give seconds from 0, or None for no limit")
    if not _is_count(cells):
        yield _argument("block_cells", cells, "give a whole number from 1")


def _rules(cohort: Cohort, pairs: int | None) -> Iterator[Problem]:
    fairness = cohort.programme.pairing.fairness
    if fairness is Fairness.WORST_FIRST:
        yield Problem(
            file="programme.toml",
            column="pairing.fairness",
            value=str(fairness),
            message="pairing alone lifts the total only",
            remedy='Set it to "total", or plan with dates.',
        )
    if cohort.programme.balance.limits:
        yield Problem(
            file="programme.toml",
            column="balance.limits",
            value="; ".join(cohort.programme.balance.limits),
            message="pairing alone cannot keep limits on pairs from somewhere",
            remedy="Take them away, or plan with dates; workshops.count = 0 plans pairs only.",
        )
    if not cohort.programme.pairing.form_pairs:
        yield Problem(
            file="programme.toml",
            column="pairing.form_pairs",
            value="false",
            message="there is nothing to pair",
            remedy="Set it to true, or plan with dates.",
        )
    sides = len(cohort.patients), len(cohort.professionals)
    most = min(sides) if pairs is None or not _is_count(pairs) else min(*sides, pairs)
    for project in cohort.projects:
        binds = project.max_pairs is not None and project.max_pairs < most
        if binds or project.min_pairs > 1:
            yield Problem(
                file="projects",
                column="max_pairs" if binds else "min_pairs",
                value=str(project.max_pairs if binds else project.min_pairs),
                message=f"pairing alone cannot keep the limits of {project.project_id}",
                remedy="Take the limit away, or plan with dates.",
            )


def _is_count(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= 1


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _argument(name: str, value: object, remedy: str) -> Problem:
    return Problem(
        file=PLACE,
        column=name,
        value=str(value),
        message="it cannot be used",
        remedy=f"{remedy[0].upper()}{remedy[1:]}.",
    )
