"""The sheets of workshops: when and where, and who comes to which."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from matcher.export import tables
from matcher.export.workbook.layout import Cell, Column, Row, Shape, Sheet, Tone
from matcher.plans import WorkshopState

if TYPE_CHECKING:
    from matcher.export.workbook.source import Source
    from matcher.language import Words


def workshops(source: Source) -> Sheet | None:
    """Return the sheet of workshops; none where the programme has none."""
    if not source.cohort.programme.workshops.count:
        return None
    words = source.words
    return Sheet(
        name=words.say("Workshops"),
        lead=words.say("When and where everybody meets, and who said that they cannot come."),
        columns=(
            Column(words.say("Workshop"), Shape.CENTRED),
            Column(words.say("Date"), Shape.DATE, most=18),
            Column(words.say("Days since the one before"), Shape.CENTRED),
            Column(words.say("Venue"), most=30, is_optional=True),
            Column(words.say("Facilitators"), most=30, is_optional=True),
            Column(words.say("Pairs there") if source.is_paired else words.say("People there")),
            Column(words.say("Cannot come"), most=36, is_optional=True),
            Column(words.say("Joins from home"), most=30, is_optional=True),
            Column(words.say("State"), most=14),
        ),
        rows=_workshop_rows(source),
        notes=() if source.plan.workshops else (words.say("There are none."),),
        frozen=2,
    )


def _workshop_rows(source: Source) -> tuple[Row, ...]:
    held, names = source.plan.workshops, source.names
    gaps = [None, *((later.date - sooner.date).days for sooner, later in pairwise(held))]
    return tuple(
        (
            one.number,
            one.date,
            gaps[place],
            names.venue(one.venue),
            "\n".join(names.facilitator(leader) for leader in one.facilitators),
            together(source, place),
            "\n".join(names.person(who) for who in one.absent),
            "\n".join(names.person(who) for who in one.remote),
            state(one.state, source.words),
        )
        for place, one in enumerate(held)
    )


def together(source: Source, place: int) -> str:
    """Return how many pairs come to a workshop, of how many."""
    return source.words.say(
        "{some} of {all}", some=source.together(place), all=len(source.plan.pairs)
    )


def state(of: WorkshopState, words: Words) -> str:
    """Return how far a workshop has come."""
    return {
        WorkshopState.PLANNED: words.say("planned"),
        WorkshopState.ANNOUNCED: words.say("announced"),
        WorkshopState.HELD: words.say("held"),
    }[of]


def attendance(source: Source) -> Sheet | None:
    """Return the grid of pairs by workshops; none where the programme has no workshops."""
    if not source.cohort.programme.workshops.count:
        return None
    words = source.words
    signs = _signs(source)
    days = (
        Column(f"{one.number}\n{words.day(one.date, year=False)}", Shape.SIGNED, most=18)
        for one in source.plan.workshops
    )
    unknown = Cell("?", Tone.PLAIN)
    return Sheet(
        name=words.say("Attendance"),
        lead=words.say("A workshop counts for a pair only when both can come.")
        if source.is_paired
        else words.say("Who comes to which workshop."),
        columns=(*source.side_columns(Column, 30), *days),
        rows=tuple(
            (*source.members(pair), *(signs.get(how or "", unknown) for how in row))
            for pair, row in zip(source.plan.pairs, source.attendance, strict=True)
        ),
        totals=_totals(source),
        notes=(
            *_legend(source),
            *_thirds(source),
            *(() if source.plan.pairs else (words.say("There are none."),)),
        ),
        frozen=len(source.sides),
    )


def _thirds(source: Source) -> tuple[str, ...]:
    """Return who joined a pair, and what they cannot come to."""
    words, workshops = source.words, source.plan.workshops
    notes = []
    for pair in source.plan.pairs:
        away = [place for place, one in enumerate(workshops) if pair.third in one.absent]
        if pair.third is not None and away:
            notes.append(
                words.say(
                    "{person}, the third of a pair, cannot come to {numbers}.",
                    person=source.names.person(pair.third),
                    numbers=source.numbered(away),
                )
            )
    return tuple(notes)


def _totals(source: Source) -> tuple[Row, ...]:
    if not source.plan.pairs:
        return ()
    blanks = tuple(Cell("", Tone.STRONG) for _ in source.sides[1:])
    counts = (
        Cell(together(source, place), Tone.STRONG) for place in range(len(source.plan.workshops))
    )
    return ((Cell(source.words.say("In all"), Tone.STRONG), *blanks, *counts),)


def _signs(source: Source) -> dict[str, Cell]:
    words = source.words
    comes = words.say("both come") if source.is_paired else words.say("comes")
    return {
        tables.BOTH: Cell("✓ " + comes, Tone.GOOD),
        tables.IF_NEEDED: Cell("○ " + words.say("if needed"), Tone.FAIR),
        tables.REMOTE: Cell("⌂ " + words.say("from home"), Tone.ELSEWHERE),
        tables.REMOTE_IF_NEEDED: Cell("⌂ " + words.say("from home, if needed"), Tone.FAIR),
        tables.MISSED: Cell("✗ " + words.say("missed"), Tone.BAD),
    }


def _legend(source: Source) -> tuple[str, ...]:
    """Return what the signs mean, as far as they occur."""
    if not source.is_paired:
        return ()
    words, there = source.words, {how for row in source.attendance for how in row}
    meanings = {
        tables.IF_NEEDED: words.say("○ Both come, and one of them said: only if needed."),
        tables.REMOTE: words.say("⌂ Both are there, and one of them joins from home."),
        tables.MISSED: words.say("✗ One of the two cannot come, so the pair misses the workshop."),
    }
    return tuple(text for how, text in meanings.items() if how in there)
