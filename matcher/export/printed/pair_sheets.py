"""What a pair has to know: when, where, with whom, on what, and what is arranged for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, TypeVar

from matcher.dates import Code, answers
from matcher.export.hours import hours_of_workshops
from matcher.export.names import Names
from matcher.plans import CheckInKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.cohort import Cohort, Person
    from matcher.plans import CatchUp, CheckIn, Pair, Plan, Workshop

M = TypeVar("M", bound="CheckIn | CatchUp")


@dataclass(frozen=True)
class PairWorkshop:
    """A workshop, as one pair sees it.

    Attributes
    ----------
    away
        Who of the pair cannot come.
    asked
        Who of the pair said that they come if needed.
    from_home
        Who of the pair joins from home.
    missed
        Whether it does not count for the pair: one of the two cannot come.
    """

    number: int
    date: date
    starts: time
    ends: time
    venue: str
    area: str
    online: bool
    facilitators: tuple[str, ...]
    away: tuple[str, ...]
    asked: tuple[str, ...]
    from_home: tuple[str, ...]
    missed: bool


@dataclass(frozen=True)
class Meeting:
    """A check-in or a catch-up day.

    Attributes
    ----------
    workshop
        The workshop after which the check-in is, or that the catch-up day makes good.
    person
        With whom a call is; blank where both meet.
    """

    workshop: int
    date: date
    facilitator: str
    person: str = ""


@dataclass(frozen=True)
class PairSheet:
    """Everything on the hand-out of a pair, or of one person where nobody is paired."""

    ids: tuple[str, ...]
    """The ids of the one or two people."""
    names: tuple[str, ...]
    """What everybody is called, a third included."""
    sides: tuple[str, ...]
    """The same, a text for each side."""
    project: str
    facilitator: str
    workshops: tuple[PairWorkshop, ...]
    check_ins: tuple[Meeting, ...]
    catch_ups: tuple[Meeting, ...]
    needs: tuple[str, ...]
    """What a venue has to offer for the pair; not for whom."""
    supporters: int
    interpreters: int

    @property
    def key(self) -> str:
        """The ids, as they stand in the name of a file."""
        return "+".join(self.ids)


def pair_sheets(plan: Plan) -> tuple[PairSheet, ...]:
    """Return what each pair has to know, in the order of the plan."""
    names = Names(plan.cohort)
    asked = _asked(plan)
    return tuple(_sheet(plan, pair, names, asked) for pair in plan.pairs)


def _sheet(plan: Plan, pair: Pair, names: Names, asked: set[tuple[str, date]]) -> PairSheet:
    hours = hours_of_workshops(plan)
    people = [person for person in plan.cohort.people if person.person_id in pair.members]
    return PairSheet(
        ids=pair.two,
        names=tuple(names.person(identity) for identity in pair.members),
        sides=names.pair(pair),
        project=names.project(pair.project),
        facilitator=names.facilitator(pair.facilitator) if pair.facilitator else "",
        workshops=tuple(
            _workshop(plan.cohort, pair, workshop, hours[workshop.number], names, asked)
            for workshop in plan.workshops
        ),
        check_ins=tuple(
            Meeting(
                one.after_workshop,
                one.date,
                names.facilitator(one.facilitator),
                names.person(one.person) if one.mode is CheckInKind.CALL and one.person else "",
            )
            for one in _ours(plan.check_ins, pair)
        ),
        catch_ups=tuple(
            Meeting(one.workshop, one.date, names.facilitator(one.facilitator))
            for one in _ours(plan.catch_ups, pair)
        ),
        needs=tuple(dict.fromkeys(need for one in people for need in sorted(one.access_needs))),
        supporters=sum(one.supporters for one in people),
        interpreters=sum(one.interpreters for one in people),
    )


def _workshop(
    cohort: Cohort,
    pair: Pair,
    workshop: Workshop,
    hours: tuple[time, time],
    names: Names,
    asked: set[tuple[str, date]],
) -> PairWorkshop:
    venue = next((one for one in cohort.venues if one.venue_id == workshop.venue), None)

    def called(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.person(one) for one in pair.members if one in set(ids))

    return PairWorkshop(
        number=workshop.number,
        date=workshop.date,
        starts=hours[0],
        ends=hours[1],
        venue=names.venue(workshop.venue),
        area="" if venue is None else venue.area,
        online=venue is not None and venue.online,
        facilitators=tuple(names.facilitator(one) for one in workshop.facilitators),
        away=called(workshop.absent),
        asked=called(one for one in pair.members if (one, workshop.date) in asked),
        from_home=called(workshop.remote),
        missed=not set(pair.two).isdisjoint(workshop.absent),
    )


def _ours(meetings: Iterable[M], pair: Pair) -> list[M]:
    return [one for one in meetings if one.couple == pair.couple]


def _asked(plan: Plan) -> set[tuple[str, date]]:
    """Return who comes only if needed on which of the workshops' dates."""
    paired = {who for pair in plan.pairs for who in pair.members}
    people: list[Person] = [one for one in plan.cohort.people if one.person_id in paired]
    days = sorted({workshop.date for workshop in plan.workshops})
    grid = answers(plan.cohort, people, days) == Code.IF_NEEDED
    return {
        (person.person_id, day)
        for person, row in zip(people, grid, strict=True)
        for day, comes in zip(days, row, strict=True)
        if comes
    }
