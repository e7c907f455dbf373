"""The sheets of what has no place: people who wait, and what could not be settled for a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.workbook.layout import Column, Shape, Sheet, Tone
from matcher.language.reasons import reason_in_words
from matcher.wording import capitalised, sentence

if TYPE_CHECKING:
    from matcher.export.workbook.source import Source


def waiting(source: Source) -> Sheet:
    """Return the sheet of people who wait, with the reasons."""
    words = source.words
    side = (Column(words.say("Side"), most=18),) if source.is_paired else ()
    return Sheet(
        name=words.say("Waiting list"),
        lead=words.say_many(
            "{number} person has no place.",
            "{number} people have no place; nobody is left out without a reason.",
            len(source.plan.waiting),
        )
        if source.plan.waiting
        else words.say("Nobody is on the waiting list."),
        columns=(
            Column(words.say("Who"), most=30),
            Column(words.say("Id"), tone=Tone.QUIET),
            *side,
            Column(words.say("Organisation"), most=30, is_optional=True),
            Column(words.say("Why"), most=70),
        ),
        rows=tuple(
            (
                source.names.person(one.person),
                one.person,
                *((source.side_of(one.person),) if source.is_paired else ()),
                source.people[one.person].organisation if one.person in source.people else "",
                _said(source, one.reason),
            )
            for one in source.plan.waiting
        ),
        frozen=1,
    )


def unplaced(source: Source) -> Sheet:
    """Return the sheet of what a pair should have and for which there is no way."""
    words = source.words
    kinds = {
        "facilitator": words.say("no facilitator"),
        "check_in": words.say("no check-in"),
        "catch_up": words.say("no catch-up day"),
    }
    return Sheet(
        name=words.say("Not placed"),
        lead=words.say("What could not be arranged; it never spoils the rest of the plan."),
        columns=(
            Column(words.say("What"), most=24),
            *source.side_columns(Column),
            Column(words.say("Workshop"), Shape.CENTRED, is_optional=True),
            Column(words.say("Why"), most=70),
        ),
        rows=tuple(
            (
                kinds[one.what],
                *source.members(one),
                one.workshop,
                _said(source, one.reason),
            )
            for one in source.plan.unplaced
        ),
        notes=() if source.plan.unplaced else (words.say("Everything could be arranged."),),
        frozen=1,
    )


def _said(source: Source, reason: str) -> str:
    return sentence(capitalised(reason_in_words(reason, source.words)))
