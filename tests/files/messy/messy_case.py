"""A messy file with what comes of it, and ways to write one and to look at what was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.cohort import Cohort, Person
from matcher.errors import Severity

HEAD = "person_id,side,consent"
OTHER = "H1,professional,yes"
DAY = date(2027, 5, 4)
"""A Tuesday."""

REPAIRED, WARNED, STOPPED = Severity.REPAIRED, Severity.WARNING, Severity.ERROR


@dataclass(frozen=True)
class Case:
    """A messy file, and what comes of it.

    The outcome is the gravest that is said of it: put right with a note, put right or kept with a
    warning, or an error, which leaves the row out and stops a run.
    """

    name: str
    file: str
    content: str | bytes
    outcome: Severity | None
    says: str = ""
    read: Callable[[Cohort], Any] | None = None
    value: Any = None


def first(field: str) -> Callable[[Cohort], Any]:
    """Return how to see a field of P1."""

    def see(cohort: Cohort) -> Any:
        return getattr(person(cohort), field)

    return see


def person(cohort: Cohort) -> Person:
    return next(each for each in cohort.people if each.person_id == "P1")


def count(cohort: Cohort) -> int:
    return len(cohort.people)


def answers(cohort: Cohort) -> Any:
    return cohort.availability.get("P1")


def answer(cohort: Cohort) -> Any:
    return cohort.availability["P1"].get(DAY)


def dates(cohort: Cohort) -> Any:
    return [row.date_from for row in cohort.calendar]


def people(column: str, cell: str) -> str:
    """Return participants of whom the first has this cell in a column."""
    quoted = '"' + cell.replace('"', '""') + '"'
    return f"{HEAD},{column}\nP1,patient,yes,{quoted}\n{OTHER},\n"


def poll(cell: str, *others: str) -> str:
    """Return a poll in which P1 answered so for one day, and H1 for others."""
    days = ",".join(f"2027-06-{15 + number}" for number in range(len(others)))
    extra = f",{days}" if others else ""
    rest = "," + ",".join(others) if others else ""
    return f"person_id,2027-05-04{extra}\nP1,{cell}{',' * len(others)}\nH1,{rest}\n"


def calendar(*cells: str) -> str:
    """Return a calendar with such days."""
    return "date_from,kind\n" + "".join(f'"{cell}",avoid\n' for cell in cells)


def on(*days: str) -> list[date]:
    """Return days."""
    return [date.fromisoformat(day) for day in days]
