"""At which workshop the days run out, where no dates follow each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.records import Record
from matcher.timetable import timetable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.cohort import Cohort
    from matcher.dates import CandidateDates
    from matcher.language import Words


class RunsOut(Record):
    """The first workshop for which no date is left, however the ones before are chosen."""

    workshop: int
    before: tuple[date, ...] = ()
    """The earliest dates of the workshops before."""
    last: date | None = None
    """The last day on which any workshop could be held."""

    def lines(self, words: Words) -> Iterator[str]:
        """Yield it in words."""
        yield words.say(
            "The days run out at workshop {number}: no day is left for it, however the workshops "
            "before it are placed.",
            number=self.workshop,
        )
        if self.before and self.last is not None:
            yield "  - " + words.say(
                "Workshop {number} could be on {day} at the earliest; the last possible day of "
                "all is {last}.",
                number=len(self.before),
                day=words.day(self.before[-1]),
                last=words.day(self.last),
            )


def runs_out(cohort: Cohort, candidates: CandidateDates) -> RunsOut | None:
    """Return at which workshop the days run out; nothing where dates follow each other."""
    table = timetable(cohort, candidates)
    before: list[date] = []
    here = np.ones(len(candidates.days), dtype=bool)
    for number, slots in enumerate(table.slots):
        follows = (table.follows[number - 1] & here[:, None]).any(axis=0) if number else here
        here = slots & follows
        if not here.any():
            last = candidates.days[-1] if candidates.days else None
            return RunsOut(workshop=number + 1, before=tuple(before), last=last)
        before.append(candidates.days[int(np.flatnonzero(here)[0])])
    return None
