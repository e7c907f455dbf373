"""Letters: a table for a mail merge, one row for each person who is told something.

A row holds what its person may know: their own answers and needs, and of others the names that
they work with. Nobody's e-mail, organisation or reason for waiting stands in another row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.comparing.news import news
from matcher.comparing.standings import NOBODY, Standing, facilitators, participants
from matcher.export.csv_text import csv_text
from matcher.export.letters.rows import Fields, columns, for_facilitator, for_person
from matcher.export.names import Names
from matcher.export.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matcher.export.kinds import Files, Wanted
    from matcher.plans import Plan

FILE = "letters.csv"
ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, spreadsheets garble accents."""


def files(wanted: Wanted) -> Files:
    """Return the table of letters."""
    return {FILE: csv_text(letters(wanted)).encode(ENCODING)}


def letters(wanted: Wanted) -> Table:
    """Return who is told what: everybody with a place or without one, then facilitators."""
    names = columns([one.number for one in wanted.plan.workshops])
    rows = [*_participants(wanted), *_facilitators(wanted)]
    return Table(
        columns=names,
        rows=[tuple(row.get(name, "") for name in names) for row in rows],
        ids=frozenset({"person_id"}),
    )


def _participants(wanted: Wanted) -> Iterator[Fields]:
    cohort, words = wanted.plan.cohort, wanted.words
    names = Names(cohort)
    people = {person.person_id: person for person in cohort.people if person.consent}
    for identity, before, now in _both(wanted, participants):
        if identity in people:
            told = news(before, now, words, names)
            yield for_person(people[identity], now, told, cohort, words, names)


def _facilitators(wanted: Wanted) -> Iterator[Fields]:
    cohort, words = wanted.plan.cohort, wanted.words
    names = Names(cohort)
    leaders = {one.facilitator_id: one for one in cohort.facilitators}
    for identity, before, now in _both(wanted, facilitators):
        if identity in leaders:
            told = news(before, now, words, names)
            yield for_facilitator(leaders[identity], now, told, words, names)


def _both(
    wanted: Wanted, standings: Callable[[Plan], dict[str, Standing]]
) -> Iterator[tuple[str, Standing | None, Standing]]:
    """Yield everybody in the plan or in what was told last, with what they were and are told."""
    before = standings(wanted.since.plan) if wanted.since else {}
    now = standings(wanted.plan)
    for identity in sorted({*before, *now}):
        yield identity, before.get(identity), now.get(identity, NOBODY)
