"""The problem as arrays: everything that levels 1 to 4 of the objective depend on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Status
from matcher.dates import CandidateDates, Code, answers, avoided, candidate_dates
from matcher.happened import at_work
from matcher.programme import Fairness
from matcher.projects import may_carry
from matcher.scores import Scorer, alone
from matcher.solve.counted import Counted, balance
from matcher.solve.day_rules import DayRules, day_rules
from matcher.timetable import timetable
from matcher.trios import kept_together, set_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.decisions import Couple
    from matcher.scores import Scores


@dataclass(frozen=True)
class People:
    """One side, as arrays. Only applicants: people who consented and have not withdrawn.

    Attributes
    ----------
    ids
        Their ids, in order, length ``P``.
    can
        Whether they can come on each candidate date, if needed or gladly, ``(P, D)``.
    only_if_needed
        Whether they come only if needed, ``(P, D)``.
    must
        Whether they must be in a pair, ``(P,)``.
    reserve
        Whether they are reserves, ``(P,)``.
    """

    ids: tuple[str, ...]
    can: NDArray[np.bool_]
    only_if_needed: NDArray[np.bool_]
    must: NDArray[np.bool_]
    reserve: NDArray[np.bool_]


@dataclass(frozen=True)
class ProjectLimits:
    """The projects whose limits can bind.

    Attributes
    ----------
    ids
        Their ids, length ``K``.
    most, least
        At most so many pairs; none or at least so many, ``(K,)``.
    options
        Whether a pair may carry the project, ``(K, P, Q)``; nobody may where it has fewer places
        than the pairs that it wants at least.
    free
        Whether a pair may do without all of them: it has no project at all to choose from, or one
        without a limit, ``(P, Q)``.
    """

    ids: tuple[str, ...]
    most: NDArray[np.int64]
    least: NDArray[np.int64]
    options: NDArray[np.bool_]
    free: NDArray[np.bool_]

    @property
    def carriable(self) -> NDArray[np.bool_]:
        """Which pairs can do without, or have an open project to carry, ``(P, Q)``."""
        return np.asarray(self.free | self.options.any(axis=0))

    def shares(self, allowed: NDArray[np.bool_]) -> tuple[tuple[tuple[int, ...], int], ...]:
        """Return the patients who have one project only, where it has fewer places than them.

        Returns
        -------
        tuple
            For each such project its patients, as rows, and its places.
        """
        reach = np.asarray((self.options & allowed).any(axis=2))
        bound = (reach.sum(axis=0) == 1) & ~(self.free & allowed).any(axis=1)
        groups = [np.flatnonzero(own & bound) for own in reach]
        return tuple(
            (tuple(int(row) for row in rows), int(places))
            for rows, places in zip(groups, self.most, strict=True)
            if len(rows) > places
        )


@dataclass(frozen=True)
class Problem:
    """Everything that levels 1 to 4 depend on.

    ``P`` patients, ``Q`` professionals, ``D`` candidate dates, ``T`` workshops.

    Attributes
    ----------
    patients, professionals
        The two sides.
    candidates
        The candidate dates.
    fit
        Fit of every pair in points, ``(P, Q)``.
    allowed
        Which pairs may be formed; a locked person only with the partner, ``(P, Q)``.
    slots
        Which date each workshop may take, so that the others still find theirs, ``(T, D)``.
    follows
        Which date may follow which from one workshop to the next, ``(T - 1, D, D)``.
    everyone
        Which workshops every pair must attend together, ``(T,)``.
    avoid_cost
        What a workshop on a date costs whatever the pairs, in points, ``(D,)``.
    wanted
        How many pairs are wanted.
    max_missed
        How many workshops a pair may miss.
    missed_cost, if_needed_cost
        In points.
    worst_first
        Whether the lowest fit is lifted before the total.
    limits
        The projects whose limits can bind, if there are any.
    balance
        How many pairs there may be from somewhere, if that is limited.
    quorum
        How many pairs attend each workshop together at least.
    days
        Rules on all dates together, if there are any.
    absent
        Ids of people who must be in the plan but are no applicants: they withdrew, or have not
        consented. With any of them there is no plan.
    """

    patients: People
    professionals: People
    candidates: CandidateDates
    fit: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    slots: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    everyone: NDArray[np.bool_]
    avoid_cost: NDArray[np.int64]
    wanted: int
    max_missed: int
    missed_cost: int
    if_needed_cost: int
    worst_first: bool
    limits: ProjectLimits | None = None
    balance: Counted | None = None
    quorum: int = 0
    days: DayRules | None = None
    absent: tuple[str, ...] = ()

    @property
    def workshops(self) -> int:
        """How many workshops there are."""
        return len(self.slots)

    @property
    def is_plain(self) -> bool:
        """Whether an assignment alone decides the pairs on given dates."""
        return self.limits is None and self.balance is None and not self.quorum

    def cost_of_dates(self, dates: tuple[int, ...]) -> int:
        """Return what the dates of all workshops cost whatever the pairs, in points."""
        together = 0 if self.days is None else self.days.cost(dates)
        return int(self.avoid_cost[list(dates)].sum()) + together

    def at_least(self, fit: int) -> Problem:
        """Return the problem in which no pair below a fit is allowed."""
        return replace(self, allowed=self.allowed & (self.fit >= fit))


def build_problem(cohort: Cohort, scores: Scores | None = None) -> Problem:
    """Return a cohort as arrays.

    Parameters
    ----------
    cohort
        What to plan.
    scores
        The scores of the cohort, where they are at hand.
    """
    is_paired = cohort.programme.pairing.form_pairs
    if scores is None:
        scores = Scorer(cohort).all() if is_paired else alone(cohort)
    ours = cohort.patients if is_paired else cohort.people
    theirs = cohort.professionals if is_paired else cohort.people
    rows = np.flatnonzero([person.is_applicant for person in ours])
    columns = np.flatnonzero([person.is_applicant for person in theirs])
    patients, professionals = [ours[row] for row in rows], [theirs[column] for column in columns]
    candidates = candidate_dates(cohort)
    allowed = scores.allowed[np.ix_(rows, columns)]
    firm = _firm(cohort, allowed, patients, professionals)
    order = timetable(cohort, candidates)
    slots = order.reachable()
    programme = cohort.programme
    numbers = np.arange(1, programme.workshops.count + 1)
    shunned = avoided(cohort, candidates.days)
    return Problem(
        patients=_people(cohort, patients, candidates, firm),
        professionals=(
            _people(cohort, professionals, candidates, firm)
            if is_paired
            else _nobody(professionals, candidates)
        ),
        candidates=candidates,
        fit=scores.fit[np.ix_(rows, columns)].astype(np.int64),
        allowed=_narrowed(allowed, firm, patients, professionals),
        slots=slots,
        follows=order.follows,
        everyone=np.isin(numbers, programme.workshops.everyone),
        avoid_cost=shunned.astype(np.int64) * programme.costs.avoided_date,
        wanted=programme.programme.pairs,
        max_missed=programme.workshops.max_missed,
        missed_cost=programme.costs.missed_workshop,
        if_needed_cost=programme.costs.if_needed,
        worst_first=programme.pairing.fairness is Fairness.WORST_FIRST,
        limits=_limits(cohort, patients, professionals) if is_paired else None,
        balance=balance(cohort, patients, professionals if is_paired else None),
        quorum=programme.workshops.quorum,
        days=day_rules(cohort, candidates, slots, order.follows),
        absent=_absent(cohort),
    )


def _absent(cohort: Cohort) -> tuple[str, ...]:
    """Return the ids of people who must be in the plan and cannot, in order."""
    applied = {person.person_id for person in cohort.applicants}
    confirmed = {p.person_id for p in cohort.people if p.status is Status.CONFIRMED}
    locked = {identity for couple in cohort.decisions.locked for identity in couple}
    must = confirmed | locked if cohort.programme.pairing.form_pairs else confirmed
    return tuple(sorted(must - applied))


def _firm(
    cohort: Cohort,
    allowed: NDArray[np.bool_],
    patients: Sequence[Person],
    professionals: Sequence[Person],
) -> tuple[Couple, ...]:
    """Return the pairs that must be formed: those kept, and those at work that are allowed."""
    row = {person.person_id: index for index, person in enumerate(patients)}
    column = {person.person_id: index for index, person in enumerate(professionals)}
    working = [(one, other or one) for one, other in at_work(cohort)]
    working = [(one, other) for one, other in working if one in row and other in column]
    going_on = [couple for couple in working if allowed[row[couple[0]], column[couple[1]]]]
    return tuple(sorted({*kept_together(cohort), *going_on}))


def _people(
    cohort: Cohort,
    people: Sequence[Person],
    candidates: CandidateDates,
    firm: tuple[Couple, ...],
) -> People:
    grid = answers(cohort, people, candidates.days)
    locked = {identity for couple in firm for identity in couple}
    aside = set_aside(cohort)
    return People(
        ids=tuple(person.person_id for person in people),
        can=grid >= Code.IF_NEEDED,
        only_if_needed=grid == Code.IF_NEEDED,
        must=np.array(
            [
                one.person_id in locked
                or (one.status is Status.CONFIRMED and one.person_id not in aside)
                for one in people
            ],
            dtype=bool,
        ),
        reserve=np.array([one.status is Status.RESERVE for one in people], dtype=bool),
    )


def _nobody(people: Sequence[Person], candidates: CandidateDates) -> People:
    """Return the other side where people come alone: it is always there and asks for nothing."""
    shape = len(people), len(candidates.days)
    return People(
        ids=tuple(person.person_id for person in people),
        can=np.ones(shape, dtype=bool),
        only_if_needed=np.zeros(shape, dtype=bool),
        must=np.zeros(len(people), dtype=bool),
        reserve=np.zeros(len(people), dtype=bool),
    )


def _narrowed(
    allowed: NDArray[np.bool_],
    firm: tuple[Couple, ...],
    patients: Sequence[Person],
    professionals: Sequence[Person],
) -> NDArray[np.bool_]:
    row = {person.person_id: index for index, person in enumerate(patients)}
    column = {person.person_id: index for index, person in enumerate(professionals)}
    narrowed = allowed.copy()
    for patient, professional in firm:
        if patient in row:
            narrowed[row[patient], [i for one, i in column.items() if one != professional]] = False
        if professional in column:
            narrowed[[i for one, i in row.items() if one != patient], column[professional]] = False
    return narrowed


def _limits(
    cohort: Cohort, patients: Sequence[Person], professionals: Sequence[Person]
) -> ProjectLimits | None:
    most_pairs = min(cohort.programme.programme.pairs, len(patients), len(professionals))
    limited, free = [], np.ones((len(patients), len(professionals)), dtype=bool)
    unlimited = np.zeros_like(free)
    for project in cohort.projects:
        carries = may_carry(project, patients, professionals)
        binds = project.max_pairs is not None and project.max_pairs < most_pairs
        if binds or project.min_pairs > 1:
            limited.append((project, carries))
            free &= ~carries
        else:
            unlimited |= carries
    if not limited:
        return None
    most = np.array(
        [most_pairs if p.max_pairs is None else p.max_pairs for p, _ in limited], dtype=np.int64
    )
    least = np.array([project.min_pairs for project, _ in limited], dtype=np.int64)
    is_open = np.minimum(most, most_pairs) >= np.maximum(least, 1)
    options = np.array([carries for _, carries in limited], dtype=bool)
    return ProjectLimits(
        ids=tuple(project.project_id for project, _ in limited),
        most=most,
        least=least,
        options=options & is_open[:, None, None],
        free=free | unlimited,
    )
