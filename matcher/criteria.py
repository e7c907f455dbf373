"""The criteria of a fit: one small class each, and the table of them.

A criterion scores every pair from 0 to 1 as an exact fraction. To add one, write a class with
`encode`, `score` and `known`, add a weight of its name to `WeightSettings`, put it into
`CRITERIA`, and define it in `docs/criteria.md`.

Lists are ranked and cut, so that nobody gains by naming everything. A missing answer scores half.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from matcher.dates import Code, own_answers, window
from matcher.programme import Weekday
from matcher.wording import plain as plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person

Encoded = tuple["NDArray[Any]", ...]
"""What a criterion reads of one side: arrays whose first axis is the people."""

DEPTH = 5
"""How many entries of a ranked list count."""


@dataclass(frozen=True)
class Score:
    """Exact fractions from 0 to 1 for every pair.

    Attributes
    ----------
    numerator
        Integers, shape ``(P, Q)``.
    denominator
        A positive integer, or an array of them of shape ``(P, Q)``.
    """

    numerator: NDArray[np.integer]
    denominator: NDArray[np.integer] | int


class Criterion(Protocol):
    """One of the things that a fit is made of."""

    @property
    def name(self) -> str:
        """The name of its weight."""

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        """Turn people into arrays whose first axis is the people."""

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        """Return the score of every patient with every professional, ``(P, Q)``."""

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        """Return which share of the score rests on real answers, ``(P, Q)``."""


class SharedProject:
    """A theme or a project that both want.

    Reads the first five interests of each: their own project, then `themes` in their order; a
    project also counts as an interest in its theme. An interest ranked first is worth 5, the
    fifth 1. The score is the best interest that they share, at what it is worth to the one who
    wants it less, out of 5. Half where either names none.
    """

    name = "shared_project"

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        theme_of = {project.project_id: plain(project.theme) for project in cohort.projects}
        listed = [interests(person, theme_of) for person in people]
        everybody = (interests(person, theme_of) for person in cohort.people)
        column = {
            item: i for i, item in enumerate(sorted({item for one in everybody for item in one}))
        }
        worth = np.zeros((len(people), len(column)), dtype=np.int8, order="F")
        for row, items in enumerate(listed):
            for item, rank in items.items():
                worth[row, column[item]] = DEPTH - rank
        return (worth,)

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        level = np.zeros((len(ours), len(theirs)), dtype=np.int8)
        most = int((ours > 0).sum(axis=1).max(initial=0))
        strongest = np.argsort(-ours, axis=1, kind="stable")[:, :most]
        for item in strongest.T:
            own = ours[np.arange(len(ours)), item]
            np.maximum(level, np.minimum(own[:, None], theirs.T[item]), out=level)
        level *= 2
        level[~_any(ours)] = DEPTH
        level[:, ~_any(theirs)] = DEPTH
        return Score(level, 2 * DEPTH)

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        return Score(_both(_any(ours), _any(theirs)).astype(np.int32), 1)


class Motivation:
    """Both are keen, statement by statement.

    Reads the `motivation_…` columns. For a statement that both answered, the less keen of the two
    counts: (lower answer - 1) / 4. A statement that only one of them answered scores half. The
    score is the mean over the statements that at least one of them answered; half where neither
    answered any.
    """

    name = "motivation"

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        statements = sorted({name for person in cohort.people for name in person.motivation})
        rows = [[person.motivation.get(name, 0) for name in statements] for person in people]
        return (np.array(rows, dtype=np.int8).reshape(len(people), len(statements)),)

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        total = np.zeros((len(ours), len(theirs)), dtype=np.int32)
        for one, other in zip(ours.T, theirs.T, strict=True):
            lower = np.minimum(one[:, None], other[None, :])
            only_one = (lower == 0) & ((one > 0)[:, None] | (other > 0)[None, :])
            total += np.where(lower > 0, lower - 1, 2 * only_one)
        statements = self._answered_by_either(ours, theirs)
        nothing = statements == 0
        return Score(np.where(nothing, 1, total), np.where(nothing, 2, 4 * statements))

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        statements = self._answered_by_either(ours, theirs)
        return Score(_overlap(ours > 0, theirs > 0), np.maximum(statements, 1))

    @staticmethod
    def _answered_by_either(ours: NDArray[Any], theirs: NDArray[Any]) -> NDArray[np.int32]:
        statements = ours.shape[1]
        return np.asarray(statements - _overlap(ours == 0, theirs == 0), dtype=np.int32)


class MutualPreference:
    """They ask for each other.

    Reads the first five of `prefers` of each. From one to the other: 1 where named first, then
    4/5, 3/5, 2/5, 1/5; 0 where others are named instead; half where nobody is named. The score is
    the mean of both directions.
    """

    name = "mutual_preference"
    _FULL = 10

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        code = {person.person_id: index for index, person in enumerate(cohort.people)}
        wishes = np.full((len(people), DEPTH), -1, dtype=np.int32)
        for row, person in enumerate(people):
            for rank, identity in enumerate(person.prefers[:DEPTH]):
                wishes[row, rank] = code.get(identity, -2)
        own = np.array([code[person.person_id] for person in people], dtype=np.int32)
        return own, wishes

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        (our_code, our_wishes), (their_code, their_wishes) = patients, professionals
        ours, theirs = self._unsaid(our_wishes), self._unsaid(their_wishes)
        both = ours[:, None] + theirs[None, :]
        row, rank, column = self._named(our_wishes, their_code)
        both[row, column] += (self._FULL - 2 * rank).astype(np.int8)
        column, rank, row = self._named(their_wishes, our_code)
        both[row, column] += (self._FULL - 2 * rank).astype(np.int8)
        return Score(both, 2 * self._FULL)

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        (_, our_wishes), (_, their_wishes) = patients, professionals
        ours, theirs = our_wishes[:, 0] != -1, their_wishes[:, 0] != -1
        return Score(ours[:, None].astype(np.int32) + theirs[None, :], 2)

    def _unsaid(self, wishes: NDArray[Any]) -> NDArray[np.int8]:
        """Return what everybody gets from those who name nobody, ``(people,)``."""
        return np.where(wishes[:, 0] == -1, self._FULL // 2, 0).astype(np.int8)

    @staticmethod
    def _named(
        wishes: NDArray[Any], codes: NDArray[Any]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Return who is named by whom: the row of the wish, its rank, and the place in `codes`."""
        if not len(codes):
            nobody = np.zeros(0, dtype=np.intp)
            return nobody, nobody, nobody
        near = (wishes >= codes.min()) & (wishes <= codes.max())
        row, rank = np.nonzero(near)
        named = wishes[row, rank]
        order = np.argsort(codes, kind="stable")
        place = order[np.searchsorted(codes, named, sorter=order)]
        hit = codes[place] == named
        return row[hit], rank[hit], place[hit]


