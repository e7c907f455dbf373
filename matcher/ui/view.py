"""A plan as a page shows it: names or ids, days in words, who attends what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matcher.export import tables
from matcher.language.words import to_say
from matcher.plans import WorkshopState
from matcher.ui import words
from matcher.ui.speech import day, say, say_many, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matcher.export.names import Names
    from matcher.plans import Plan, Workshop

LARGEST_PARTS = 2
"""How many parts of a fit are told in words."""

STATES = {WorkshopState.ANNOUNCED: to_say("announced"), WorkshopState.HELD: to_say("held")}

FROM_HOME = (tables.REMOTE, tables.REMOTE_IF_NEEDED)
ASKED = (tables.IF_NEEDED, tables.REMOTE_IF_NEEDED)
COMES = (tables.BOTH, *ASKED, tables.REMOTE)


@dataclass(frozen=True)
class ShownWorkshop:
    """A workshop in words.

    Attributes
    ----------
    gap_days
        From the workshop before; nothing for the first.
    together, pairs
        How many pairs attend, of how many.
    who
        What attends: pairs, or people where nobody is paired.
    absent
        Who cannot come.
    state
        How far it has come, in words; nothing where it is only planned.
    """

    number: int
    date: date
    gap_days: int | None
    together: int
    pairs: int
    who: str
    venue: str
    facilitators: tuple[str, ...]
    absent: tuple[str, ...]
    state: str = ""

    @property
    def day(self) -> str:
        """The date in words, and whether it was held or announced."""
        return f"{day(self.date)} ({self.state})" if self.state else day(self.date)

    @property
    def attendance(self) -> str:
        """How many pairs attend: 11 of 12."""
        return say("{some} of {all}", some=self.together, all=self.pairs)

    @property
    def gap(self) -> str:
        """How long after the workshop before."""
        return "" if self.gap_days is None else words.gap(self.gap_days)


@dataclass(frozen=True)
class ShownPair:
    """A pair in words.

    Attributes
    ----------
    ids
        Of those two, or of the one person.
    people
        The patient and the professional, or one person where nobody is paired.
    largest
        The largest parts of the fit: what, and its points.
    attendance
        For each workshop whether both come, one only if needed, or one cannot.
    """

    ids: tuple[str, ...]
    project: str
    people: tuple[str, ...]
    fit: int
    largest: tuple[tuple[str, int], ...]
    attendance: tuple[str | None, ...]

    @property
    def attends(self) -> str:
        """The attendance in words: all 5 workshops; 4 of 5 workshops, not at 2."""
        every = len(self.attendance)
        missed = [str(i) for i, how in enumerate(self.attendance, 1) if how == tables.MISSED]
        asked = [str(i) for i, how in enumerate(self.attendance, 1) if how in ASKED]
        away = [str(i) for i, how in enumerate(self.attendance, 1) if how in FROM_HOME]
        listed = spoken().listed
        said = [
            say(
                "{some} of {all} workshops, not at {numbers}",
                some=every - len(missed),
                all=every,
                numbers=listed(missed),
            )
            if missed
            else say_many("the workshop", "all {number} workshops", every)
            if every
            else ""
        ]
        if asked:
            said.append(say("at {numbers} only if needed", numbers=listed(asked)))
        if away:
            said.append(say("at {numbers} one joins from home", numbers=listed(away)))
        return spoken().parted(said)


def shown_workshops(plan: Plan, names: Names) -> list[ShownWorkshop]:
    """Return the workshops in their order."""
    attendance = _attendance(plan)
    before: Sequence[Workshop | None] = [None, *plan.workshops]
    return [
        ShownWorkshop(
            number=workshop.number,
            date=workshop.date,
            gap_days=None if last is None else (workshop.date - last.date).days,
            together=sum(row[place] in COMES for row in attendance),
            pairs=len(plan.pairs),
            who=words.who(plan.cohort),
            venue=names.venue(workshop.venue),
            facilitators=tuple(names.facilitator(one) for one in workshop.facilitators),
            absent=tuple(names.person(one) for one in workshop.absent),
            state=say(STATES[workshop.state]) if workshop.state in STATES else "",
        )
        for place, (last, workshop) in enumerate(zip(before, plan.workshops, strict=False))
    ]


def shown_pairs(plan: Plan, names: Names) -> list[ShownPair]:
    """Return the pairs, the best fit first."""
    shown = [
        ShownPair(
            ids=pair.two,
            project=names.project(pair.project),
            people=names.pair(pair),
            fit=pair.fit,
            largest=_largest(pair.parts),
            attendance=row,
        )
        for pair, row in zip(plan.pairs, _attendance(plan), strict=True)
    ]
    return sorted(shown, key=lambda pair: -pair.fit)


def _attendance(plan: Plan) -> list[tuple[str | None, ...]]:
    table = tables.attendance(plan)
    places = [i for i, name in enumerate(table.columns) if name.startswith("workshop_")]
    return [tuple(row[place] for place in places) for row in table.rows]


def _largest(parts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(parts.items(), key=lambda part: -part[1])[:LARGEST_PARTS]
    return tuple((words.criterion(name), points) for name, points in ordered if points)
