"""The sheet of check-ins and catch-up days, by date, as a facilitator works through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.workbook.layout import Column, Row, Shape, Sheet
from matcher.plans import CatchUp, CheckIn, CheckInKind, MeetingState

if TYPE_CHECKING:
    from matcher.export.workbook.source import Source
    from matcher.language import Words


def meetings(source: Source) -> Sheet | None:
    """Return the sheet of check-ins and catch-up days; none where the programme has neither."""
    settings, plan = source.cohort.programme, source.plan
    asked = settings.check_ins.per_gap or settings.catch_ups.within_days
    if not ((settings.workshops.count and asked) or plan.check_ins or plan.catch_ups):
        return None
    words = source.words
    every: list[CheckIn | CatchUp] = [*plan.check_ins, *plan.catch_ups]
    every.sort(key=lambda one: (one.date, one.facilitator, one.patient))
    return Sheet(
        name=words.say("Check-ins"),
        lead=words.say("What lies between the workshops: check-ins, and days to catch up."),
        columns=(
            Column(words.say("Date"), Shape.DATE, most=18),
            Column(words.say("What"), most=36),
            *source.side_columns(Column),
            Column(words.say("Facilitator"), most=26),
            Column(words.say("State"), most=14),
        ),
        rows=tuple(_row(source, one) for one in every),
        notes=() if every else (words.say("There are none."),),
        frozen=1,
    )


def _row(source: Source, one: CheckIn | CatchUp) -> Row:
    return (
        one.date,
        _what(source, one),
        *source.members(one),
        source.names.facilitator(one.facilitator),
        _state(one.state, source.words),
    )


def _what(source: Source, one: CheckIn | CatchUp) -> str:
    words = source.words
    if isinstance(one, CatchUp):
        return words.say("catch-up day for workshop {workshop}", workshop=one.workshop)
    if one.mode is CheckInKind.CALL and one.person:
        return words.say(
            "call with {person}, after workshop {workshop}",
            person=source.names.person(one.person),
            workshop=one.after_workshop,
        )
    return words.say("check-in after workshop {workshop}", workshop=one.after_workshop)


def _state(state: MeetingState, words: Words) -> str:
    return {
        MeetingState.PLANNED: words.say("planned"),
        MeetingState.ANNOUNCED: words.say("announced"),
        MeetingState.DONE: words.say("done"),
    }[state]
