"""Cohorts that could as well be the one at hand: other weights, other answers, drawn by a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.changes.participation import with_answers
from matcher.cohort import Answer
from matcher.dates import Code, answers, candidate_dates, window
from matcher.programme.pairing import WeightSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matcher.cohort import Cohort

MOVED = 0.5
"""By how much of itself a weight is moved at most, up or down."""

YES = 0.5
"""How likely an open answer is a yes."""

HIGHEST = 1000
"""The highest weight that is drawn has this value: weights count relative to each other."""

Unknown = dict[str, tuple["date", ...]]
"""Person -> the days on which nothing is known of them."""


def other_weights(cohort: Cohort, seed: int) -> Iterator[Cohort]:
    """Yield the cohort with every weight moved, each by itself and evenly, without an end."""
    random = np.random.default_rng([seed, 0])
    now = dict(cohort.programme.weights)
    while True:
        moved = np.array(list(now.values())) * random.uniform(1 - MOVED, 1 + MOVED, len(now))
        drawn = (moved * (HIGHEST / moved.max())).tolist()
        weights = WeightSettings(
            **{name: round(weight, 3) for name, weight in zip(now, drawn, strict=True)}
        )
        programme = cohort.programme.model_copy(update={"weights": weights})
        yield cohort.model_copy(update={"programme": programme})


def other_answers(cohort: Cohort, unknown: Unknown, seed: int) -> Iterator[Cohort]:
    """Yield the cohort with every open answer a yes or a no, without an end."""
    random = np.random.default_rng([seed, 1])
    while True:
        drawn = cohort
        for who, days in unknown.items():
            said = random.random(len(days)) < YES
            drawn = with_answers(drawn, who, _answered(days, said.tolist()))
        yield drawn


def _answered(days: tuple[date, ...], said: list[bool]) -> dict[date, Answer]:
    return {day: Answer.YES if yes else Answer.NO for day, yes in zip(days, said, strict=True)}


def unknown_answers(cohort: Cohort) -> Unknown:
    """Return the days of the window and the candidate dates on which answers are open."""
    days = sorted({*window(cohort.programme), *candidate_dates(cohort).days})
    applicants = cohort.applicants
    grid = answers(cohort, applicants, days) == Code.UNKNOWN
    return {
        person.person_id: tuple(days[index] for index in np.flatnonzero(row))
        for person, row in zip(applicants, grid, strict=True)
        if row.any()
    }
