"""A form by which somebody new joins the cohort: who they are, what they want, when they can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes.joining import Add
from matcher.changes.participation import ChangeAnswer
from matcher.cohort import Answer, Person, Side
from matcher.dates import candidate_dates
from matcher.language.labels import side_headings
from matcher.programme import Weekday
from matcher.ui.speech import day as day_in_words
from matcher.ui.speech import say, spoken
from matcher.ui.what_if.trying import try_changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.export.names import Names
    from matcher.ui.sittings.trials import Trial

SCALE = (1, 2, 3, 4, 5)
"""How much somebody agrees with a statement on their motivation."""


def form(trial: Trial, names: Names) -> None:
    """Offer to add somebody."""
    cohort = trial.after
    with st.form("joining", border=False):
        headings = side_headings(trial.plan.cohort, spoken())
        side, name = _who(headings)
        wishes = _wishes(cohort, names)
        days, away = _days(cohort)
        agreed = st.checkbox(say("They agreed to take part"), key="join_consent")
        asked = st.form_submit_button(say("Add them"), key="join_add", type="primary")
    if not asked:
        return
    if not agreed:
        st.error(say("Only somebody who agreed to take part can join: tick the box."))
        return
    identity = next_id(cohort, side)
    person = Person(
        person_id=identity, side=side, name=name.strip(), weekdays=days, consent=True, **wishes
    )
    try_changes(trial, joining(person, away))


def joining(person: Person, away: Iterable[date]) -> list[Change]:
    """Return the changes by which somebody joins who cannot come on some days."""
    no = [ChangeAnswer(who=person.person_id, day=day, answer=Answer.NO) for day in away]
    return [Add(file="", people=(person,)), *no]


def next_id(cohort: Cohort, side: Side) -> str:
    """Return an id that nobody has, of the form that the side's ids have."""
    taken = {one.person_id for one in cohort.people}
    taken |= {one.facilitator_id for one in cohort.facilitators}
    same = [re.fullmatch(r"(.*?)(\d+)", one.person_id) for one in cohort.people if one.side is side]
    known = [found for found in same if found is not None]
    start = known[-1][1] if known else side.value[0].upper()
    width = len(known[-1][2]) if known else 1
    number = max((int(found[2]) for found in known if found[1] == start), default=0) + 1
    while f"{start}{number:0{width}}" in taken:
        number += 1
    return f"{start}{number:0{width}}"


def _who(headings: tuple[str, ...]) -> tuple[Side, str]:
    side = Side.PATIENT
    if len(headings) > 1:
        labels = dict(zip(Side, headings, strict=True))
        side = st.radio(
            say("Side"),
            list(labels),
            format_func=labels.__getitem__,
            horizontal=True,
            key="join_side",
        )
    return side, st.text_input(say("Name"), key="join_name")


def _wishes(cohort: Cohort, names: Names) -> dict[str, object]:
    """Let somebody say what the new person wants; what stays empty counts as not answered."""
    known = {one.project_id for one in cohort.projects}
    themes = sorted({theme for one in cohort.people for theme in one.themes} | known)
    titles = {one: names.project(one) for one in themes}
    named = st.multiselect(
        say("Projects and themes, the strongest first"),
        themes,
        format_func=titles.__getitem__,
        placeholder=say("Choose"),
        key="join_themes",
    )
    motivation = {}
    for statement in sorted({one for person in cohort.people for one in person.motivation}):
        label = statement.removeprefix("motivation_").replace("_", " ")
        given = st.segmented_control(
            say("Motivation, “{statement}”, from 1 to 5", statement=label),
            SCALE,
            key=f"join_motivation_{statement}",
        )
        if given is not None:
            motivation[statement] = given
    area = st.selectbox(
        say("Area"),
        sorted({one.area for one in cohort.people if one.area}),
        index=None,
        placeholder=say("Choose, or type another one"),
        accept_new_options=True,
        key="join_area",
    )
    spoken_here = sorted({language for one in cohort.people for language in one.languages})
    languages = st.multiselect(
        say("Languages"), spoken_here, placeholder=say("Choose"), key="join_languages"
    )
    return {
        "themes": tuple(named),
        "motivation": motivation,
        "area": area or "",
        "languages": tuple(languages),
    }


def _days(cohort: Cohort) -> tuple[tuple[Weekday, ...], tuple[date, ...]]:
    """Let somebody say when the new person can come."""
    called = dict(zip(Weekday, spoken().weekday_names(), strict=False))
    allowed = list(cohort.programme.workshops.weekdays)
    weekdays = st.multiselect(
        say("Weekdays that suit"),
        allowed,
        allowed,
        format_func=called.__getitem__,
        placeholder=say("Choose"),
        key="join_weekdays",
    )
    dates = {one: day_in_words(one) for one in candidate_dates(cohort).days}
    away = st.multiselect(
        say("Dates on which they cannot come"),
        list(dates),
        format_func=dates.__getitem__,
        placeholder=say("Choose"),
        key="join_away",
    )
    return tuple(weekdays), tuple(away)
