"""Scenarios: plans that are kept under a name, in a table, and any two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.language.labels import placed
from matcher.ui import frame, markup, words
from matcher.ui.sittings.scenarios import Scenario, free_name
from matcher.ui.speech import language, say, spoken
from matcher.ui.what_if import differences

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting
    from matcher.ui.sittings.trials import Trial

DROPPED = "scenario_dropped"
"""The scenario that was deleted last, and where it stood, so that it can come back."""

LONGEST_NAME = 80


def keep_form(sitting: Sitting, trial: Trial, plan: Plan) -> None:
    """Offer to keep a plan under a name."""
    with st.form("scenario", border=False, clear_on_submit=True):
        name = st.text_input(
            say("Keep it as a scenario, called"), key="scenario_name", max_chars=LONGEST_NAME
        )
        asked = st.form_submit_button(say("Keep as a scenario"), key="scenario_keep")
    if asked:
        others = [one.name for one in sitting.scenarios]
        wanted = name.strip() or say("Scenario {number}", number=len(others) + 1)
        found = Scenario(free_name(wanted, others), plan, trial.changes)
        sitting.scenarios.append(found)
        st.rerun()


def show(sitting: Sitting, trial: Trial) -> None:
    """Show all scenarios beside the plan at hand, and any two of them side by side."""
    _undo(sitting)
    if not sitting.scenarios:
        return
    st.header(say("Scenarios"), anchor=False)
    hidden = frame.names_are_hidden()
    headings = (
        say("Scenario"),
        say("Changes"),
        say("Pairs"),
        say("Points in all"),
        say("Lowest fit"),
        say("Dates"),
        say("People"),
        say("Weeks"),
    )
    rows = [_row(sitting, trial.plan, one, hidden) for one in _all(sitting, trial)]
    st.html(markup.table(headings, rows, say("All scenarios, against the plan at hand")))
    _actions(sitting)
    _two(sitting, trial)


def _all(sitting: Sitting, trial: Trial) -> list[Scenario]:
    return [Scenario(say("The plan at hand"), trial.plan), *sitting.scenarios]


def _row(sitting: Sitting, now: Plan, one: Scenario, hidden: bool) -> tuple[object, ...]:
    plan, worth = one.plan, one.plan.objective
    if worth is None:
        return (one.name, "", words.headline(plan), "", "", "", "", "")
    names = Names(plan.cohort, now.cohort, hidden=hidden)
    found = sitting.compared.between(now, plan, language())
    return (
        one.name,
        spoken().parted(words.change(change, names) for change in one.changes),
        placed(worth.pairs, plan.cohort, spoken()),
        spoken().number(worth.total),
        spoken().number(worth.worst_fit),
        differences.dates_moved(found) if plan is not now else "",
        differences.people_told(found) if plan is not now else "",
        _weeks(plan),
    )


def _weeks(plan: Plan) -> str:
    """Return how many weeks lie between the first workshop and the last one."""
    if not plan.workshops:
        return ""
    days = (plan.workshops[-1].date - plan.workshops[0].date).days
    return spoken().number(round(days / 7, 1))


def _actions(sitting: Sitting) -> None:
    """Offer to take a scenario as the plan, or to delete it."""
    named = {one.name: one for one in sitting.scenarios}
    with st.form("scenario_actions", border=False):
        name = st.selectbox(
            say("Scenario"),
            list(named),
            key="scenario_which",
        )
        with st.container(horizontal=True):
            keep = st.form_submit_button(say("Make it the plan"), key="scenario_take")
            drop = st.form_submit_button(say("Delete it"), key="scenario_drop")
    if name and keep:
        sitting.keep(named[name].plan)
        st.rerun()
    if name and drop:
        place = sitting.scenarios.index(named[name])
        st.session_state[DROPPED] = (place, sitting.scenarios.pop(place))
        st.rerun()


def _undo(sitting: Sitting) -> None:
    """Offer to bring back what was deleted last."""
    if DROPPED not in st.session_state:
        return
    place, one = st.session_state[DROPPED]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(markup.paragraph(say("“{name}” is deleted.", name=one.name)), width="content")
        if st.button(say("Bring it back"), key="scenario_undo", icon=":material/undo:"):
            sitting.scenarios.insert(place, one)
            del st.session_state[DROPPED]
            st.rerun()


def _two(sitting: Sitting, trial: Trial) -> None:
    """Set any two side by side."""
    every = {one.name: one for one in _all(sitting, trial) if one.plan.objective is not None}
    if len(every) < 2:
        return
    st.header(say("Side by side"), anchor=False)
    left, right = st.columns(2)
    with left:
        first = st.selectbox(say("This one"), list(every), key="scenario_first")
    with right:
        second = st.selectbox(say("And this one"), list(every), index=1, key="scenario_second")
    if not first or not second or first == second:
        st.caption(say("Choose two different ones."))
        return
    one, other = every[first].plan, every[second].plan
    found = sitting.compared.between(one, other, language())
    names = Names(other.cohort, one.cohort, hidden=frame.names_are_hidden())
    st.html(markup.paragraph(" · ".join(differences.facts(one, other, found)), "m-lead"))
    differences.side_by_side(found, names)
    differences.everything(found, names)
