"""The first sheet: the answer in a sentence, the key figures, and what stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.workbook.layout import Cell, Column, Row, Sheet, Tone
from matcher.export.workbook.proof import answer
from matcher.export.workbook.workshops import together
from matcher.language.labels import label
from matcher.language.reasons import reason_in_words
from matcher.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matcher.export.workbook.source import Source


def overview(source: Source, others: Sequence[Sheet]) -> Sheet:
    """Return the first sheet.

    Parameters
    ----------
    source
        What it tells of.
    others
        The sheets that follow, to which it leads.
    """
    words = source.words
    rows = [
        *_reasons(source),
        *_heading(words.say("Key figures")),
        *_figures(source),
        *_workshops(source),
        *_heading(words.say("In this workbook")),
        *((Cell(sheet.name, sheet=sheet.name), sheet.lead) for sheet in others),
    ]
    return Sheet(
        name=words.say("Overview"),
        lead=answer(source),
        columns=(Column(words.say("What"), most=30), Column(words.say("In short"), most=90)),
        rows=tuple(rows),
        notes=(
            words.say("This workbook names people. Keep it where only the team can read it."),
            words.say("A plan is a proposal: people decide, and answer for what they decide."),
        ),
        is_filtered=False,
    )


def _heading(text: str) -> Iterator[Row]:
    yield Cell(text, Tone.STRONG), Cell("", Tone.STRONG)


def _reasons(source: Source) -> Iterator[Row]:
    words = source.words
    if not source.plan.reasons:
        return
    none = source.plan.objective is None
    yield from _heading(words.say("Why there is none") if none else words.say("Why not more"))
    for reason in source.plan.reasons:
        yield reason.rule, reason_in_words(reason.text, words)
        for remedy in reason.remedies:
            yield words.say("What would help"), reason_in_words(remedy, words)


def _figures(source: Source) -> Iterator[Row]:
    words, plan = source.words, source.plan
    yield words.say("Applied"), _applied(source)
    if plan.objective is not None:
        if source.is_paired and plan.pairs:
            yield words.say("Lowest fit"), _of_1000(source, plan.objective.worst_fit)
            mean = round(sum(pair.fit for pair in plan.pairs) / len(plan.pairs))
            yield words.say("Mean fit"), _of_1000(source, mean)
        total = words.number(plan.objective.total)
        yield (
            words.say("Total"),
            words.say(
                "{points} points: fit, less what missed and if-needed days cost", points=total
            ),
        )
    if plan.workshops:
        full = sum(not pair.missed for pair in plan.pairs)
        yield words.say("Come to every workshop"), source.counted(full)
    yield words.say("Waiting"), words.number(len(plan.waiting))
    if plan.check_ins:
        yield words.say("Check-ins"), words.number(len(plan.check_ins))
    if plan.catch_ups:
        yield words.say("Catch-up days"), words.number(len(plan.catch_ups))
    if plan.unplaced:
        yield words.say("Could not be arranged"), words.number(len(plan.unplaced))


def _of_1000(source: Source, fit: int) -> str:
    return source.words.say("{fit} of 1000", fit=fit)


def _applied(source: Source) -> str:
    words, cohort = source.words, source.cohort
    applied = cohort.applicants
    if not source.is_paired:
        return words.say_many("{number} person", "{number} people", len(applied))
    patients = sum(person.side == "patient" for person in applied)
    return words.say(
        "{some} {patients} and {others} {professionals} who consented",
        some=patients,
        patients=label("patients", cohort, words),
        others=len(applied) - patients,
        professionals=label("professionals", cohort, words),
    )


def _workshops(source: Source) -> Iterator[Row]:
    words = source.words
    if not source.plan.workshops:
        return
    yield from _heading(words.say("Workshops"))
    for place, one in enumerate(source.plan.workshops):
        there = together(source, place)
        who = words.say("pairs") if source.is_paired else words.say("people")
        said = [capitalised(words.long_day(one.date)), source.names.venue(one.venue)]
        yield (
            words.say("Workshop {workshop}", workshop=one.number),
            " · ".join([*filter(None, said), f"{there} {who}"]),
        )
