"""Which facilitator may look after which pair, and why another one may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from matcher.trios import everybody_in
from matcher.wording import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Facilitator, Person
    from matcher.settle.meeting_days import Couple

    Flags = NDArray[np.bool_]


def conflicts(cohort: Cohort, couples: Sequence[Couple]) -> Flags:
    """Return which facilitators must not meet which pairs, ``(pairs, facilitators)``.

    A third member of a pair is asked like the two.
    """
    leaders = cohort.facilitators
    groups = [everybody_in(cohort, [couple]) for couple in couples]
    barred = [[_in_conflict(leader, people) for leader in leaders] for people in groups]
    return np.array(barred, dtype=bool).reshape(len(couples), len(leaders))


def without_words(cohort: Cohort, couples: Sequence[Couple]) -> Flags:
    """Return which facilitators share no language with which pairs, ``(pairs, facilitators)``."""
    leaders = cohort.facilitators
    lost = [[not _can_talk(leader, couple) for leader in leaders] for couple in couples]
    return np.array(lost, dtype=bool).reshape(len(couples), len(leaders))


def _in_conflict(leader: Facilitator, people: Iterable[Person]) -> bool:
    identity = leader.facilitator_id
    return any(
        person.person_id in leader.conflicts
        or identity in person.conflicts
        or identity in person.avoids
        for person in people
    )


def _can_talk(leader: Facilitator, couple: Couple) -> bool:
    """Return whether all three speak a language; who names none, or is interpreted, does too."""
    people: list[Person] = [person for person in couple if person is not None]
    named: Iterable[tuple[str, ...]] = (
        leader.languages,
        *(person.languages for person in people if not person.interpreters),
    )
    spoken = [{plain(language) for language in one} for one in named if one]
    return not spoken or bool(set.intersection(*spoken))
