"""What somebody asks about: a pair, two people, a person, a date, or the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.language.labels import side_headings
from matcher.ui import markup
from matcher.ui.sittings.answers import ANY_DATES, Asked
from matcher.ui.speech import day as day_in_words
from matcher.ui.speech import language, say, spoken
from matcher.ui.why.questions import ABOUT, DAY, EMPTY, KINDS, ONE, PAIR, TWO, WHOLE

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Person
    from matcher.export.names import Names
    from matcher.plans import Plan

BROUGHT = "why_brought"
"""Where the question of another page, or of the map, stands until this page takes it up."""

OTHER = "other"
"""The choice of a date on which there is no workshop."""


def bring(people: tuple[str, ...] = (), day: date | None = None, question: str = "") -> None:
    """Note a question for the page to take up the next time it is shown."""
    st.session_state[BROUGHT] = (people, day, question)


def take_up(plan: Plan, names: Names) -> None:
    """Choose in the menus what another page asks about."""
    brought = st.session_state.pop(BROUGHT, None)
    if brought is None:
        return
    people, day, question = brought
    if len(people) == 2 and plan.cohort.programme.pairing.form_pairs:
        _choose_two(people, plan, names)
    elif people:
        _set("kind", ONE)
        _set("one", called(people[0], names), names)
    elif day is not None:
        _set("kind", DAY)
        workshops = [one.date for one in plan.workshops]
        _set("day", day.isoformat() if day in workshops else OTHER)
        _set("other_day", day)
    else:
        _set("kind", WHOLE)
        _set("about", question or "prices")


def _choose_two(people: tuple[str, ...], plan: Plan, names: Names) -> None:
    pair = next((one.two for one in plan.pairs if set(one.two) == set(people)), None)
    if pair is not None:
        _set("kind", PAIR)
        _set("pair", " + ".join(called(one, names) for one in pair), names)
        return
    _set("kind", TWO)
    sides = {one.person_id: one.side for one in plan.cohort.people}
    for one in people:
        _set(str(sides[one]), called(one, names), names)


def _set(key: str, value: object, names: Names | None = None) -> None:
    st.session_state[_key(key, names)] = value


def _key(key: str, names: Names | None = None) -> str:
    """Return another key where ids are shown: what was chosen by name is then no option."""
    return f"why_{key}_ids" if names is not None and names.hidden else f"why_{key}"


def asked(plan: Plan, names: Names) -> Asked | None:
    """Let somebody choose a question; return it once it is whole."""
    paired = plan.cohort.programme.pairing.form_pairs
    there = {PAIR: paired and bool(plan.pairs), TWO: paired, DAY: bool(plan.workshops)}
    labels = {one: say(label) for one, label in KINDS.items() if there.get(one, True)}
    kind = st.radio(
        say("Ask about"),
        list(labels),
        format_func=labels.__getitem__,
        horizontal=True,
        key="why_kind",
    )
    found = _chosen(kind, plan, names)
    if found is None:
        st.html(markup.paragraph(say(EMPTY[kind]), "m-quiet"))
    return found


def _chosen(kind: str, plan: Plan, names: Names) -> Asked | None:
    if kind == WHOLE:
        about = _about()
        if about == ANY_DATES:
            return Asked(about)  # these take minutes: their sentences are made when they are shown
        return Asked(about, hides_names=names.hidden, language=language()) if about else None
    if kind == DAY:
        day = _day(plan)
        return Asked(day=day, hides_names=names.hidden, language=language()) if day else None
    people = _people(kind, plan, names)
    if not people:
        return None
    return Asked(people=people, hides_names=names.hidden, language=language())


def _about() -> str | None:
    labels = {one: say(label) for one, label in ABOUT.items()}
    return st.selectbox(
        say("Question"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=say("Choose a question"),
        key="why_about",
    )


def _day(plan: Plan) -> date | None:
    """Let somebody choose the date of a workshop, or another one."""
    dates = {one.date.isoformat(): one for one in plan.workshops}
    labels = {
        key: f"{one.number}. {markup.label(day_in_words(one.date))}" for key, one in dates.items()
    }
    labels[OTHER] = say("Another date")
    chosen = st.pills(
        say("Workshop"), list(labels), format_func=labels.__getitem__, key="why_day", wrap=True
    )
    if chosen != OTHER:
        return dates[chosen].date if chosen else None
    window = plan.cohort.programme.programme
    st.session_state.setdefault("why_other_day", None)
    picked: date | None = st.date_input(
        say("Date"),
        min_value=window.start,
        max_value=window.end,
        format="DD/MM/YYYY",
        key="why_other_day",
    )
    return picked


def _people(kind: str, plan: Plan, names: Names) -> tuple[str, ...]:
    """Let somebody choose the people to ask about; return nobody until all are chosen."""
    cohort, sides = plan.cohort, side_headings(plan.cohort, spoken())
    if kind == PAIR:
        pairs = {
            " + ".join(called(one, names) for one in pair.two): pair.two for pair in plan.pairs
        }
        chosen = _choice(say("Pair"), list(pairs), _key("pair", names))
        return pairs[chosen] if chosen else ()
    if kind == ONE:
        one = _person(say("Person"), cohort.people, names, "one")
        return (one,) if one else ()
    left, right = st.columns(2)
    with left:
        patient = _person(sides[0], cohort.patients, names, "patient")
    with right:
        professional = _person(sides[1], cohort.professionals, names, "professional")
    return (patient, professional) if patient and professional else ()


def _person(label: str, people: tuple[Person, ...], names: Names, key: str) -> str | None:
    by_label = {called(one.person_id, names): one.person_id for one in people}
    chosen = _choice(label, sorted(by_label), _key(key, names))
    return by_label[chosen] if chosen else None


def _choice(label: str, options: list[str], key: str) -> str | None:
    return st.selectbox(label, options, index=None, placeholder=say("Choose"), key=key)


def called(identity: str, names: Names) -> str:
    """Return a name that stands for one person only: with the id."""
    name = names.person(identity)
    return name if name == identity else f"{name} ({identity})"
