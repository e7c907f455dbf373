"""Which pairs are allowed: the hard rules, in the order in which they are asked.

To add one, write a class with `key`, `text` and `bars`, and put it into `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from matcher.cohort import Status
from matcher.wording import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person

Bars = Callable[[slice], "NDArray[np.bool_]"]
"""Rows of the patient side -> which of their pairs the rule forbids, ``(rows, Q)``."""


class Rule(Protocol):
    """A hard rule on a pair, whatever the dates and whatever the fit."""

    @property
    def key(self) -> str:
        """The rule's name in data."""

    @property
    def text(self) -> str:
        """Why a pair is not allowed, in words."""

    def bars(self, cohort: Cohort) -> Bars:
        """Read the cohort once; return the function that answers for blocks of patients."""


class OfOneSide:
    """A rule that speaks against a person, and so against all of that person's pairs."""

    def __init__(self, key: str, text: str, patient: bool, out: Callable[[Person], bool]) -> None:
        self.key, self.text = key, text
        self._patient, self._out = patient, out

    def bars(self, cohort: Cohort) -> Bars:
        patients = np.array([self._out(person) for person in cohort.patients], dtype=bool)
        others = np.array([self._out(person) for person in cohort.professionals], dtype=bool)

        def block(rows: slice) -> NDArray[np.bool_]:
            shape = (len(patients[rows]), len(others))
            out = patients[rows][:, None] if self._patient else others[None, :]
            return np.broadcast_to(out, shape)

        return block


class OfNamedPairs:
    """A rule that speaks against single pairs."""

    def __init__(
        self, key: str, text: str, named: Callable[[Cohort], Iterable[tuple[str, str]]]
    ) -> None:
        self.key, self.text, self._named = key, text, named

    def bars(self, cohort: Cohort) -> Bars:
        row = {person.person_id: index for index, person in enumerate(cohort.patients)}
        column = {person.person_id: index for index, person in enumerate(cohort.professionals)}
        cells = sorted(
            (row[one], column[other])
            for first, second in self._named(cohort)
            for one, other in ((first, second), (second, first))
            if one in row and other in column
        )
        at = np.array(cells, dtype=np.int64).reshape(-1, 2)

        def block(rows: slice) -> NDArray[np.bool_]:
            start, stop, _ = rows.indices(len(row))
            barred = np.zeros((max(0, stop - start), len(column)), dtype=bool)
            inside = at[(at[:, 0] >= start) & (at[:, 0] < stop)]
            barred[inside[:, 0] - start, inside[:, 1]] = True
            return barred

        return block


class NotFrom:
    """Nobody is paired with people of an organisation that they named in `not_from`."""

    key = "not_from"
    text = "one of them must not be paired with people of the other's organisation"

    def bars(self, cohort: Cohort) -> Bars:
        members: dict[str, list[int]] = {}
        averse: dict[str, list[int]] = {}
        for column, person in enumerate(cohort.professionals):
            members.setdefault(plain(person.organisation), []).append(column)
            for organisation in map(plain, person.not_from):
                averse.setdefault(organisation, []).append(column)
        members.pop("", None)
        averse.pop("", None)
        columns = [
            [
                *averse.get(plain(person.organisation), ()),
                *(column for one in person.not_from for column in members.get(plain(one), ())),
            ]
            for person in cohort.patients
        ]

        def block(rows: slice) -> NDArray[np.bool_]:
            barred = np.zeros((len(columns[rows]), len(cohort.professionals)), dtype=bool)
            for index, those in enumerate(columns[rows]):
                barred[index, those] = True
            return barred

        return block


class SharedLanguage:
    """A language in common, where both name any and neither brings an interpreter."""

    key = "language"
    text = "no language in common"

    def bars(self, cohort: Cohort) -> Bars:
        return _nothing_in_common(
            [_bound_to(person) for person in cohort.patients],
            [_bound_to(person) for person in cohort.professionals],
            silence_bars=False,
        )


def _bound_to(person: Person) -> set[str]:
    """Return the languages of which one must be shared; none with an interpreter."""
    return set() if person.interpreters else {plain(language) for language in person.languages}