class JointDates:
    """The days of the window on which both can come.

    Reads what both answered for the window's allowed weekdays less public holidays, or the
    weekdays that they listed. A day on which both say yes counts 1; one on which both can come
    and one of them only if needed counts half; one on which either is unknown counts half; any
    other day 0. The score is the mean over the days. Nothing that blocks, fixes or opens days
    changes it.
    """

    name = "joint_dates"

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        said = own_answers(cohort, people, window(cohort.programme))
        can, yes = (said >= Code.IF_NEEDED), (said == Code.YES)
        known = (said != Code.UNKNOWN).sum(axis=1, dtype=np.int32)
        as_floats = (flags.astype(np.float32) for flags in (can, yes))
        return (said, known, *as_floats, can.astype(np.float32) + yes)

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        ours, _, our_can, our_yes, _ = patients
        theirs, _, their_can, their_yes, their_joy = professionals
        days = ours.shape[1]
        if days == 0:
            return Score(np.ones((len(ours), len(theirs)), dtype=np.int32), 2)
        if (our_can == our_yes).all():
            halves = our_can @ their_joy.T
        else:
            halves = our_can @ their_can.T + our_yes @ their_yes.T
        halves += days - self._both_known(patients, professionals)
        return Score(halves.astype(np.int32), 2 * days)

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        both_known = self._both_known(patients, professionals).astype(np.int32)
        shape = len(patients[0]), len(professionals[0])
        return Score(np.broadcast_to(both_known, shape), max(1, patients[0].shape[1]))

    @staticmethod
    def _both_known(patients: Encoded, professionals: Encoded) -> NDArray[np.float32]:
        """Return how many days both answered, ``(P, Q)`` or what broadcasts to it."""
        (ours, our_count, *_), (theirs, their_count, *_) = patients, professionals
        if (our_count == ours.shape[1]).all():
            return np.asarray(their_count[None, :], dtype=np.float32)
        if (their_count == theirs.shape[1]).all():
            return np.asarray(our_count[:, None], dtype=np.float32)
        both = _overlap(ours != Code.UNKNOWN, theirs != Code.UNKNOWN)
        return np.asarray(both, dtype=np.float32)


