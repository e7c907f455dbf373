"""At least, and at most, so many pairs of some kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.balance import is_from, limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.programme.balance import Limit

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Counted:
    """How many pairs of some kinds there may be.

    Attributes
    ----------
    texts
        The rules as they were written, ``(K,)``.
    counts
        How often each pair counts for a kind, ``(K, P, Q)``: 0 or 1 for most of them.
    least, most
        At least and at most so many of them, ``(K,)``.
    """

    texts: tuple[str, ...]
    counts: Flags | Whole
    least: Whole
    most: Whole

    def among(self, rows: Whole, columns: Whole) -> Counted:
        """Return the same for some people only."""
        counts = self.counts[:, rows][:, :, columns]
        return Counted(self.texts, counts, self.least, self.most)

    def some(self, keep: Flags) -> Counted:
        """Return only some of the rules."""
        texts = tuple(text for text, kept in zip(self.texts, keep, strict=True) if kept)
        return Counted(texts, self.counts[keep], self.least[keep], self.most[keep])

    def and_at_least(self, texts: Sequence[str], counts: Flags | Whole, least: int) -> Counted:
        """Return the same with some more kinds, of each of which there are at least so many."""
        unlimited = np.full(len(texts), np.iinfo(np.int32).max, dtype=np.int64)
        return self._and(texts, counts, np.full(len(texts), least, dtype=np.int64), unlimited)

    def and_at_most(self, texts: Sequence[str], counts: Flags, most: int) -> Counted:
        """Return the same with some more kinds, of each of which there are at most so many."""
        nothing = np.zeros(len(texts), dtype=np.int64)
        return self._and(texts, counts, nothing, np.full(len(texts), most, dtype=np.int64))

    def _and(
        self, texts: Sequence[str], counts: Flags | Whole, least: Whole, most: Whole
    ) -> Counted:
        return Counted(
            texts=(*self.texts, *texts),
            counts=np.concatenate([self.counts, counts.reshape(-1, *self.counts.shape[1:])]),
            least=np.concatenate([self.least, least]),
            most=np.concatenate([self.most, most]),
        )

    def keep(self, rows: Whole, columns: Whole) -> bool:
        """Return whether some pairs keep to the rules."""
        found = self.counts[:, rows, columns].sum(axis=1)
        return bool(((found >= self.least) & (found <= self.most)).all())


def nothing_counted(patients: int, professionals: int) -> Counted:
    """Return no rule at all."""
    none = np.zeros(0, dtype=np.int64)
    return Counted((), np.zeros((0, patients, professionals), dtype=bool), none, none)


def balance(
    cohort: Cohort, patients: Sequence[Person], professionals: Sequence[Person] | None
) -> Counted | None:
    """Return the limits on pairs from somewhere as arrays, or nothing where there are none.

    Where people come alone there are no professionals: what counts is the person.
    """
    texts, rules = [], []
    for text, limit in limits(cohort):
        ours = np.array([is_from(person, limit) for person in patients], dtype=bool)[:, None]
        if professionals is None:
            asked = [limit.side in (None, person.side.value) for person in patients]
            counts = np.diag(ours[:, 0] & np.array(asked, dtype=bool))
        else:
            theirs = np.array([is_from(one, limit) for one in professionals], dtype=bool)[None]
            counts = _counts(limit, ours, theirs)
        texts.append(text)
        rules.append((counts, limit))
    if not rules:
        return None
    unlimited = np.iinfo(np.int32).max
    return Counted(
        texts=tuple(texts),
        counts=np.array([counts for counts, _ in rules], dtype=bool),
        least=np.array([0 if one.is_most else one.number for _, one in rules], dtype=np.int64),
        most=np.array([one.number if one.is_most else unlimited for _, one in rules], np.int64),
    )


def _counts(limit: Limit, ours: Flags, theirs: Flags) -> Flags:
    """Return which pairs count, ``(P, Q)``, given who is from there, ``(P, 1)`` and ``(1, Q)``."""
    if limit.side is None:
        return ours & theirs if limit.field == "theme" else ours | theirs
    one_side = ours if limit.side == "patient" else theirs
    return np.broadcast_to(one_side, np.broadcast_shapes(ours.shape, theirs.shape))
