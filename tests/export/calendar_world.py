"""A small programme with plans made by hand, and its calendar files as others read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import vobject

from matcher.cohort import Cohort, Facilitator, Project, Venue
from matcher.export.calendars import files
from matcher.export.earlier import Earlier
from matcher.export.kinds import Wanted
from matcher.language import Language, words_in
from matcher.plans import CheckIn, Outcome, Pair, Plan, Provenance, Workshop
from worlds import cohort as cohort_of
from worlds import people, with_person

DAYS = (date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27))
"""Between the first two, the clocks change in London and in Paris."""

STAMPS = {"sequence", "dtstamp", "last-modified"}
NAMES = {"P1": "Zoë Brontë", "P2": "Paul", "P3": "Asha", "H1": "Ann, the nurse", "H2": "Li"}


def a_cohort(rules: dict[str, Any] | None = None, **names: str) -> Cohort:
    """Return three patients and two professionals with e-mails, needs and places."""
    rules = {"programme.name": "London 2027", "programme.end": "2027-06-30", **(rules or {})}
    found = cohort_of(
        *people(3, 2, email="someone@example.org", access_needs=("hearing_loop",)),
        rules=rules,
        projects=(Project(project_id="PR1", title="Letters; plain"),),
        venues=(
            Venue(venue_id="V1", name="Town hall", area="Camden"),
            Venue(venue_id="V2", online=True),
        ),
        facilitators=(
            Facilitator(facilitator_id="F1", name="Mo"),
            Facilitator(facilitator_id="F2", name="Jo"),
        ),
    )
    for identity, name in {**NAMES, **names}.items():
        found = with_person(found, identity, name=name)
    return found


def a_pair(patient: str, professional: str | None, **values: Any) -> Pair:
    """Return a pair; what it is worth does not matter here."""
    worth = {"fit": 500, "parts": {}, "coverage": 1.0, "missed": 0, "if_needed": 0, "value": 500}
    return Pair.model_validate(
        {"patient": patient, "professional": professional, **worth, **values}
    )


def a_check_in(patient: str, professional: str, day: date, **values: Any) -> CheckIn:
    """Return a check-in after the first workshop with the first facilitator."""
    known = {"after_workshop": 1, "facilitator": "F1", **values}
    return CheckIn.model_validate(
        {"patient": patient, "professional": professional, "date": day, **known}
    )


def workshops(*days: date, **values: Any) -> tuple[Workshop, ...]:
    """Return workshops at the town hall with the first facilitator."""
    known = {"venue": "V1", "facilitators": ("F1",), **values}
    return tuple(
        Workshop.model_validate({"number": number, "date": day, **known})
        for number, day in enumerate(days, start=1)
    )


def a_plan(cohort: Cohort, **values: Any) -> Plan:
    """Return a plan of two pairs and three workshops, but for what is given."""
    known: dict[str, Any] = {
        "pairs": (a_pair("P1", "H1", project="PR1"), a_pair("P2", "H2")),
        "workshops": workshops(*DAYS),
        "check_ins": (
            a_check_in("P1", "H1", date(2027, 3, 16)),
            a_check_in("P2", "H2", date(2027, 3, 17)),
        ),
        **values,
    }
    made_with = Provenance(version="0", ortools="0", seed=1, input_digest="", seconds=0)
    plan = Plan(
        status=Outcome.FEASIBLE, objective=None, bound=None, gap=None, provenance=made_with, **known
    )
    return plan.of_cohort(cohort)


@dataclass(frozen=True)
class Kept(Earlier):
    """An earlier export that lies in memory."""

    files: Mapping[str, bytes]

    def read(self, name: str) -> bytes | None:
        """Return the content of a file."""
        return self.files.get(name)


def kept(plan: Plan, files: Mapping[str, bytes]) -> Kept:
    """Return an export as the next one finds it."""
    return Kept(plan, Path("nowhere"), files)


def exported(
    plan: Plan, since: Earlier | None = None, language: Language = Language.ENGLISH
) -> Mapping[str, bytes]:
    """Return the calendar files of a plan."""
    return files(Wanted(plan, words_in(language), since))


def read(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return the events of each calendar by UID, as a parser that is not ours reads them."""
    found = {}
    for name, content in files.items():
        if name.endswith(".ics"):
            calendar = vobject.readOne(content.decode("utf-8"))
            events = {event.uid.value: event for event in calendar.vevent_list}
            assert len(events) == len(calendar.vevent_list)
            found[name.removeprefix("calendars/").removesuffix(".ics")] = events
    return found


def called(events: Mapping[str, Any], words: str) -> Any:
    """Return the one event with these words in its summary."""
    (event,) = (one for one in events.values() if words in one.summary.value)
    return event


def said(event: Any) -> dict[str, Any]:
    """Return all that an event says, but for the number and the stamps of its version."""
    return {
        key: [(line.value, line.params) for line in lines]
        for key, lines in event.contents.items()
        if key not in STAMPS
    }


def sequence(event: Any) -> int:
    """Return the number of an event's version."""
    return int(event.sequence.value)
