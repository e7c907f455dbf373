"""The sheet of pairs: who, on what, how well they fit and why, and what they attend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.workbook.criteria import criterion_as_heading
from matcher.export.workbook.layout import Column, Row, Shape, Sheet, Tone
from matcher.export.workbook.source import ASKED, COMES, FROM_HOME

if TYPE_CHECKING:
    from matcher.export.workbook.source import Source
    from matcher.plans import Pair

BEST_FIT = 1000


def pairs(source: Source) -> Sheet:
    """Return the sheet of pairs, or of people where nobody is paired."""
    words = source.words
    columns = (
        *source.side_columns(Column, 20),
        Column(words.say("Id") if not source.is_paired else words.say("Ids"), tone=Tone.QUIET),
        *(_fit_columns(source) if source.is_paired else ()),
        *((Column(words.say("Attends"), most=22),) if source.plan.workshops else ()),
        *((Column(words.say("Facilitator"), most=18),) if _looked_after(source) else ()),
    )
    name = words.say("Pairs") if source.is_paired else words.say("People")
    lead = words.say(
        "Fit says how well a pair meets your rules, from 0 to 1000; it predicts nothing."
    )
    return Sheet(
        name=name,
        lead=lead if source.is_paired else words.say("Everybody who has a place."),
        columns=columns,
        rows=tuple(_row(source, place, pair) for place, pair in enumerate(source.plan.pairs)),
        notes=() if source.plan.pairs else (words.say("There are none."),),
        frozen=len(source.sides),
    )


def _fit_columns(source: Source) -> tuple[Column, ...]:
    words = source.words
    return (
        Column(words.say("Project"), most=24, is_optional=True),
        Column(words.say("Fit"), Shape.NUMBER, full=BEST_FIT),
        *(
            Column(
                words.say("{what}\n(of {most})", what=criterion_as_heading(name, words), most=most),
                Shape.NUMBER,
            )
            for name, most in _most(source).items()
        ),
        Column(words.say("Rests on answers"), Shape.PERCENT),
    )


def _most(source: Source) -> dict[str, int]:
    """Return the criteria that count, with the points that each gives at most."""
    weights = source.cohort.programme.weights.thousandths()
    whole = sum(weights.values())
    return {name: BEST_FIT * weight // whole for name, weight in weights.items() if weight}


def _row(source: Source, place: int, pair: Pair) -> Row:
    fit: Row = (
        source.names.project(pair.project),
        pair.fit,
        *(pair.parts.get(name) for name in _most(source)),
        pair.coverage,
    )
    leader = source.names.facilitator(pair.facilitator) if pair.facilitator else ""
    return (
        *source.members(pair),
        " + ".join(pair.members),
        *(fit if source.is_paired else ()),
        *((attends(source, source.attendance[place]),) if source.plan.workshops else ()),
        *((leader,) if _looked_after(source) else ()),
    )


def _looked_after(source: Source) -> bool:
    return any(pair.facilitator for pair in source.plan.pairs)


def attends(source: Source, row: tuple[str | None, ...]) -> str:
    """Return to which workshops a pair comes, in words."""
    words = source.words
    every, missed = len(row), [place for place, how in enumerate(row) if how not in COMES]
    if missed:
        said = words.say(
            "{some} of {every}, not at {numbers}",
            some=every - len(missed),
            every=every,
            numbers=source.numbered(missed),
        )
    else:
        said = words.say_many("the workshop", "all {number} workshops", every)
    asked = [place for place, how in enumerate(row) if how in ASKED]
    away = [place for place, how in enumerate(row) if how in FROM_HOME]
    if asked:
        said += words.say("; at {numbers} only if needed", numbers=source.numbered(asked))
    if away:
        said += words.say("; at {numbers} from home", numbers=source.numbered(away))
    return said
