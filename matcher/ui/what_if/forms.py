"""Changes that need more than a click: two people, another day, days away, a rule, a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes.setting_values import meaning, setting_of, write_setting
from matcher.cohort import Answer
from matcher.export.names import Names
from matcher.files.settings import keys
from matcher.language import Language
from matcher.language.labels import side_headings
from matcher.language.settings_in_words import setting_in_words
from matcher.ui import words
from matcher.ui.speech import language, say, spoken
from matcher.ui.what_if.trying import try_changes
from matcher.wording import capitalised

if TYPE_CHECKING:
    from datetime import date

    from matcher.ui.sittings.trials import Trial

WEIGHTS = "weights."
NOT_OFFERED = ("labels.", "solve.", WEIGHTS)
"""Settings of which no other plan comes, and those with a form of their own."""


def two_people(trial: Trial, names: Names) -> None:
    """Offer to keep any two people together, or apart."""
    cohort = trial.after
    called = _called_people(trial, names)
    one_side, other_side = side_headings(cohort, spoken())
    with st.expander(say("Two other people")), st.form("two_people", border=False):
        first = st.selectbox(
            one_side,
            [p.person_id for p in cohort.patients if p.is_applicant],
            format_func=called.__getitem__,
            key="two_first",
        )
        second = st.selectbox(
            other_side,
            [p.person_id for p in cohort.professionals if p.is_applicant],
            format_func=called.__getitem__,
            key="two_second",
        )
        with st.container(horizontal=True):
            together = st.form_submit_button(say("Pair them"), key="two_lock")
            apart = st.form_submit_button(say("Never pair them"), key="two_forbid")
    if first and second and (together or apart):
        try_changes(trial, [f"{'lock' if together else 'forbid'}={first}+{second}"])


def _called_people(trial: Trial, names: Names) -> dict[str, str]:
    """Return what everybody is called, also who joined by a change."""
    both = Names(trial.after, hidden=names.hidden)
    return {one.person_id: both.person(one.person_id) for one in trial.after.people}


def another_day(trial: Trial) -> None:
    """Offer another day for a workshop, or a day without one."""
    settings = trial.plan.cohort.programme.programme
    with st.expander(say("Another day")), st.form("another_day", border=False):
        numbers = [one.number for one in trial.plan.workshops]
        number = st.selectbox(say("Workshop"), numbers, key="day_number")
        first = trial.plan.workshops[0].date
        day = _day(say("Day"), settings.start, settings.end, "day_date", first)
        with st.container(horizontal=True):
            hold = st.form_submit_button(say("Hold it on this day"), key="day_fix")
            block = st.form_submit_button(say("No workshop on this day"), key="day_block")
    if hold:
        try_changes(trial, [f"date={number}:{day.isoformat()}"])
    if block:
        try_changes(trial, [f"block={day.isoformat()}"])


def other_answer(trial: Trial, names: Names) -> None:
    """Offer another answer of somebody for a day."""
    settings = trial.plan.cohort.programme.programme
    answers = {
        Answer.YES: say("can come"),
        Answer.IF_NEEDED: say("comes only if needed"),
        Answer.NO: say("cannot come"),
    }
    called = _called_people(trial, names)
    with st.expander(say("Somebody's answer for a day")), st.form("answer", border=False):
        who = st.selectbox(
            say("Person"), list(called), format_func=called.__getitem__, key="answer_who"
        )
        first = trial.plan.workshops[0].date
        day = _day(say("Day"), settings.start, settings.end, "answer_day", first)
        said = st.radio(
            say("Answer"), list(answers), format_func=answers.__getitem__, key="answer_said"
        )
        asked = st.form_submit_button(say("Change the answer"), key="answer_change")
    if asked and who:
        try_changes(trial, [f"answer={who}@{day.isoformat()}:{said}"])


def closures(trial: Trial, names: Names) -> None:
    """Offer to close a venue, or to do without a facilitator, on some days."""
    cohort = trial.plan.cohort
    settings = cohort.programme.programme
    kinds = {
        **{one.venue_id: "venue_closed" for one in cohort.venues},
        **{one.facilitator_id: "facilitator_away" for one in cohort.facilitators},
    }
    called = {one: names.anybody(one) for one in kinds}
    with st.form("closures", border=False):
        which = st.selectbox(
            say("Venue or facilitator"),
            list(called),
            format_func=called.__getitem__,
            key="closed_which",
        )
        first = _day(say("From"), settings.start, settings.end, "closed_from")
        last = _day(say("To"), settings.start, settings.end, "closed_to")
        asked = st.form_submit_button(say("Closed, or away, on these days"), key="closed")
    if asked and which:
        days = f"{first.isoformat()}..{last.isoformat()}"
        try_changes(trial, [f"{kinds[which]}={which}@{days}"])


def rules(trial: Trial, names: Names) -> None:
    """Offer another value for a rule, or another weight for a criterion."""
    programme = trial.plan.cohort.programme
    labels = {key: _called(key) for key in keys() if not key.startswith(NOT_OFFERED)}
    key = st.selectbox(
        say("Rule"),
        list(labels),
        list(labels).index("programme.pairs"),
        format_func=labels.__getitem__,
        key="rule_name",
    )
    if language() is Language.ENGLISH:
        st.caption(_meaning(key))
    now = write_setting(key, setting_of(programme, key))
    with st.form("rule", border=False):
        value = st.text_input(say("New value"), now, key=f"rule_value_{key}")
        if st.form_submit_button(say("Change the rule"), key="rule_change"):
            try_changes(trial, [f"rule={key}={value}"])
    st.header(say("Weights"), anchor=False)
    weights = {key: _called(key) for key in keys() if key.startswith(WEIGHTS)}
    weight = st.selectbox(
        say("What counts for a pair"),
        list(weights),
        format_func=weights.__getitem__,
        key="weight_name",
    )
    with st.form("weight", border=False):
        number = st.number_input(
            say("New weight"),
            value=float(setting_of(programme, weight)),
            min_value=0.0,
            key=f"weight_value_{weight}",
        )
        if st.form_submit_button(say("Change the weight"), key="weight_change"):
            try_changes(trial, [f"weight={weight.removeprefix(WEIGHTS)}={number}"])


def _day(label: str, start: date, end: date, key: str, value: date | None = None) -> date:
    return st.date_input(label, value or start, start, end, key=key, format="DD/MM/YYYY")


def _called(key: str) -> str:
    """Return what a setting is called in a menu."""
    if key.startswith(WEIGHTS):
        return capitalised(words.criterion(key.removeprefix(WEIGHTS)))
    section = key.partition(".")[0]
    return f"{setting_in_words(section, spoken())}: {setting_in_words(key, spoken())}"


def _meaning(key: str) -> str:
    return words.sentence(meaning(key).strip().strip("()"))
