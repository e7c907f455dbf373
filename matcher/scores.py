"""Scores: the fit of every patient with every professional, and whether the pair is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from matcher.allowed import MIN_FIT_KEY, MIN_FIT_TEXT, RULES
from matcher.aside import pausing
from matcher.cohort import Status
from matcher.criteria import CRITERIA, Encoded, JointDates, Score
from matcher.dates import window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort

FULL_FIT = 1000
BLOCK_CELLS = 1_000_000
"""How many pairs are scored at once, so that memory stays bounded and near the processor."""

KIND_BYTES, KIND_PEOPLE, KIND_CELLS = 64, 4, 40_000_000
"""Patients of whom a criterion reads the same are scored once where what it reads is no longer
than this, there are so many patients to a kind on average, and no more scores to keep."""

REASON_KEYS = ("", *(rule.key for rule in RULES), MIN_FIT_KEY)
REASON_TEXTS = ("", *(rule.text for rule in RULES), MIN_FIT_TEXT)
"""What the numbers in `ScoreBlock.reason` stand for; 0 is an allowed pair."""


@dataclass(frozen=True)
class ScoreBlock:
    """Scores of some patients with every professional.

    Attributes
    ----------
    rows
        Which patients, as a slice of `cohort.patients`.
    fit
        Integers from 0 to 1000, shape ``(rows, Q)``.
    parts
        What each criterion gives, shape ``(criteria, rows, Q)``; they add up to `fit`.
    reason
        Index into `REASON_KEYS` of the first rule that forbids the pair, 0 where it is allowed,
        shape ``(rows, Q)``.
    """

    rows: slice
    fit: NDArray[np.int16]
    parts: NDArray[np.int16]
    reason: NDArray[np.int8]

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Which pairs are allowed, shape ``(rows, Q)``."""
        return np.asarray(self.reason == 0)


