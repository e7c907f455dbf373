"""Approve and send: who answers for the plan, what goes out, and how it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.store.errors import StoreError
from matcher.ui import frame, markup
from matcher.ui.approve import deciding, history, messages, sending
from matcher.ui.cohorts import memory, telling
from matcher.ui.speech import say

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.store.cohorts import SavedCohorts
    from matcher.ui.sittings.sittings import Sitting


def show() -> None:
    """Show the page."""
    st.title(say("Approve and send"), anchor=False)
    sitting = frame.current()
    plan = None if sitting is None or sitting.job is None else sitting.job.plan
    if sitting is None:
        _first(say("Open a cohort and plan it; then people approve the plan here."), "start")
    elif sitting.is_running or plan is None:
        _first(say("There is no plan yet. Make it first; then people approve it here."), "plan")
    elif plan.objective is None:
        _first(say("There are no pairs and dates yet that could take effect."), "plan")
    else:
        _with_plan(sitting, plan)


def _first(said: str, page: str) -> None:
    """Say what comes first, with the way there."""
    st.html(markup.paragraph(said, "m-lead"))
    label = say("Open a cohort") if page == "start" else say("Go to the plan")
    if st.button(label, type="primary", key="to_first"):
        frame.go_to(page)


def _with_plan(sitting: Sitting, plan: Plan) -> None:
    names = Names(plan.cohort, hidden=frame.names_are_hidden())
    before = None
    try:
        kept = _brought_up_to_date(sitting)
        deciding.show(kept, sitting, plan)
        if kept is not None and sitting.saved is not None:
            before = kept.approved_before(sitting.saved.cohort.number, _number(sitting))
        messages.show(before, plan, names)
        sending.show(before, plan, names)
        if kept is not None and sitting.saved is not None:
            history.show(kept, sitting)
    except StoreError as error:
        telling.tell(error)


def _brought_up_to_date(sitting: Sitting) -> SavedCohorts | None:
    """Return what is kept, where the cohort that is open was ever saved."""
    return None if sitting.saved is None else memory.to_save()


def _number(sitting: Sitting) -> int | None:
    return None if sitting.saved is None else sitting.saved.cohort.current
