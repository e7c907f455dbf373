"""Programmes of other people than patients and professionals, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest
from visits import plan, title, words_of

from matcher.cohort import Cohort, Venue
from worlds import cohort, people

Opened = Callable[[Cohort], AppTest]
LABELS = {
    "labels.patient": "mentee",
    "labels.patients": "mentees",
    "labels.professional": "mentor",
    "labels.professionals": "mentors",
}
ALONE = {"pairing.form_pairs": False}


def world(**rules: Any) -> Cohort:
    return cohort(*people(3, 2), rules=rules)


def headings(app: AppTest) -> str:
    return " ".join(one.value for one in app.html if "<th" in one.value)


def test_the_sides_are_called_what_the_programme_calls_them(open_app: Opened) -> None:
    app = open_app(world(**LABELS))
    assert "2 pairs from 3 on the mentee side and 2 on the mentor side, and" in words_of(app)
    plan(app)
    said = words_of(app)
    assert title(app) == "2 of 2 pairs"
    assert "Mentee" in headings(app)
    assert "Mentor" in headings(app)
    assert "atient" not in said
    assert "rofessional" not in said


def test_a_label_is_shown_as_it_is_written(open_app: Opened) -> None:
    app = plan(open_app(world(**LABELS | {"labels.patient": "<b>"})))
    assert "&lt;b&gt;" in headings(app)


def test_without_pairs_there_is_one_column_of_people(open_app: Opened) -> None:
    app = open_app(world(**ALONE))
    assert "2 people from 5 people, and 3 workshops between" in words_of(app)
    assert "2 people wanted" in words_of(app)
    plan(app)
    said = words_of(app)
    assert title(app) == "2 of 2 people"
    assert [header.value for header in app.header][:2] == ["Workshops", "People"]
    assert "Person" in headings(app)
    assert "side" not in headings(app)
    assert "2 people planned" in said
    assert "2 of 2 people" in said
    assert "lowest fit" not in said
    assert " + " not in said


def test_without_workshops_only_pairs_are_shown(open_app: Opened) -> None:
    app = open_app(world(**{"workshops.count": 0}))
    assert "2 pairs from 3 on the patient side and 2 on the professional side." in words_of(app)
    plan(app)
    assert next(header.value for header in app.header) == "Pairs"
    assert "workshop" not in headings(app)


def test_no_column_stands_empty_where_no_place_nobody_and_no_project_is_named(
    open_app: Opened,
) -> None:
    said = headings(plan(open_app(world())))
    assert "Cannot come" in said
    assert not any(f">{name}<" in said for name in ("Venue", "Facilitators", "Project"))


def test_the_venue_has_a_column_where_one_is_named(open_app: Opened) -> None:
    placed = world().model_copy(update={"venues": (Venue(venue_id="V1"),)})
    said = headings(plan(open_app(placed)))
    assert ">Venue<" in said
    assert ">Facilitators<" not in said