class Locality:
    """They live or work in the same area.

    Reads `area` and `remote_ok`. 1 in the same area; half where the areas differ and both are
    content to meet remotely; 0 where they differ and one of them is not. A quarter where the areas
    differ and only an answer about meeting remotely is missing, since it would bring half or
    nothing. Half where either area is missing.
    """

    name = "locality"
    _FULL = 4

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        areas = sorted({plain(person.area) for person in cohort.people} - {""})
        code = {area: index for index, area in enumerate(areas)}
        area = np.array([code.get(plain(person.area), -1) for person in people], dtype=np.int32)
        remote = [1 if person.remote_ok is None else 2 * person.remote_ok for person in people]
        return area, np.array(remote, dtype=np.int8)

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        (our_area, our_remote), (their_area, their_remote) = patients, professionals
        same = our_area[:, None] == their_area[None, :]
        missing = ~_both(our_area >= 0, their_area >= 0)
        remotely = np.minimum(our_remote[:, None], their_remote[None, :])
        quarters = np.where(same, self._FULL, remotely)
        return Score(np.where(missing, self._FULL // 2, quarters).astype(np.int32), self._FULL)

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        (our_area, our_remote), (their_area, their_remote) = patients, professionals
        areas = _both(our_area >= 0, their_area >= 0)
        same = our_area[:, None] == their_area[None, :]
        open_question = np.minimum(our_remote[:, None], their_remote[None, :]) == 1
        return Score(np.where(areas, 2 - (~same & open_question), 0).astype(np.int32), 2)


class CheckInOverlap:
    """Weekdays that both can do.

    Reads `weekdays`. The number of weekdays that both listed, at most three, out of three. Half
    where either listed none.
    """

    name = "check_in_overlap"
    _ENOUGH = 3

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        days = np.array(
            [[day in (person.weekdays or ()) for day in Weekday] for person in people], dtype=bool
        )
        return (days.reshape(len(people), 7),)

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        shared = np.minimum(_overlap(ours, theirs), self._ENOUGH)
        missing = ~_both(_any(ours), _any(theirs))
        return Score(np.where(missing, self._ENOUGH, 2 * shared), 2 * self._ENOUGH)

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        return Score(_both(_any(ours), _any(theirs)).astype(np.int32), 1)


class Complementary:
    """They bring different goals.

    Reads the first five of `goals` of each. Of all the goals that either has, the share that only
    one of them has. Half where either names none.
    """

    name = "complementary"

    def encode(self, cohort: Cohort, people: Sequence[Person]) -> Encoded:
        listed = [_first(map(plain, person.goals)) for person in people]
        everybody = {plain(goal) for person in cohort.people for goal in person.goals}
        column = {goal: index for index, goal in enumerate(sorted(everybody))}
        named = np.zeros((len(people), len(column)), dtype=bool)
        for row, goals in enumerate(listed):
            named[row, [column[goal] for goal in goals]] = True
        return (named,)

    def score(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        common = _overlap(ours, theirs)
        union = ours.sum(axis=1)[:, None] + theirs.sum(axis=1)[None, :] - common
        missing = ~_both(_any(ours), _any(theirs))
        alone = np.where(missing, 1, union - common)
        return Score(alone.astype(np.int32), np.where(missing, 2, union).astype(np.int32))

    def known(self, patients: Encoded, professionals: Encoded) -> Score:
        (ours,), (theirs,) = patients, professionals
        return Score(_both(_any(ours), _any(theirs)).astype(np.int32), 1)


CRITERIA: tuple[Criterion, ...] = (
    SharedProject(),
    Motivation(),
    MutualPreference(),
    JointDates(),
    Locality(),
    CheckInOverlap(),
    Complementary(),
)
"""Every criterion, in the order of `[weights]`."""


def interests(person: Person, theme_of: dict[str, str]) -> dict[str, int]:
    """Return what somebody is interested in, and how strongly.

    Parameters
    ----------
    person
        Whose interests; their own project comes before their `themes`.
    theme_of
        Project id -> its theme, as `plain` writes it.

    Returns
    -------
    dict
        ``project:<id>`` or ``theme:<wording>`` -> rank, from 0 to ``DEPTH - 1``.
    """
    own = (person.project_id,) if person.project_id else ()
    named = (
        f"project:{item}" if item in theme_of else f"theme:{plain(item)}"
        for item in (*own, *person.themes)
    )
    ranked: dict[str, int] = {}
    for rank, interest in enumerate(_first(named)):
        ranked.setdefault(interest, rank)
        theme = theme_of.get(interest.removeprefix("project:"))
        if theme:
            ranked.setdefault(f"theme:{theme}", rank)
    return ranked


def _first(items: Iterable[str]) -> list[str]:
    """Return the entries of a ranked list that count: the first ones, each once."""
    return list(dict.fromkeys(items))[:DEPTH]


def _overlap(ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return how many columns are true for both, ``(P, Q)``; exact below 2**24 columns."""
    return np.asarray((ours.astype(np.float32) @ theirs.astype(np.float32).T), dtype=np.int32)


def _any(answers: NDArray[Any]) -> NDArray[np.bool_]:
    """Return who gave any answer at all, ``(people,)``."""
    return np.asarray(answers.any(axis=1), dtype=bool)


def _both(ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.asarray(ours[:, None] & theirs[None, :])