@dataclass(frozen=True)
class Scores:
    """The fit of every pair, and the first reason for each that is not allowed, ``(P, Q)``."""

    fit: NDArray[np.int16]
    reason: NDArray[np.int8]

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Which pairs are allowed, shape ``(P, Q)``."""
        return np.asarray(self.reason == 0)


def alone(cohort: Cohort) -> Scores:
    """Return the scores of people who are not paired: everybody goes with themselves, ``(N, N)``.

    Rows and columns are everybody, as in `cohort.people`. Nobody fits anybody; whoever is no
    applicant, or pauses, goes with nobody.
    """
    size, resting = len(cohort.people), pausing(cohort)
    reason = np.full((size, size), REASON_KEYS.index("partner"), dtype=np.int8)
    for index, person in enumerate(cohort.people):
        reason[index, index] = (
            REASON_KEYS.index("consent")
            if not person.consent
            else REASON_KEYS.index("withdrawn")
            if not person.is_applicant
            else REASON_KEYS.index("pausing")
            if person.person_id in resting
            else 0
        )
    return Scores(np.zeros((size, size), dtype=np.int16), reason)


class Scorer:
    """Scores the pairs of one cohort, in blocks of patients.

    A part is floor(1000 x weight x score / sum of the weights), in whole numbers throughout.

    Parameters
    ----------
    cohort
        Whose pairs.
    known
        The scorer of a cohort like it: what a criterion read there is not read again where it
        would be the same.
    """

    def __init__(self, cohort: Cohort, known: Scorer | None = None) -> None:
        self._row = {person.person_id: i for i, person in enumerate(cohort.patients)}
        self._column = {person.person_id: i for i, person in enumerate(cohort.professionals)}
        self._weights = cohort.programme.weights.thousandths()
        self._min_fit = cohort.programme.pairing.min_fit
        self._reads: dict[str, object] = _reads(cohort)
        self._ours: list[Encoded] = []
        self._theirs: list[Encoded] = []
        for index, criterion in enumerate(CRITERIA):
            read = self._reads[criterion.name]
            if known is not None and known._reads[criterion.name] == read:
                ours, theirs = known._ours[index], known._theirs[index]
            else:
                ours = criterion.encode(cohort, cohort.patients)
                theirs = criterion.encode(cohort, cohort.professionals)
            self._ours.append(ours)
            self._theirs.append(theirs)
        self._kinds = [_kinds(encoded, len(self._column)) for encoded in self._ours]
        self._tables: list[NDArray[np.int16] | None] = [None] * len(CRITERIA)
        self._bars = [rule.bars(cohort) for rule in RULES]

    def blocks(self) -> Iterator[ScoreBlock]:
        """Yield the scores, block after block, in the order of `cohort.patients`."""
        for rows in self._slices():
            yield self.block(rows)

    def block(self, rows: slice) -> ScoreBlock:
        """Return the scores of some patients with every professional."""
        parts = np.stack([self._part(index, rows) for index in range(len(CRITERIA))])
        fit = parts.sum(axis=0, dtype=np.int16)
        return ScoreBlock(rows, fit, parts, self._reason(rows, fit))

    def all(self) -> Scores:
        """Return fit and reason of every pair at once."""
        shape = len(self._row), len(self._column)
        fit, reason = np.zeros(shape, dtype=np.int16), np.zeros(shape, dtype=np.int8)
        for rows in self._slices():
            fit[rows], reason[rows] = self.fits(rows)
        return Scores(fit, reason)

    def fits(self, rows: slice) -> tuple[NDArray[np.int16], NDArray[np.int8]]:
        """Return fit and reason of some patients, without the parts: faster than `block`."""
        fit = self._part(0, rows)
        for index in range(1, len(CRITERIA)):
            fit += self._part(index, rows)
        return fit, self._reason(rows, fit)

    def parts(self, patient: str, professional: str) -> dict[str, int]:
        """Return what each criterion gives to one pair, by the criterion's name."""
        row, column = self._row[patient], self._column[professional]
        total = sum(self._weights.values())
        given: dict[str, int] = {}
        for criterion, ours, theirs in zip(CRITERIA, self._ours, self._theirs, strict=True):
            score = criterion.score(_take(ours, row), _take(theirs, column))
            given[criterion.name] = int(points(score, self._weights[criterion.name], total)[0, 0])
        return given

    def coverage(self, patient: str, professional: str) -> float:
        """Return the share of a pair's fit that rests on real answers, to three decimals."""
        shares = self.answered(patient, professional)
        covered = sum((shares[name] * self._weights[name] for name in shares), Fraction(0))
        return round(float(covered / sum(self._weights.values())), 3)

    def answered(self, patient: str, professional: str) -> dict[str, Fraction]:
        """Return which share of each criterion rests on a pair's real answers, by its name."""
        row, column = self._row[patient], self._column[professional]
        shares: dict[str, Fraction] = {}
        for criterion, ours, theirs in zip(CRITERIA, self._ours, self._theirs, strict=True):
            known = criterion.known(_take(ours, row), _take(theirs, column))
            shares[criterion.name] = Fraction(
                int(known.numerator[0, 0]), _scalar(known.denominator)
            )
        return shares

    def _slices(self) -> Iterator[slice]:
        height = max(1, BLOCK_CELLS // max(1, len(self._column)))
        for start in range(0, len(self._row), height):
            yield slice(start, min(start + height, len(self._row)))

    def _part(self, index: int, rows: slice) -> NDArray[np.int16]:
        kinds = self._kinds[index]
        if kinds is None:
            return self._points(index, tuple(array[rows] for array in self._ours[index]))
        if self._tables[index] is None:
            self._tables[index] = self._points(
                index, tuple(array[kinds.first] for array in self._ours[index])
            )
        return np.asarray(self._tables[index])[kinds.of[rows]]

    def _points(self, index: int, ours: Encoded) -> NDArray[np.int16]:
        """Return what one criterion gives to some patients with every professional."""
        criterion = CRITERIA[index]
        score = criterion.score(ours, self._theirs[index])
        return points(score, self._weights[criterion.name], sum(self._weights.values()))

    def _reason(self, rows: slice, fit: NDArray[np.int16]) -> NDArray[np.int8]:
        reason = np.zeros(fit.shape, dtype=np.int8)
        for number, bars in enumerate(self._bars, start=1):
            barred = bars(rows)
            if barred.any():
                reason[barred & (reason == 0)] = number
        if fit.min(initial=FULL_FIT) < self._min_fit:
            reason[(fit < self._min_fit) & (reason == 0)] = len(RULES) + 1
        return reason


def _reads(cohort: Cohort) -> dict[str, object]:
    """Return for each criterion, by name, all that its encoding depends on."""
    plain = {"status": Status.APPLIED, "withdrawn_after_workshop": None}
    people = tuple(
        one if one.status is Status.APPLIED else one.model_copy(update=plain)
        for one in cohort.people
    )
    said = (people, cohort.projects)
    days = (*said, window(cohort.programme), cohort.availability)
    return {one.name: days if one.name == JointDates.name else said for one in CRITERIA}


def points(score: Score, weight: int, total: int) -> NDArray[np.int16]:
    """Return floor(1000 x weight x score / total), exactly.

    Parameters
    ----------
    score
        Fractions from 0 to 1.
    weight, total
        The criterion's weight and the sum of all, in the same whole unit.
    """
    scale = FULL_FIT * weight
    if isinstance(score.denominator, int):
        below = score.denominator * total
        table = np.array([scale * n // below for n in range(score.denominator + 1)], dtype=np.int16)
        return np.asarray(table[score.numerator])
    exact = scale * score.numerator.astype(np.int64) // (score.denominator.astype(np.int64) * total)
    return np.asarray(exact, dtype=np.int16)


@dataclass(frozen=True)
class _Kinds:
    """Patients of whom a criterion reads the same: each kind is scored once.

    Attributes
    ----------
    first
        The first patient of each kind.
    of
        Which kind each patient is.
    """

    first: NDArray[np.intp]
    of: NDArray[np.intp]


def _kinds(ours: Encoded, columns: int) -> _Kinds | None:
    """Return the kinds of patients, or nothing where there are too many to keep their scores."""
    people = len(ours[0])
    if not people:
        return None
    answers = [np.ascontiguousarray(array.reshape(people, -1)) for array in ours]
    width = sum(array.shape[1] * array.itemsize for array in answers)
    if not 0 < width <= KIND_BYTES:
        return None
    rows = np.hstack([array.view(np.uint8) for array in answers])
    _, first, of = np.unique(rows.view(f"V{width}").ravel(), return_index=True, return_inverse=True)
    if len(first) * KIND_PEOPLE > people or len(first) * columns > KIND_CELLS:
        return None
    return _Kinds(first, of)


def _take(encoded: Encoded, who: int) -> Encoded:
    return tuple(array[[who]] for array in encoded)


def _scalar(denominator: NDArray[np.integer] | int) -> int:
    return denominator if isinstance(denominator, int) else int(denominator[0, 0])
