"""The tables of an intake: a row a cohort, a row a person with a place, a row a person without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.csv_text import csv_text
from matcher.export.tables import LIST_SEPARATOR, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.intakes.results import Intake

ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, spreadsheets garble accents."""


def cohorts(intake: Intake) -> Table:
    """Return a row for each cohort."""
    rows = [
        (
            *(one.name, one.area, len(one.pairs), one.status.value, one.total, one.bound),
            *(one.worst_fit, one.reserves, one.unsettled),
            LIST_SEPARATOR.join(workshop.date.isoformat() for workshop in one.workshops),
            LIST_SEPARATOR.join(workshop.venue or "" for workshop in one.workshops),
        )
        for one in intake.cohorts
    ]
    return Table(
        (
            *("cohort", "area", "pairs", "status", "total", "bound", "worst_fit", "reserves"),
            *("unsettled", "dates", "venues"),
        ),
        rows,
    )


def people(intake: Intake) -> Table:
    """Return a row for each person with a place, by id."""
    rows = [
        (person, one.name, one.area, partner, pair.fit, pair.value)
        for one in intake.cohorts
        for pair in one.pairs
        for person, partner in (
            (pair.patient, pair.professional),
            (pair.professional, pair.patient),
        )
    ]
    return Table(("person_id", "cohort", "area", "partner", "fit", "value"), sorted(rows))


def waiting(intake: Intake) -> Table:
    """Return a row for each person without a place, by id."""
    rows = [(one.person, one.area, one.reason) for one in intake.waiting]
    return Table(("person_id", "area", "reason"), rows)


TABLES: dict[str, Callable[[Intake], Table]] = {
    "cohorts": cohorts,
    "people": people,
    "waiting": waiting,
}
"""Every table, by the name of its file."""


def table_csv(name: str, intake: Intake) -> bytes:
    """Return a table as a CSV file that a spreadsheet opens and never runs."""
    return csv_text(TABLES[name](intake)).encode(ENCODING)
