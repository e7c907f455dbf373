"""The kinds of hard rules on a pair, and the rules that ask nothing but the two people."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

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


class OfPeople:
    """A rule that speaks against people of either side, and so against all pairs with them."""

    def __init__(self, key: str, text: str, out: Callable[[Cohort], Container[str]]) -> None:
        self.key, self.text, self._out = key, text, out

    def bars(self, cohort: Cohort) -> Bars:
        out = self._out(cohort)
        patients = np.array([one.person_id in out for one in cohort.patients], dtype=bool)
        others = np.array([one.person_id in out for one in cohort.professionals], dtype=bool)

        def block(rows: slice) -> NDArray[np.bool_]:
            return np.asarray(patients[rows][:, None] | others[None, :])

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
        return nothing_in_common(
            [_bound_to(person) for person in cohort.patients],
            [_bound_to(person) for person in cohort.professionals],
            silence_bars=False,
        )


def _bound_to(person: Person) -> set[str]:
    """Return the languages of which one must be shared; none with an interpreter."""
    return set() if person.interpreters else {plain(language) for language in person.languages}


def nothing_in_common(
    ours: Sequence[set[str]], theirs: Sequence[set[str]], *, silence_bars: bool
) -> Bars:
    """Return the rule that bars pairs with nothing in common.

    Parameters
    ----------
    ours, theirs
        What each patient and each professional named.
    silence_bars
        Whether somebody who named nothing has nothing in common with anybody.
    """
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


CONFLICTS = OfNamedPairs("conflicts", "they must never be paired", _named("conflicts"))
AVOIDS = OfNamedPairs(
    "avoids", "one of them asked not to be paired with the other", _named("avoids")
)
NOT_FROM = NotFrom()
FORBIDDEN = OfNamedPairs(
    "forbidden", "the pair was forbidden by a decision", lambda it: it.decisions.forbidden
)
LANGUAGE = SharedLanguage()