class Partners:
    """Two people who applied together are paired with each other or not at all."""

    key = "partner"
    text = "one of them applied together with somebody else"

    def bars(self, cohort: Cohort) -> Bars:
        partner = partners(cohort)
        ours = [person.person_id for person in cohort.patients]
        theirs = np.array([person.person_id for person in cohort.professionals], dtype=object)
        wanted = np.array([partner.get(one, "") for one in ours], dtype=object)
        wanted_back = np.array([partner.get(one, "") for one in theirs], dtype=object)
        names = np.array(ours, dtype=object)

        def block(rows: slice) -> NDArray[np.bool_]:
            want, name = wanted[rows], names[rows]
            out = (want != "")[:, None] | (wanted_back != "")[None, :]
            for index in np.flatnonzero(want != ""):
                out[index] = theirs != want[index]
            for column in np.flatnonzero(wanted_back != ""):
                out[:, column] = name != wanted_back[column]
            return np.asarray(out, dtype=bool)

        return block


class SharedProjectRequired:
    """With `pairing.require_shared_project`, a project or theme that both named."""

    key = "shared_project"
    text = "no project or theme that both named"

    def bars(self, cohort: Cohort) -> Bars:
        if not cohort.programme.pairing.require_shared_project:
            return _nothing(len(cohort.patients), len(cohort.professionals))
        ids = frozenset(project.project_id for project in cohort.projects)
        return _nothing_in_common(
            [named_interests(person, ids) for person in cohort.patients],
            [named_interests(person, ids) for person in cohort.professionals],
            silence_bars=True,
        )


def partners(cohort: Cohort) -> dict[str, str]:
    """Return who applied together with whom, both ways.

    It is enough that one of two says so. Somebody who is withdrawn or has not consented releases
    the other.
    """
    people = {person.person_id: person for person in cohort.people}
    together: dict[str, str] = {}
    for person in cohort.people:
        partner = people.get(person.partner_id or "")
        if partner is not None and person.is_applicant and partner.is_applicant:
            together[person.person_id] = partner.person_id
            together[partner.person_id] = person.person_id
    return together


def named_interests(person: Person, project_ids: frozenset[str]) -> set[str]:
    """Return the projects and themes that somebody named, in a form that can be compared."""
    own = (person.project_id,) if person.project_id else ()
    return {
        item if item in project_ids else f"theme:{plain(item)}" for item in (*own, *person.themes)
    }


def _nothing(patients: int, professionals: int) -> Bars:
    def block(rows: slice) -> NDArray[np.bool_]:
        return np.zeros((len(range(*rows.indices(patients))), professionals), dtype=bool)

    return block


def _nothing_in_common(
    ours: Sequence[set[str]], theirs: Sequence[set[str]], *, silence_bars: bool
) -> Bars:
    words = {word: i for i, word in enumerate(sorted(set().union(*ours, *theirs)))}
    left, right = _indicator(ours, words), _indicator(theirs, words)

    def block(rows: slice) -> NDArray[np.bool_]:
        nothing = left[rows] @ right.T == 0
        if silence_bars:
            return np.asarray(nothing)
        both_say = (left[rows].sum(axis=1) > 0)[:, None] & (right.sum(axis=1) > 0)[None, :]
        return np.asarray(nothing & both_say)

    return block


def _indicator(sets: Sequence[set[str]], words: dict[str, int]) -> NDArray[np.float32]:
    matrix = np.zeros((len(sets), len(words)), dtype=np.float32)
    for row, items in enumerate(sets):
        matrix[row, [words[item] for item in items]] = 1
    return matrix


def _named(field: str) -> Callable[[Cohort], Iterable[tuple[str, str]]]:
    def pairs(cohort: Cohort) -> Iterable[tuple[str, str]]:
        return (
            (person.person_id, other)
            for person in cohort.people
            for other in getattr(person, field)
        )

    return pairs


def _no_consent(person: Person) -> bool:
    return not person.consent


def _withdrawn(person: Person) -> bool:
    return person.status is Status.WITHDRAWN


RULES: tuple[Rule, ...] = (
    OfOneSide("consent", "the patient has not consented", True, _no_consent),
    OfOneSide("consent", "the professional has not consented", False, _no_consent),
    OfOneSide("withdrawn", "the patient has withdrawn", True, _withdrawn),
    OfOneSide("withdrawn", "the professional has withdrawn", False, _withdrawn),
    OfNamedPairs("conflicts", "they must never be paired", _named("conflicts")),
    OfNamedPairs("avoids", "one of them asked not to be paired with the other", _named("avoids")),
    NotFrom(),
    OfNamedPairs(
        "forbidden", "the pair was forbidden by a decision", lambda it: it.decisions.forbidden
    ),
    SharedLanguage(),
    Partners(),
    SharedProjectRequired(),
)
"""Every hard rule but the least fit, in the order in which they are asked."""

MIN_FIT_KEY = "min_fit"
MIN_FIT_TEXT = "their fit is below the least that the programme accepts"
