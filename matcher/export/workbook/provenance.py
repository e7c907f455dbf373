"""The sheet of provenance: what the plan was made from and with, and what is proven of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.verdicts import verdict
from matcher.export.workbook.layout import Column, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.export.workbook.source import Source


def provenance(source: Source) -> Sheet:
    """Return the sheet of provenance."""
    words = source.words
    return Sheet(
        name=words.say("Provenance"),
        lead=words.say(
            "What the plan was made from, and with; the same again gives the same plan."
        ),
        columns=(Column(words.say("What"), most=34), Column(words.say("Value"), most=90)),
        rows=(*_made(source), *_proven(source), *_changes(source)),
        is_filtered=False,
    )


def _made(source: Source) -> Iterator[Row]:
    words, made = source.words, source.plan.provenance
    yield words.say("Matcher"), made.version
    yield "OR-Tools", made.ortools
    yield words.say("Digest of the cohort"), made.input_digest
    yield words.say("Seed"), str(made.seed)
    yield words.say("Method"), made.method
    yield words.say("Seconds"), words.number(round(made.seconds, 2))


def _proven(source: Source) -> Iterator[Row]:
    words, plan = source.words, source.plan
    yield words.say("Status"), plan.status.value
    yield words.say("What is proven"), verdict(source.plan, source.words)
    if plan.objective is not None:
        yield words.say("Total"), words.number(plan.objective.total)
    if plan.bound is not None:
        yield words.say("No plan as good otherwise has more"), words.number(plan.bound)
    if plan.gap is not None:
        yield words.say("Gap"), words.percent(plan.gap)
    settled = words.say("the best for these pairs and dates: proven")
    found = words.say("the best that were found")
    yield (
        words.say("Venues, facilitators and check-ins"),
        settled if plan.provenance.settled else found,
    )


def _changes(source: Source) -> Iterator[Row]:
    words, changes = source.words, source.cohort.changes
    if not changes:
        yield words.say("Changes"), words.say("none: the cohort is as it stands in the files")
    for number, change in enumerate(changes, 1):
        yield words.say("Change {which}", which=number), str(change)
