"""Reasons that the search finds: which rule, taken away alone, would let a plan exist.

What a reason says is possible has been found; nothing is claimed that time did not allow to find.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.attendance import attendance
from matcher.cohort import Status
from matcher.plans import Reason
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget, Silent

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.impossible.case import Case
    from matcher.solve.problem import Problem

RELAXED_SECONDS = 10.0
"""How long each search may take that finds out what would be possible instead."""


def limits_in_the_way(case: Case) -> Reason | None:
    """Without the limits on projects there would be a plan."""
    if case.problem.limits is None:
        return None
    possible = _pairs_possible(case, replace(case.problem, limits=None))
    if possible is None:
        return None
    return Reason(
        rule="projects.max_pairs",
        text="No dates and pairs keep to the limits on projects. "
        f"{_words(possible)} would be possible without them.",
        remedies=("allow more pairs on a project, or fewer as its least",),
    )


def more_pairs_needed(case: Case) -> Reason | None:
    """Whoever must be in needs more pairs than are wanted."""
    problem = case.problem
    must = int(problem.patients.must.sum() + problem.professionals.must.sum())
    for pairs in range(problem.wanted + 1, must + 1):
        if _pairs_possible(case, replace(problem, wanted=pairs)):
            return Reason(
                rule="programme.pairs",
                text=f"The {must} people who are confirmed or locked cannot all be in "
                f"{_words(problem.wanted)}, but in {_words(pairs)} they can.",
                remedies=(f"want {pairs} pairs", "confirm fewer people"),
            )
    return None


def must_cannot_attend(case: Case) -> Reason | None:
    """If nobody were confirmed or locked there would be a plan."""
    problem = case.problem
    must = int(problem.patients.must.sum() + problem.professionals.must.sum())
    if not must:
        return None
    possible = _pairs_possible(case, build_problem(_without_musts(case)))
    if possible is None:
        return None
    return Reason(
        rule="participants.status",
        text=f"On no dates can all {must} people who are confirmed or locked be in pairs that "
        f"attend {attendance(problem)}. {_words(possible)} would be possible if nobody were "
        "confirmed or locked.",
        remedies=("take back a confirmation or a lock",),
    )


def everyone_cannot_attend(case: Case) -> Reason | None:
    """If no workshop were for everyone there would be a plan."""
    problem = case.problem
    if not problem.everyone.any():
        return None
    possible = _pairs_possible(case, replace(problem, everyone=np.zeros_like(problem.everyone)))
    if possible is None:
        return None
    return Reason(
        rule="workshops.everyone",
        text=f"On no dates can a pair attend {attendance(problem)}. {_words(possible)} would be "
        "possible if no workshop were for everyone.",
        remedies=("workshops.everyone = []", "ask for more availability"),
    )


def attend_too_few(case: Case) -> Reason | None:
    """If a pair might miss more workshops there would be a plan."""
    problem = case.problem
    nobody_bound = replace(problem, everyone=np.zeros_like(problem.everyone))
    for relaxed in (problem, nobody_bound) if problem.everyone.any() else (problem,):
        for more in range(problem.max_missed + 1, problem.workshops + 1):
            possible = _pairs_possible(case, replace(relaxed, max_missed=more))
            if possible is None:
                continue
            also = "" if relaxed is problem else " and no workshop were for everyone"
            settings = [f"workshops.max_missed = {more}"]
            settings += [] if relaxed is problem else ["workshops.everyone = []"]
            return Reason(
                rule="workshops.max_missed",
                text=f"On no dates can a pair attend {attendance(problem)}. {_words(possible)} "
                f"would be possible if a pair might miss {more}{also}.",
                remedies=(" and ".join(settings), "ask for more availability"),
            )
    return None


def several_rules(case: Case) -> Reason:
    """No single rule that was asked about stands in the way alone."""
    return Reason(
        rule="programme",
        text="No dates and pairs keep to all the rules together, and no single rule was found "
        "that stands in the way alone.",
        remedies=("ask for more availability, and relax more than one rule",),
    )


def _without_musts(case: Case) -> Cohort:
    people = tuple(
        person.model_copy(update={"status": Status.APPLIED})
        if person.status is Status.CONFIRMED
        else person
        for person in case.cohort.people
    )
    decisions = case.cohort.decisions.model_copy(update={"locked": ()})
    return case.cohort.model_copy(update={"people": people, "decisions": decisions})


class _Stops(Silent):
    """Tells nobody of plans for other rules, and stops when whoever watches asks for it."""

    def __init__(self, case: Case) -> None:
        self._watcher = case.progress or Silent()

    def stop_requested(self) -> bool:
        """Return whether the watcher asks to stop."""
        return self._watcher.stop_requested()


def _pairs_possible(case: Case, problem: Problem) -> int | None:
    """Return how many pairs would be possible; nothing where none, or none found in time."""
    found = solve(problem, Budget(RELAXED_SECONDS, _Stops(case)))
    return found.worth.pairs if found.worth else None


def _words(pairs: int) -> str:
    return "1 pair" if pairs == 1 else f"{pairs} pairs"
