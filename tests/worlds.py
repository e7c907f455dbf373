"""A small cohort in which everything works, and ways to change single things in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from matcher.cohort import CalendarRow, Cohort, Person, Side
from matcher.decisions import DateRange, Decisions
from matcher.programme import Programme, Weekday

WEEK = tuple(Weekday)[:5]


def person(identity: str, **values: Any) -> Person:
    """Return somebody who consented and can come from Monday to Friday: a patient is P…."""
    side = Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL
    return Person(
        **{"person_id": identity, "side": side, "consent": True, "weekdays": WEEK} | values
    )


def people(patients: int, professionals: int, **values: Any) -> tuple[Person, ...]:
    """Return P1, P2, … and H1, H2, …, all alike."""
    ids = [
        *(f"P{number}" for number in range(1, patients + 1)),
        *(f"H{number}" for number in range(1, professionals + 1)),
    ]
    return tuple(person(identity, **values) for identity in ids)


def cohort(*members: Person, rules: dict[str, Any] | None = None, **values: Any) -> Cohort:
    """Return a cohort of three workshops in ten weeks, with two pairs wanted.

    `rules` maps a section's key such as ``workshops.count`` to its value.
    """
    settings: dict[str, dict[str, Any]] = {
        "programme": {"start": "2027-01-11", "end": "2027-03-19", "pairs": 2},
        "workshops": {"count": 3, "min_gap_days": 14, "max_gap_days": 28, "facilitators": 0},
    }
    for name, value in (rules or {}).items():
        section, key = name.split(".")
        settings.setdefault(section, {})[key] = value
    return Cohort(programme=Programme.model_validate(settings), people=members, **values)


def with_rules(given: Cohort, **sections: dict[str, Any]) -> Cohort:
    """Return a cohort with some settings changed, section by section."""
    programme = given.programme
    for section, values in sections.items():
        changed = getattr(programme, section).model_copy(update=values)
        programme = programme.model_copy(update={section: changed})
    return given.model_copy(update={"programme": programme})


def with_person(given: Cohort, identity: str, **values: Any) -> Cohort:
    """Return a cohort in which one person is different."""
    changed = tuple(
        one.model_copy(update=values) if one.person_id == identity else one for one in given.people
    )
    assert changed != given.people
    return given.model_copy(update={"people": changed})


def with_decisions(given: Cohort, **values: Any) -> Cohort:
    """Return a cohort with some decisions taken."""
    decisions = Decisions(**{**dict(given.decisions), **values})
    return given.model_copy(update={"decisions": decisions})


def never_on(number: int) -> Cohort:
    """Return a cohort in which nobody can come in the week of a workshop's only date."""
    weekdays = {"weekdays": (Weekday.TUE,), "min_gap_days": 7, "max_gap_days": 7, "count": 3}
    window = {"start": date(2027, 1, 11), "end": date(2027, 1, 29)}
    closed = DateRange(first=date(2027, 1, 5 + 7 * number), last=date(2027, 1, 5 + 7 * number))
    rows = [
        CalendarRow(date_from=closed.first, date_to=closed.last, kind="blocked", area="North"),
    ]
    given = cohort(*people(2, 2, area="North"), calendar=tuple(rows))
    return with_rules(given, workshops=weekdays, programme=window)
