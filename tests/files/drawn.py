"""Cohorts drawn at random, with texts that files find hard to hold."""

from __future__ import annotations

import string
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from matcher.cohort import (
    Answer,
    CalendarRow,
    Cohort,
    Facilitator,
    Journey,
    Person,
    Project,
    Status,
    Venue,
)
from matcher.files.headings import misread
from matcher.files.protected import is_protected, names_diagnosis
from matcher.files.synonyms import COLUMNS
from matcher.programme import Programme, Weekday

ids = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=8)
words = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
    st.from_regex(r"'{0,3}[=+\-@][a-z,;\"\n\r']{0,5}", fullmatch=True),
).map(str.strip)
items = words.map(lambda word: word.replace(";", "").strip()).filter(bool)
names = st.lists(items, max_size=3).map(tuple)
weekdays = st.none() | st.lists(st.sampled_from(Weekday), min_size=1, max_size=7).map(tuple)
days = st.integers(0, 400).map(lambda number: date(2027, 1, 1) + timedelta(number))
known = {*Person.model_fields, *Project.model_fields, *CalendarRow.model_fields}


def is_free(name: str) -> bool:
    """Return whether a column of this name is none of ours and nothing that is not kept."""
    is_plain = name.isascii() and name.islower() and name not in known
    is_ours = any(misread(table, (name,), [name]) for table in COLUMNS)
    return is_plain and not is_protected(name) and not is_ours


extras = st.dictionaries(
    items.filter(is_free),
    words.filter(lambda text: bool(text) and not names_diagnosis(text)),
    max_size=2,
)
limits = st.none() | st.integers(0, 10**9)


def people(side: str, prefix: str) -> st.SearchStrategy[list[Person]]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "person_id": ids.map(lambda name: prefix + name),
        "side": st.just(side),
        **dict.fromkeys(("name", "email", "organisation", "area", "profession"), words),
        **dict.fromkeys(("themes", "goals", "languages", "access_needs"), names),
        **dict.fromkeys(("prefers", "avoids", "conflicts"), st.lists(ids, max_size=2).map(tuple)),
        "motivation": st.dictionaries(
            st.from_regex(r"[a-z][a-z ,=]{0,5}[a-z]", fullmatch=True), st.integers(1, 5), max_size=2
        ),
        "supporters": st.integers(0, 100),
        "weekdays": weekdays,
        "max_travel_minutes": st.none() | st.integers(0, 10_000),
        "remote_ok": st.none() | st.booleans(),
        "consent": st.booleans(),
        "status": st.sampled_from([each for each in Status if each is not Status.WITHDRAWN]),
        "extra": extras,
    }
    made = st.fixed_dictionaries(fields).map(lambda values: Person(**values))
    return st.lists(made, min_size=1, max_size=3, unique_by=lambda person: person.person_id)


@st.composite
def cohorts(draw: st.DrawFn, called: st.SearchStrategy[str] | None = None) -> Cohort:
    """Return cohorts with odd texts in every place; `called` gives the programme's name."""
    persons = [*draw(people("patient", "-p")), *draw(people("professional", "h"))]
    projects = st.builds(
        Project,
        project_id=ids,
        title=words.filter(bool),
        theme=words,
        max_pairs=limits,
        extra=extras,
    )
    venues = st.builds(
        Venue,
        venue_id=ids,
        name=words,
        capacity=limits,
        features=names,
        online=st.booleans(),
        cost_per_day=st.floats(0, 1e9, allow_nan=False),
        dates=st.none() | st.lists(days, min_size=1, max_size=3).map(tuple),
        extra=extras,
    )
    facilitators = st.builds(
        Facilitator,
        facilitator_id=ids.map(lambda name: f"f{name}"),
        name=words,
        languages=names,
        max_pairs=limits,
        weekdays=weekdays,
        extra=extras,
    )
    rows = st.builds(
        CalendarRow,
        date_from=st.just(date(2027, 1, 1)),
        date_to=days,
        label=words,
        kind=st.sampled_from(["blocked", "avoid"]),
        area=words,
        extra=extras,
    )
    places = draw(st.lists(venues, max_size=2, unique_by=lambda venue: venue.venue_id))
    answers = st.dictionaries(days, st.sampled_from(Answer), max_size=4)
    return Cohort(
        programme=draw(programmes(st.text() if called is None else called)),
        people=tuple(persons),
        availability={person.person_id: draw(answers) for person in persons},
        projects=tuple(
            draw(st.lists(projects, max_size=2, unique_by=lambda each: each.project_id))
        ),
        venues=tuple(places),
        travel=tuple(
            Journey(area=draw(items), venue_id=venue.venue_id, minutes=draw(st.integers(0, 10**9)))
            for venue in places
        ),
        facilitators=tuple(
            draw(st.lists(facilitators, max_size=2, unique_by=lambda each: each.facilitator_id))
        ),
        calendar=tuple(draw(st.lists(rows, max_size=3))),
    )


def programmes(called: st.SearchStrategy[str]) -> st.SearchStrategy[Programme]:
    return st.builds(
        lambda name, subdivision, weight, everyone: Programme.model_validate(
            {
                "programme": {
                    "name": name,
                    "start": date(2027, 1, 11),
                    "end": date(2027, 7, 9),
                    "subdivision": subdivision,
                },
                "weights": {"motivation": weight / 1000},
                "workshops": {"everyone": everyone},
            }
        ),
        called,
        st.sampled_from([None, "SCT", "ENG"]),
        st.integers(0, 10**6),
        st.lists(st.integers(1, 5)),
    )
