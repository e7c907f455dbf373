"""What a plan means for one person: their role, partner, days and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matcher.plans import MeetingState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from matcher.plans import CatchUp, CheckIn, Pair, Plan, Workshop

    Members = Mapping[tuple[str, str | None], tuple[str, ...]]
    """Pair -> everybody in it."""

Couple = tuple[str, ...]


class Role(StrEnum):
    """As what somebody is in a plan."""

    PLACED = "placed"
    WAITING = "waiting"
    FACILITATOR = "facilitator"
    NONE = "none"


@dataclass(frozen=True)
class Meeting:
    """A check-in or a catch-up day, as one of those who come sees it.

    Attributes
    ----------
    date
        When it is.
    workshop
        The workshop after which it is, or that it makes good.
    facilitator
        Who leads it.
    members
        Who else it is for: a pair, or the one whom a call is with.
    """

    date: date
    workshop: int
    facilitator: str
    members: Couple


@dataclass(frozen=True)
class Standing:
    """What a plan means for one person.

    Attributes
    ----------
    role
        As what they are in it.
    partners
        The ids of the partner, and of whoever else is in the pair; none where there are none.
    pairs
        The pairs that a facilitator looks after.
    workshops
        The workshops that they are told of: all for somebody with a place, and for a facilitator
        those that they lead.
    """

    role: Role
    partners: tuple[str, ...] = ()
    project: str | None = None
    facilitator: str | None = None
    pairs: tuple[Couple, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    check_ins: tuple[Meeting, ...] = ()
    catch_ups: tuple[Meeting, ...] = ()


NOBODY = Standing(Role.NONE)


def participants(plan: Plan) -> dict[str, Standing]:
    """Return what a plan means for everybody who has a place or waits, by id."""
    found = {one.person: Standing(Role.WAITING) for one in plan.waiting}
    for pair in plan.pairs:
        for identity in pair.members:
            found[identity] = _placed(plan, pair, identity)
    return dict(sorted(found.items()))


def facilitators(plan: Plan) -> dict[str, Standing]:
    """Return what a plan means for everybody who leads a workshop or looks after a pair, by id."""
    leaders = {one for workshop in plan.workshops for one in workshop.facilitators}
    leaders |= {pair.facilitator for pair in plan.pairs if pair.facilitator}
    leaders |= {one.facilitator for one in plan.check_ins}
    leaders |= {one.facilitator for one in plan.catch_ups}
    members = {pair.couple: pair.members for pair in plan.pairs}
    return {
        leader: Standing(
            Role.FACILITATOR,
            pairs=tuple(pair.members for pair in plan.pairs if pair.facilitator == leader),
            workshops=tuple(one for one in plan.workshops if leader in one.facilitators),
            check_ins=_check_ins(
                (one for one in plan.check_ins if one.facilitator == leader), members
            ),
            catch_ups=_catch_ups(
                (one for one in plan.catch_ups if one.facilitator == leader), members
            ),
        )
        for leader in sorted(leaders)
    }


def _placed(plan: Plan, pair: Pair, identity: str) -> Standing:
    ours = (
        one
        for one in plan.check_ins
        if one.couple == pair.couple or (one.state is MeetingState.DONE and identity in one.two)
    )
    members = {pair.couple: pair.members}
    return Standing(
        Role.PLACED,
        partners=tuple(one for one in pair.members if one != identity),
        project=pair.project,
        facilitator=pair.facilitator,
        workshops=plan.workshops,
        check_ins=_check_ins((one for one in ours if one.person in (None, identity)), members),
        catch_ups=_catch_ups((one for one in plan.catch_ups if one.couple == pair.couple), members),
    )


def _check_ins(those: Iterable[CheckIn], members: Members) -> tuple[Meeting, ...]:
    return _in_order(
        Meeting(
            one.date,
            one.after_workshop,
            one.facilitator,
            members.get(one.couple, one.two) if one.person is None else (one.person,),
        )
        for one in those
    )


def _catch_ups(those: Iterable[CatchUp], members: Members) -> tuple[Meeting, ...]:
    return _in_order(
        Meeting(one.date, one.workshop, one.facilitator, members.get(one.couple, one.two))
        for one in those
    )


def _in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda one: (one.date, one.workshop, one.members)))
