"""Who looks after each pair, the check-ins between workshops, and the catch-up days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.plans import CheckIn, CheckInKind
from matcher.settle.care_case import CareCase, ids_of, read_case
from matcher.settle.care_goals import of_dates
from matcher.settle.catch_ups import settle_catch_ups
from matcher.settle.check_ins import meetings_with
from matcher.settle.choosing import choose
from matcher.settle.facilitators import settle_facilitators
from matcher.settle.missing import unplaced
from matcher.settle.offers import TOGETHER, Offers
from matcher.settle.standing import done_meetings
from matcher.settle.turns import days_taken

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Cohort
    from matcher.plans import CatchUp, Unplaced
    from matcher.settle.check_ins import Option
    from matcher.settle.meeting_days import Couple

EFFORT = 5.0
"""How long one search may take, in the solver's deterministic seconds."""


@dataclass(frozen=True)
class Care:
    """What is settled around some pairs.

    Attributes
    ----------
    facilitators
        Who looks after each pair, in the order of the pairs; nobody where there was no way.
    check_ins, catch_ups
        What is planned, and what stays of the plan that is running.
    unplaced
        What is missing, and why.
    proven
        Whether nothing better exists.
    """

    facilitators: tuple[str | None, ...]
    check_ins: tuple[CheckIn, ...]
    catch_ups: tuple[CatchUp, ...]
    unplaced: tuple[Unplaced, ...]
    proven: bool


def settle_care(cohort: Cohort, couples: Sequence[Couple], days: Sequence[date]) -> Care:
    """Return who looks after each pair, when they meet, and what there is no way for.

    Facilitators are chosen first, with all check-ins in view; then the catch-up days, so that as
    few check-ins as possible have no day any more; then the dates of the check-ins.

    Parameters
    ----------
    couples
        The pairs of a plan, or people alone where none are formed.
    days
        The dates of the workshops, in their order.
    """
    if not cohort.facilitators:
        done = done_meetings(cohort)
        return Care(tuple(None for _ in couples), *done, unplaced=(), proven=True)
    case = read_case(cohort, couples, days)
    leaders, sure = settle_facilitators(case, EFFORT)
    caught, all_caught = settle_catch_ups(case, leaders, EFFORT)
    catch_ups = tuple(sorted((*case.standing.catch_ups, *caught), key=_catch_up_order))
    meetings, dated = _dates(case, leaders, catch_ups)
    check_ins = tuple(sorted((*case.standing.check_ins, *meetings), key=_order))
    names = {
        case.ids[row]: None if leader < 0 else case.names[leader]
        for row, leader in enumerate(leaders)
    }
    return Care(
        facilitators=tuple(names[ids_of(couple)] for couple in couples),
        check_ins=check_ins,
        catch_ups=catch_ups,
        unplaced=unplaced(case, leaders, check_ins, catch_ups),
        proven=sure and all_caught and dated,
    )


def _dates(
    case: CareCase, leaders: Sequence[int], catch_ups: Sequence[CatchUp]
) -> tuple[list[CheckIn], bool]:
    """Return the check-ins with these facilitators, and whether none are better."""
    meetings = meetings_with(Offers(case, days_taken(case, catch_ups)), leaders)
    found = choose(meetings.rules, *of_dates(meetings), EFFORT)
    taken = [option for option in meetings.options if found.taken[option.choice]]
    return [_check_in(case, option) for option in taken], found.proven


def _check_in(case: CareCase, option: Option) -> CheckIn:
    ids = case.ids[option.turn.row]
    together = option.side == TOGETHER
    return CheckIn(
        patient=ids[0],
        professional=ids[1],
        after_workshop=option.turn.gap.number,
        date=option.day,
        facilitator=case.names[option.leader],
        mode=CheckInKind.TOGETHER if together else CheckInKind.CALL,
        person=None if together else ids[option.side],
    )


def _catch_up_order(one: CatchUp) -> tuple[str, str, int, date]:
    return one.patient, one.professional or "", one.workshop, one.date


def _order(meeting: CheckIn) -> tuple[str, str, int, date, str]:
    return (
        meeting.patient,
        meeting.professional or "",
        meeting.after_workshop,
        meeting.date,
        meeting.person or "",
    )
