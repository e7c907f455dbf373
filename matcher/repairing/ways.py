"""What can be done for somebody who is left without a partner, each way with its exact price.

Another partner from among those without a place, a place as third member of a pair, or a pause:
each is a repair in which this is given and all else disturbs as little as possible. The dates and
pairs of every way are proven before the few that are wanted become plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from matcher.changes import parse_changes
from matcher.cohort import Side
from matcher.errors import InputError
from matcher.plans import Outcome
from matcher.repairing.disturbances import weight
from matcher.repairing.least import fewest_disturbances, level
from matcher.repairing.repairing import Case
from matcher.scores import Scorer
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matcher.changes import Change
    from matcher.cohort import Cohort, Person
    from matcher.plans import Pair, Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress
    from matcher.solve.solution import Solution

MOST_WAYS = 3
"""How many ways of a kind are told, unless more are asked for."""


class Kind(StrEnum):
    """What can be done for somebody who is left alone."""

    PARTNER = "partner"
    TRIO = "trio"
    PAUSE = "pause"


@dataclass(frozen=True)
class Way:
    """One way on for somebody who is left alone.

    Attributes
    ----------
    person
        Who is left alone.
    kind
        What is done.
    change
        What does it, such as ``lock=P02+H05``; the plan has it among its changes.
    with_whom
        The new partner, or the two of the pair that they join; nobody in a pause.
    plan
        The repaired plan, with what it disturbs.
    weight
        What its disturbances weigh at the prices of `[repair]`, in points.
    price
        Points less than the running plan's total.
    """

    person: str
    kind: Kind
    change: str
    with_whom: tuple[str, ...]
    plan: Plan
    weight: int
    price: int


def ways_on(
    plan: Plan,
    *changes: str | Change,
    most: int = MOST_WAYS,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> tuple[Way, ...]:
    """Return what can be done for everybody whom some changes leave without a partner.

    Parameters
    ----------
    plan
        The plan that is running; it knows its cohort.
    changes
        What has happened: somebody left.
    most
        How many ways of each kind are told for each person. Of new partners, those who have waited
        longest (`applied_on`) stand first, and else what leaves the highest total; of trios, where
        the third fits best.
    time_limit, seed
        As for `matcher.plan`; the time is for each way.
    progress
        Who may stop the work; then the ways that were found by then are returned.

    Returns
    -------
    tuple of Way
        By person, then partners, trios, pause. Only ways with a plan.

    Raises
    ------
    matcher.InputError
        When a change cannot be read, names somebody absent, or contradicts another one.
    """
    asked = parse_changes(changes)
    case = Case.of(plan, asked, may_move_announced=False)
    found: list[Way] = []
    for person in left_alone(case.before, case.cohort):
        for kind, options in _options(case, person).items():
            tried = list(_tried(plan, asked, options, time_limit, seed, progress))
            ready = sorted((one for one in tried if one.solution), key=lambda one: one.rank)
            found += [one.way(person, kind, case.before) for one in ready[:most]]
    return tuple(found)


def _tried(
    plan: Plan,
    asked: Sequence[Change],
    options: list[_Option],
    time_limit: float | None,
    seed: int | None,
    progress: Progress | None,
) -> Iterator[_Tried]:
    """Try some options, until somebody stops the work."""
    for one in options:
        if progress is not None and progress.stop_requested():
            return
        yield _Tried.of(plan, asked, one, time_limit, seed, progress)


def left_alone(plan: Plan, after: Cohort) -> tuple[str, ...]:
    """Return who had a partner, is still there, and whose partner has left, by id."""
    there = {person.person_id for person in after.applicants}
    return tuple(
        sorted(
            one
            for pair in plan.pairs
            if pair.professional is not None and len(there & set(pair.two)) == 1
            for one in pair.two
            if one in there
        )
    )


@dataclass(frozen=True)
class _Option:
    change: str
    with_whom: tuple[str, ...]
    order: tuple[date, int] = (date.max, 0)
    """Since when they wait, then how well the new people fit; the smaller comes first."""


def _options(case: Case, person: str) -> dict[Kind, list[_Option]]:
    """Return what can be tried for somebody, by kind."""
    people = {one.person_id: one for one in case.cohort.people}
    partners = [
        _Option(_lock(people[person], one), (one.person_id,), (one.applied_on or date.max, 0))
        for one in _without_place(case)
        if one.side is not people[person].side
    ]
    scorer = Scorer(case.cohort)

    def order(pair: Pair) -> tuple[date, int]:
        """Order trios by how well the third fits with the one on the other side."""
        theirs = [one for one in pair.two if people[one].side is not people[person].side]
        couple = sorted((person, *theirs), key=lambda one: people[one].side is not Side.PATIENT)
        return date.max, -sum(scorer.parts(*couple).values())

    trios = [
        _Option(f"join={person}:{pair.patient}+{pair.professional}", pair.two, order(pair))
        for pair in case.before.pairs
        if person not in pair.two and set(pair.two) <= _there(case.cohort)
    ]
    return {
        Kind.PARTNER: partners,
        Kind.TRIO: trios,
        Kind.PAUSE: [_Option(f"pause={person}", ())],
    }


def _without_place(case: Case) -> Iterator[Person]:
    placed = {one for pair in case.before.pairs for one in pair.members}
    return (one for one in case.cohort.applicants if one.person_id not in placed)


def _there(cohort: Cohort) -> set[str]:
    return {one.person_id for one in cohort.applicants}


def _lock(one: Person, other: Person) -> str:
    first, second = (one, other) if one.side is Side.PATIENT else (other, one)
    return f"lock={first.person_id}+{second.person_id}"


@dataclass(frozen=True)
class _Tried:
    """An option, and the dates and pairs that it leads to."""

    case: Case | None
    option: _Option
    solution: Solution | None
    rank: tuple[object, ...] = ()
    most_pairs: int = 0

    @classmethod
    def of(
        cls,
        plan: Plan,
        asked: Sequence[Change],
        option: _Option,
        time_limit: float | None,
        seed: int | None,
        progress: Progress | None = None,
    ) -> _Tried:
        """Return what comes of an option; without a solution where it is not allowed."""
        try:
            more = (*asked, *parse_changes(option.change))
            case = Case.of(plan, more, may_move_announced=False)
        except InputError:
            return cls(None, option, None)  # a rule forbids it: no way on
        settings = case.cohort.programme.solve
        seconds = settings.time_limit_seconds if time_limit is None else time_limit
        budget = Budget(seconds, progress)
        problem = build_problem(case.cohort)
        chosen = settings.seed if seed is None else seed
        free = solve(problem, budget, chosen)
        if free.worth is None:
            return cls(case, option, None)
        found = fewest_disturbances(case.reference, problem, budget, chosen)
        if found.worth is None or found.outcome is Outcome.UNKNOWN:
            return cls(case, option, None)
        rank = (option.order, -len(found.pairs), *(-value for value in level(problem, found)))
        return cls(case, option, found, (*rank, option.change), len(free.pairs))

    def way(self, person: str, kind: Kind, before: Plan) -> Way:
        """Return the way as a plan."""
        assert self.case is not None
        assert self.solution is not None
        made = self.case.plan(partial(_given, self.solution))
        told = self.case.told(made, self.most_pairs)
        assert told.disturbances is not None
        assert told.objective is not None
        total = 0 if before.objective is None else before.objective.total
        return Way(
            person=person,
            kind=kind,
            change=self.option.change,
            with_whom=self.option.with_whom,
            plan=told,
            weight=weight(told.disturbances, self.case.cohort.programme.repair),
            price=total - told.objective.total,
        )


def _given(solution: Solution, problem: Problem, budget: Budget, seed: int) -> Solution:
    """Answer with dates and pairs that are known."""
    return solution
