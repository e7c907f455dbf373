"""Changes that need more than a click: two people, another day, days away, a rule, a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes.setting_values import meaning, setting_of, write_setting
from matcher.files.settings import keys
from matcher.ui import words

if TYPE_CHECKING:
    from datetime import date

    from matcher.export.names import Names
    from matcher.ui.sittings.trials import Trial

WEIGHTS = "weights."
NOT_OFFERED = ("labels.", "solve.", WEIGHTS)
"""Settings of which no other plan comes, and those with a form of their own."""


def two_people(trial: Trial, names: Names) -> None:
    """Offer to keep any two people together, or apart."""
    cohort = trial.plan.cohort
    one_side, other_side = words.sides(cohort)
    with st.expander("Two other people"), st.form("two_people", border=False):
        first = st.selectbox(
            one_side,
            [p.person_id for p in cohort.patients if p.is_applicant],
            format_func=names.person,
            key="two_first",
        )
        second = st.selectbox(
            other_side,
            [p.person_id for p in cohort.professionals if p.is_applicant],
            format_func=names.person,
            key="two_second",
        )
        with st.container(horizontal=True):
            together = st.form_submit_button("Pair them", key="two_lock")
            apart = st.form_submit_button("Never pair them", key="two_forbid")
    if first and second and (together or apart):
        _add(trial, f"{'lock' if together else 'forbid'}={first}+{second}")


def another_day(trial: Trial) -> None:
    """Offer another day for a workshop, or a day without one."""
    settings = trial.plan.cohort.programme.programme
    with st.expander("Another day"), st.form("another_day", border=False):
        numbers = [one.number for one in trial.plan.workshops]
        number = st.selectbox("Workshop", numbers, key="day_number")
        day = st.date_input(
            "Day",
            trial.plan.workshops[0].date,
            settings.start,
            settings.end,
            key="day_date",
            format="DD/MM/YYYY",
        )
        with st.container(horizontal=True):
            hold = st.form_submit_button("Hold it on this day", key="day_fix")
            block = st.form_submit_button("No workshop on this day", key="day_block")
    if hold:
        _add(trial, f"date={number}:{day.isoformat()}")
    if block:
        _add(trial, f"block={day.isoformat()}")


def closures(trial: Trial, names: Names) -> None:
    """Offer to close a venue, or to do without a facilitator, on some days."""
    cohort = trial.plan.cohort
    settings = cohort.programme.programme
    kinds = {
        **{one.venue_id: "venue_closed" for one in cohort.venues},
        **{one.facilitator_id: "facilitator_away" for one in cohort.facilitators},
    }
    with st.form("closures", border=False):
        which = st.selectbox(
            "Venue or facilitator", list(kinds), format_func=names.anybody, key="closed_which"
        )
        first = _day("From", settings.start, settings.end, "closed_from")
        last = _day("To", settings.start, settings.end, "closed_to")
        asked = st.form_submit_button("Closed, or away, on these days", key="closed")
    if asked and which:
        _add(trial, f"{kinds[which]}={which}@{first.isoformat()}..{last.isoformat()}")


def rules(trial: Trial, names: Names) -> None:
    """Offer another value for a rule, or another weight for a criterion."""
    programme = trial.plan.cohort.programme
    offered = [key for key in keys() if not key.startswith(NOT_OFFERED)]
    first = offered.index("programme.pairs")
    key = st.selectbox(
        "Rule",
        offered,
        first,
        format_func=_called,
        key="rule_name",
    )
    st.caption(_meaning(key))
    now = write_setting(key, setting_of(programme, key))
    with st.form("rule", border=False):
        value = st.text_input("New value", now, key=f"rule_value_{key}")
        if st.form_submit_button("Change the rule", key="rule_change"):
            _add(trial, f"rule={key}={value}")
    st.header("Weights", anchor=False)
    weights = [key for key in keys() if key.startswith(WEIGHTS)]
    weight = st.selectbox("What counts for a pair", weights, format_func=_called, key="weight_name")
    with st.form("weight", border=False):
        number = st.number_input(
            "New weight",
            value=float(setting_of(programme, weight)),
            min_value=0.0,
            key=f"weight_value_{weight}",
        )
        if st.form_submit_button("Change the weight", key="weight_change"):
            _add(trial, f"weight={weight.removeprefix(WEIGHTS)}={number}")


def _day(label: str, start: date, end: date, key: str) -> date:
    return st.date_input(label, start, start, end, key=key, format="DD/MM/YYYY")


def _called(key: str) -> str:
    """Return what a setting is called in a menu."""
    criterion = words.CRITERIA_IN_WORDS.get(key.removeprefix(WEIGHTS))
    said = criterion or words.SETTINGS_IN_WORDS.get(key) or key.replace(".", ": ")
    return said.replace("_", " ")[:1].upper() + said.replace("_", " ")[1:]


def _meaning(key: str) -> str:
    return words.sentence(meaning(key).strip().strip("()"))


def _add(trial: Trial, change: str) -> None:
    trial.add(change)
    st.rerun()
