"""A plan as arrays: who can be at which of its workshops, and who may be paired with whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from matcher.allowed import partners
from matcher.cohort import Side, Status
from matcher.dates import Code, answers
from matcher.happened import held
from matcher.scores import Scorer, alone
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.plans import Plan
    from matcher.solve.problem import Problem

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

Kind = TypeVar("Kind", bound=np.generic)

NOBODY = -1


@dataclass(frozen=True)
class Members:
    """One side: everybody who consented and is still there. ``N`` people, ``T`` workshops.

    Attributes
    ----------
    ids
        Their ids, length ``N``.
    sides
        On which side each is; where people come alone both are in one list.
    can, only_if_needed, silent
        Who comes to a workshop, who comes only if needed, whose answer is unknown, ``(N, T)``.
    reserve
        Who is a reserve, ``(N,)``.
    mate
        Whom they applied together with, as an index into the other side; -1 for nobody, ``(N,)``.
    """

    ids: tuple[str, ...]
    sides: tuple[Side, ...]
    can: Flags
    only_if_needed: Flags
    silent: Flags
    reserve: Flags
    mate: Whole

    @cached_property
    def unsure(self) -> Flags:
        """Whose answer is unknown for some workshop, ``(N,)``."""
        return np.asarray(self.silent.any(axis=1))

    def and_anybody(self, identity: str, side: Side) -> Members:
        """Return the same with one more reserve, who can come to everything."""
        yes, no = np.ones((1, self.can.shape[1]), dtype=bool), np.zeros((1, self.can.shape[1]))
        return Members(
            ids=(*self.ids, identity),
            sides=(*self.sides, side),
            can=np.concatenate([self.can, yes]),
            only_if_needed=np.concatenate([self.only_if_needed, no.astype(bool)]),
            silent=np.concatenate([self.silent, no.astype(bool)]),
            reserve=np.append(self.reserve, True),
            mate=np.append(self.mate, NOBODY),
        )


@dataclass(frozen=True)
class Roster:
    """Everything that decides what becomes of a plan when people leave.

    Attributes
    ----------
    ours, theirs
        The patient side and the professional side; the same people where everybody comes alone.
    pairs
        The plan's pairs, as rows of `ours` and of `theirs`.
    projects
        The limited project that each of them carries, as an index; -1 for none.
    may
        Which pairs are allowed, whoever applied together with whom, ``(P, Q)``.
    known
        Which workshops have been held when so many have, on their days, ``(T + 1, T)``.
    held
        How many had been held when the plan was made.
    paired
        Whether people are paired.
    problem
        The rules, over the same people.
    """

    ours: Members
    theirs: Members
    pairs: tuple[tuple[int, int], ...]
    projects: tuple[int, ...]
    may: Flags
    known: Flags
    held: int
    paired: bool
    problem: Problem

    @property
    def times(self) -> int:
        """How many times there are at which people may leave: before each workshop."""
        return max(1, len(self.known) - 1)

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody's id, each once."""
        return (*self.ours.ids, *self.theirs.ids) if self.paired else self.ours.ids

    @property
    def sides(self) -> tuple[Side, ...]:
        """Everybody's side, as `ids`."""
        return (*self.ours.sides, *self.theirs.sides) if self.paired else self.ours.sides

    @property
    def can(self) -> Flags:
        """Who comes to a workshop, ``(people, T)``, as `ids`."""
        return np.concatenate([self.ours.can, self.theirs.can]) if self.paired else self.ours.can

    @property
    def silent(self) -> Flags:
        """Whose answer is unknown, ``(people, T)``, as `ids`."""
        both = [self.ours.silent, self.theirs.silent]
        return np.concatenate(both) if self.paired else self.ours.silent

    def split(self, everybody: NDArray[Kind]) -> tuple[NDArray[Kind], NDArray[Kind]]:
        """Return what is given for `ids`, along the last axis, for each of the two sides."""
        if not self.paired:
            return everybody, everybody
        patients = len(self.ours.ids)
        return everybody[..., :patients], everybody[..., patients:]

    def couples(self) -> tuple[tuple[int, ...], ...]:
        """Return the plan's pairs as indices into `ids`."""
        if not self.paired:
            return tuple((row,) for row, _ in self.pairs)
        patients = len(self.ours.ids)
        return tuple((row, patients + column) for row, column in self.pairs)

    def with_anybody(self, identity: str, side: Side) -> Roster:
        """Return the same with a reserve who may be paired with everybody and always comes."""
        ours, theirs, may, fit = self.ours, self.theirs, self.may, self.problem.fit
        if not self.paired:
            both = ours.and_anybody(identity, side)
            may, fit = np.pad(may, (0, 1)), np.pad(fit, (0, 1))
            may[-1, -1] = True
            ours = theirs = both
        elif side is Side.PATIENT:
            ours = ours.and_anybody(identity, side)
            may = np.pad(may, ((0, 1), (0, 0)), constant_values=True)
            fit = np.pad(fit, ((0, 1), (0, 0)))
        else:
            theirs = theirs.and_anybody(identity, side)
            may = np.pad(may, ((0, 0), (0, 1)), constant_values=True)
            fit = np.pad(fit, ((0, 0), (0, 1)))
        problem = _wider(replace(self.problem, fit=fit), may.shape)
        return replace(self, ours=ours, theirs=theirs, may=may, problem=problem)


