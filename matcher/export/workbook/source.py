"""What every sheet reads: the plan, names, and what things are called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.export import tables
from matcher.export.names import Names
from matcher.language.labels import label, placed, side_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort, Person
    from matcher.export.workbook.layout import Column
    from matcher.language import Words
    from matcher.plans import OfPair, Plan

COMES = frozenset({tables.BOTH, tables.IF_NEEDED, tables.REMOTE, tables.REMOTE_IF_NEEDED})
ASKED = frozenset({tables.IF_NEEDED, tables.REMOTE_IF_NEEDED})
FROM_HOME = frozenset({tables.REMOTE, tables.REMOTE_IF_NEEDED})
"""Which cells of the table `attendance` say so."""


@dataclass(frozen=True)
class Source:
    """A plan, read by the sheets.

    Attributes
    ----------
    plan
        A plan that knows its cohort.
    words
        What writes in the language of the workbook.
    """

    plan: Plan
    words: Words

    @property
    def cohort(self) -> Cohort:
        """The cohort."""
        return self.plan.cohort

    @property
    def is_paired(self) -> bool:
        """Whether people are paired; otherwise everybody comes alone."""
        return self.cohort.programme.pairing.form_pairs

    @cached_property
    def names(self) -> Names:
        """What people, projects and places are called."""
        return Names(self.cohort)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody, by id."""
        return {person.person_id: person for person in self.cohort.people}

    @cached_property
    def attendance(self) -> tuple[tuple[str | None, ...], ...]:
        """How each pair comes to each workshop, pair by workshop."""
        table = tables.attendance(self.plan)
        places = [at for at, name in enumerate(table.columns) if name.startswith("workshop_")]
        return tuple(tuple(row[at] for at in places) for row in table.rows)

    def together(self, place: int) -> int:
        """Return how many pairs come to the workshop at a place in the plan."""
        return sum(row[place] in COMES for row in self.attendance)

    @property
    def sides(self) -> tuple[str, ...]:
        """The headings above people."""
        return side_headings(self.cohort, self.words)

    def members(self, one: OfPair) -> tuple[str, ...]:
        """Return the names of a pair, one for each of `sides`; a third stands with their side."""
        return self.names.pair(self._pairs.get(one.couple, one))

    @cached_property
    def _pairs(self) -> dict[tuple[str, str | None], OfPair]:
        return {pair.couple: pair for pair in self.plan.pairs}

    def side_of(self, identity: str) -> str:
        """Return on which side somebody is."""
        person = self.people.get(identity)
        if person is None:
            return ""
        return label(person.side.value, self.cohort, self.words)

    def counted(self, number: int) -> str:
        """Return a number of pairs, or of people where nobody is paired."""
        return placed(number, self.cohort, self.words)

    def side_columns(self, make: type[Column], most: int = 26) -> tuple[Column, ...]:
        """Return the columns that name people."""
        return tuple(make(heading, most=most) for heading in self.sides)

    def numbered(self, places: Sequence[int]) -> str:
        """Return the numbers of workshops by their places, as in a sentence."""
        return self.words.listed(str(self.plan.workshops[place].number) for place in places)
