"""Workshops, check-ins and catch-up days that move, come or go; who comes to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, TypeVar

from matcher.comparing.differences import Fate, MeetingDifference, Members, WorkshopDifference
from matcher.plans import CatchUp, CheckIn

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from matcher.plans import Plan, Workshop

One = TypeVar("One")


def workshops(first: Plan, second: Plan) -> Iterator[WorkshopDifference]:
    """Yield every workshop of either plan, by number."""
    before = {one.number: one for one in first.workshops}
    after = {one.number: one for one in second.workshops}
    both = _placed(first) & _placed(second)
    for number in sorted(before | after):
        was, now = before.get(number), after.get(number)
        kept = both if was is not None and now is not None and was.date != now.date else set()
        came = kept - set(was.absent if was else ())
        yield WorkshopDifference(
            number=number,
            changes=tuple(
                name
                for name in ("date", "venue", "facilitators")
                if getattr(was, name, None) != getattr(now, name, None)
            ),
            date_before=was and was.date,
            date_after=now and now.date,
            venue_before=was and was.venue,
            venue_after=now and now.venue,
            facilitators_before=was.facilitators if was else (),
            facilitators_after=now.facilitators if now else (),
            together_before=_together(first, was),
            together_after=_together(second, now),
            cannot_come=tuple(sorted(came & set(now.absent if now else ()))),
        )


def _placed(plan: Plan) -> set[str]:
    return {identity for pair in plan.pairs for identity in pair.members}


def _together(plan: Plan, workshop: Workshop | None) -> int | None:
    if workshop is None:
        return None
    away = set(workshop.absent)
    return sum(not away & set(pair.two) for pair in plan.pairs)


def meetings(first: Plan, second: Plan) -> Iterator[MeetingDifference]:
    """Yield check-ins and catch-up days that move, come, go, or are with somebody else."""
    yield from _of_kind("check_in", first.check_ins, second.check_ins)
    yield from _of_kind("catch_up", first.catch_ups, second.catch_ups)


def _of_kind(
    kind: Literal["check_in", "catch_up"],
    before: Iterable[CheckIn | CatchUp],
    after: Iterable[CheckIn | CatchUp],
) -> Iterator[MeetingDifference]:
    for was, now in matched(before, after, _occasion, lambda one: (one.date, one.facilitator)):
        one = was if was is not None else now
        if one is None:
            continue
        members, workshop, person = _occasion(one)
        yield MeetingDifference(
            kind=kind,
            members=members,
            workshop=workshop,
            person=person,
            fate=Fate.MADE if was is None else Fate.GONE if now is None else Fate.CHANGED,
            date_before=was and was.date,
            date_after=now and now.date,
            facilitator_before=was and was.facilitator,
            facilitator_after=now and now.facilitator,
        )


def _occasion(one: CheckIn | CatchUp) -> tuple[Members, int, str | None]:
    if isinstance(one, CheckIn):
        return one.members, one.after_workshop, one.person
    return one.members, one.workshop, None


def matched(
    before: Iterable[One],
    after: Iterable[One],
    occasion: Callable[[One], Hashable],
    when: Callable[[One], tuple[date, str]],
) -> Iterator[tuple[One | None, One | None]]:
    """Yield what differs between two lists of meetings: moved, gone (before) and new (after).

    Parameters
    ----------
    before, after
        The meetings.
    occasion
        What a meeting is for: those of one occasion are taken for each other.
    when
        When it is and with whom; meetings that agree in this do not differ.
    """
    groups: dict[str, tuple[list[One], list[One]]] = defaultdict(lambda: ([], []))
    for place, those in enumerate((before, after)):
        for one in those:
            groups[repr(occasion(one))][place].append(one)
    for _, (old, new) in sorted(groups.items()):
        same = {when(one) for one in old} & {when(one) for one in new}
        was = sorted((one for one in old if when(one) not in same), key=when)
        now = sorted((one for one in new if when(one) not in same), key=when)
        shared = min(len(was), len(now))
        yield from zip(was[:shared], now[:shared], strict=True)
        yield from ((one, None) for one in was[shared:])
        yield from ((None, one) for one in now[shared:])