def roster(plan: Plan) -> Roster:
    """Return a plan with pairs as arrays."""
    cohort = plan.cohort
    problem = build_problem(cohort)
    dates = [one.date for one in sorted(plan.workshops, key=lambda one: one.number)]
    paired = cohort.programme.pairing.form_pairs
    ours, theirs = _applicants(cohort, problem.patients.ids, problem.professionals.ids)
    row, column = _places(ours), _places(theirs)
    together = partners(cohort) if paired else {}
    limited = {} if problem.limits is None else _places_of(problem.limits.ids)
    return Roster(
        ours=_members(cohort, ours, dates, together, column),
        theirs=_members(cohort, theirs, dates, together, row),
        pairs=tuple(
            (row[one.patient], column[one.professional or one.patient]) for one in plan.pairs
        ),
        projects=tuple(limited.get(one.project or "", NOBODY) for one in plan.pairs),
        may=_may(cohort, problem),
        known=_known(dates),
        held=len(held(cohort)),
        paired=paired,
        problem=problem,
    )


def _applicants(
    cohort: Cohort, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[list[Person], list[Person]]:
    people = {one.person_id: one for one in cohort.people}
    return [people[one] for one in ours], [people[one] for one in theirs]


def _places(people: Sequence[Person]) -> dict[str, int]:
    return _places_of([one.person_id for one in people])


def _places_of(ids: Sequence[str]) -> dict[str, int]:
    return {identity: index for index, identity in enumerate(ids)}


def _members(
    cohort: Cohort,
    people: Sequence[Person],
    dates: Sequence[date],
    together: dict[str, str],
    others: dict[str, int],
) -> Members:
    grid = answers(cohort, people, dates)
    mates = [others.get(together.get(one.person_id, ""), NOBODY) for one in people]
    return Members(
        ids=tuple(one.person_id for one in people),
        sides=tuple(one.side for one in people),
        can=grid >= Code.IF_NEEDED,
        only_if_needed=grid == Code.IF_NEEDED,
        silent=grid == Code.UNKNOWN,
        reserve=np.array([one.status is Status.RESERVE for one in people], dtype=bool),
        mate=np.array(mates, dtype=np.int64),
    )


def _may(cohort: Cohort, problem: Problem) -> Flags:
    """Return which pairs are allowed if everybody had applied on their own, ``(P, Q)``."""
    single = tuple(one.model_copy(update={"partner_id": None}) for one in cohort.people)
    free = cohort.model_copy(update={"people": single})
    is_paired = cohort.programme.pairing.form_pairs
    allowed = (Scorer(free).all() if is_paired else alone(free)).allowed
    sides = (cohort.patients, cohort.professionals) if is_paired else (cohort.people,) * 2
    there = [np.flatnonzero([one.is_applicant for one in side]) for side in sides]
    assert allowed[np.ix_(*there)].shape == problem.allowed.shape
    return np.asarray(allowed[np.ix_(*there)])


def _known(dates: Sequence[date]) -> Flags:
    """Return which workshops lie on days that are past when so many were held, ``(T + 1, T)``."""
    known = np.zeros((len(dates) + 1, len(dates)), dtype=bool)
    for number in range(1, len(dates) + 1):
        known[number] = [day <= dates[number - 1] for day in dates]
    return known


def _wider(problem: Problem, shape: tuple[int, int]) -> Problem:
    """Return the rules over one person more, for whom no limit on pairs from somewhere counts."""
    limits, balance = problem.limits, problem.balance
    more = [(0, new - old) for new, old in zip(shape, problem.allowed.shape, strict=True)]
    if limits is not None:
        limits = replace(
            limits,
            options=np.pad(limits.options, [(0, 0), *more]),
            free=np.pad(limits.free, more, constant_values=True),
        )
    if balance is not None:
        counts: NDArray[Any] = np.pad(balance.counts, [(0, 0), *more])
        balance = replace(balance, counts=counts)
    allowed = np.pad(problem.allowed, more, constant_values=True)
    return replace(problem, limits=limits, balance=balance, allowed=allowed)
