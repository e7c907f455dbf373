"""What care is settled for: pairs, the days of the workshops, and who can come when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.dates import Code
from matcher.happened import held
from matcher.settle.looking_after import conflicts, without_words
from matcher.settle.meeting_days import (
    Couple,
    Diary,
    Gap,
    catch_up_days,
    gaps_between,
    read_diary,
)
from matcher.settle.standing import Ids, Standing, meetings_before, what_stands

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.settle.looking_after import Flags


@dataclass(frozen=True)
class CareCase:
    """Pairs in the order of their ids, and the dates of the workshops.

    Pairs and facilitators are known by their places from 0 on, gaps by the workshop before.
    """

    cohort: Cohort
    couples: tuple[Couple, ...]
    days: tuple[date, ...]

    @cached_property
    def ids(self) -> tuple[Ids, ...]:
        """The ids of each pair."""
        return tuple(map(ids_of, self.couples))

    def members(self, row: int) -> list[str]:
        """Return the ids of the one or two people of a pair."""
        return [identity for identity in self.ids[row] if identity is not None]

    @cached_property
    def rows(self) -> dict[Ids, int]:
        """The place of each pair."""
        return {ids: row for row, ids in enumerate(self.ids)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids of the facilitators."""
        return tuple(leader.facilitator_id for leader in self.cohort.facilitators)

    @cached_property
    def leaders(self) -> dict[str, int]:
        """The place of each facilitator."""
        return {name: index for index, name in enumerate(self.names)}

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps between workshops."""
        return gaps_between(self.cohort, self.days)

    @cached_property
    def gap_after(self) -> dict[int, Gap]:
        """The gaps by the workshop before."""
        return {gap.number: gap for gap in self.gaps}

    @cached_property
    def open_gaps(self) -> tuple[Gap, ...]:
        """The gaps that are not over: the workshop after them was not held yet."""
        return tuple(gap for gap in self.gaps if gap.number + 1 not in held(self.cohort))

    @cached_property
    def diary(self) -> Diary:
        """Who can come when, on every day that matters."""
        days = {*self.days, *(day for gap in self.gaps for day in gap.days)}
        for day in self.days:
            days.update(catch_up_days(self.cohort, day, self.days))
        for meetings in meetings_before(self.cohort):
            days.update(meeting.date for meeting in meetings)
        return read_diary(self.cohort, self.couples, days)

    @cached_property
    def conflicts(self) -> Flags:
        """Which facilitators must not meet which pairs, ``(pairs, facilitators)``."""
        return conflicts(self.cohort, self.couples)

    @cached_property
    def without_words(self) -> Flags:
        """Which facilitators share no language with which pairs, ``(pairs, facilitators)``."""
        return without_words(self.cohort, self.couples)

    @cached_property
    def missed(self) -> tuple[tuple[int, ...], ...]:
        """The workshops that each pair does not attend together."""
        return tuple(
            tuple(number for number in range(1, len(self.days) + 1) if self._misses(row, number))
            for row in range(len(self.couples))
        )

    def _misses(self, row: int, number: int) -> bool:
        column = self.diary.at[self.days[number - 1]]
        return bool(self.diary.both[row, column] < Code.IF_NEEDED)

    @cached_property
    def standing(self) -> Standing:
        """What stays of the plan that is running."""
        return what_stands(self)

    @cached_property
    def may(self) -> Flags:
        """Which facilitators may look after which pairs, ``(pairs, facilitators)``."""
        may = ~self.conflicts & ~self.without_words
        for row, leader in self.standing.facilitators.items():
            may[row] = False
            may[row, leader] = True
        return may


def ids_of(couple: Couple) -> Ids:
    """Return the ids of a pair."""
    patient, professional = couple
    return patient.person_id, None if professional is None else professional.person_id


def read_case(cohort: Cohort, couples: Sequence[Couple], days: Sequence[date]) -> CareCase:
    """Return the case in canonical order, whatever the order of the pairs."""
    ordered = sorted(couples, key=lambda couple: (ids_of(couple)[0], ids_of(couple)[1] or ""))
    return CareCase(cohort, tuple(ordered), tuple(days))
