"""What a cohort must be like to be divided into many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.errors import InputError, Problem

if TYPE_CHECKING:
    from matcher.cohort import Cohort


def require_intake(cohort: Cohort) -> None:
    """Raise an error with everything that keeps a cohort from being an intake.

    Raises
    ------
    matcher.InputError
        Where nobody is paired, or a plan is running already.
    """
    problems = tuple(_problems(cohort))
    if problems:
        raise InputError(problems)


def _problems(cohort: Cohort) -> Iterator[Problem]:
    if not cohort.programme.pairing.form_pairs:
        yield Problem(
            file="programme.toml",
            column="pairing.form_pairs",
            value="false",
            message="an intake forms pairs",
            remedy="Remove the setting, or plan each cohort with `matcher plan`.",
        )
    if cohort.current_plan is not None or cohort.follow_up:
        yield Problem(
            file="current_plan.json" if cohort.current_plan is not None else "follow_up.csv",
            message="a plan is running already",
            remedy="Divide only people who have no place yet; use `matcher repair` for the plan.",
        )
    if cohort.decisions.thirds or cohort.decisions.released:
        yield Problem(
            file="changes.json",
            message="third members join pairs of a single cohort",
            remedy="Divide the intake first, then add them to their cohort's plan.",
        )
