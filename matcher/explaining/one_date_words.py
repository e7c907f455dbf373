"""What a single date means for a plan, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.language.labels import placed
from matcher.language.words import to_say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.explaining.one_date import DayMove, OneDate
    from matcher.language import Words
    from matcher.plans import Plan

CLOSED = {
    "window": to_say("It lies outside the programme."),
    "weekday": to_say("The programme holds no workshops on this weekday."),
    "holiday": to_say("It is a public holiday."),
    "blocked": to_say("It is blocked, in the calendar or by a decision."),
    "venue": to_say("No suitable venue is free."),
    "facilitators": to_say("Too few facilitators can come."),
}
"""Why no workshop can be on a day."""


def one_date_lines(found: OneDate, plan: Plan, words: Words) -> Iterator[str]:
    """Say what is on a date, who can come, and who gains and who loses by a move."""
    day, called = words.long_day(found.date), Called(plan.cohort)
    if found.closed is not None:
        yield words.say("No workshop can be on {day}.", day=day)
        yield words.say(CLOSED[found.closed])
        return
    if found.workshop is None:
        yield words.say("There is no workshop on {day}, but one would be possible.", day=day)
    else:
        yield words.say("Workshop {number} is on {day}.", number=found.workshop, day=day)
    yield words.say(
        "{come} of {all} in the plan can come.",
        come=words.number(found.pairs),
        all=placed(len(plan.pairs), plan.cohort, words),
    )
    if found.absent:
        yield words.say("Cannot come: {people}.", people=words.listed(map(called, found.absent)))
    if found.others:
        yield words.say(
            "Waiting, and could come: {people}.", people=words.listed(map(called, found.others))
        )
    yield from _moves(found, plan, words, called)


def _moves(found: OneDate, plan: Plan, words: Words, called: Called) -> Iterator[str]:
    if not found.moves:
        yield (
            words.say("No workshop can move to it while the others stay.")
            if found.workshop is None
            else words.say("No other date is possible while the other workshops stay.")
        )
        return
    if found.workshop is not None:
        yield words.say("On other dates, the other workshops where they are:")
    for one in found.moves:
        yield _worth(one, found, plan, words)
        yield from (f"  {said}" for said in _people(one, words, called))


def _worth(one: DayMove, found: OneDate, plan: Plan, words: Words) -> str:
    move = one.move
    values = {
        "pairs": placed(move.pairs or 0, plan.cohort, words),
        "total": words.number(move.total or 0),
        "change": _points(move.loses or 0, words),
    }
    if found.workshop is None:
        said = words.say(
            "If workshop {number} moved to it: {pairs}, {total} points ({change}).",
            number=move.workshop,
            **values,
        )
    else:
        said = words.say(
            "{day}: {pairs}, {total} points ({change}).", day=words.day(move.date), **values
        )
    if move.proven:
        return said
    unproven = words.say("This is not proven to be the best.")
    return f"{said} {unproven}"


def _points(lost: int, words: Words) -> str:
    if lost > 0:
        return words.say_many("{number} point less", "{number} points less", lost)
    if lost < 0:
        return words.say_many("{number} point more", "{number} points more", -lost)
    return words.say("as many as now")


def _people(one: DayMove, words: Words, called: Called) -> Iterator[str]:
    lists = (
        (one.gain, to_say("Could come then, and cannot now: {people}.")),
        (one.lose, to_say("Can come now, and could not then: {people}.")),
        (one.move.gain, to_say("New with a place: {people}.")),
        (one.move.lost, to_say("Would lose their place: {people}.")),
    )
    for people, sentence in lists:
        if people:
            yield words.say(sentence, people=words.listed(map(called, people)))
    if not any(people for people, _ in lists):
        yield words.say("Nobody gains or loses by it.")
