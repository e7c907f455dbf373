"""What follows from the changes: the difference side by side, and who must be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.language.words import to_say
from matcher.repairing.telling import parts, repair_lines
from matcher.ui import frame, markup, words
from matcher.ui.plan import parts as plan_parts
from matcher.ui.sittings.trials import Question
from matcher.ui.speech import language, say, spoken
from matcher.ui.what_if import differences, scenario_parts
from matcher.ui.what_if.frontier_chart import NAME, PICK, Point, chart, in_words

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting
    from matcher.ui.sittings.trials import Trial

PICKED = "what_if_picked"
WAYS = {
    "lock": to_say("a new partner"),
    "join": to_say("a place in a pair"),
    "pause": to_say("a pause"),
}


def show(sitting: Sitting, trial: Trial) -> None:
    """Show the answer; of several plans, the one that is picked."""
    assert trial.job is not None
    place = _picked(trial)
    plan = trial.job.plans[place]
    if plan.objective is None:
        st.html(markup.paragraph(words.headline(plan), "m-lead"))
        plan_parts.reasons(plan)
        return
    found = trial.comparison(place, language())
    names = Names(plan.cohort, trial.plan.cohort, hidden=frame.names_are_hidden())
    st.html(markup.paragraph(" · ".join(differences.facts(trial.plan, plan, found)), "m-lead"))
    _proof(trial, plan, stopped=trial.job.was_stopped)
    if st.button(say("Keep this plan"), type="primary", key="keep"):
        sitting.keep(plan)
        st.rerun()
    st.caption(say("It becomes the plan here, and you can go back. Your files stay as they are."))
    differences.side_by_side(found, names)
    differences.told(plan, found, names)
    differences.everything(found, names)
    scenario_parts.keep_form(sitting, trial, plan)


def _proof(trial: Trial, plan: Plan, *, stopped: bool) -> None:
    """Show what is proven of a plan."""
    if trial.question is Question.LEAST:
        st.html(markup.bullets(repair_lines(plan, spoken())))
    else:
        proven, sentence = words.verdict(plan, stopped=stopped)
        st.html(markup.verdict(plan.status, proven, sentence))


def _picked(trial: Trial) -> int:
    """Let one of several plans be picked; return its place."""
    assert trial.job is not None
    plans = trial.job.plans
    if len(plans) == 1:
        if trial.question is Question.BETWEEN:
            said = say("Changing more, within what was tried, gains nothing.")
            st.html(markup.paragraph(said))
        return 0
    names = Names(plans[0].cohort, trial.plan.cohort, hidden=frame.names_are_hidden())
    points = [_point(number, one, trial, names) for number, one in enumerate(plans, start=1)]
    key = f"{PICKED}_{trial.question}"
    if st.session_state.get(key) not in range(len(plans)):
        st.session_state[key] = 0
    if trial.question is Question.BETWEEN:
        _chart(points)
    labels = {place: markup.label(point.said) for place, point in enumerate(points)}
    picked = st.radio(say("Pick one"), list(labels), key=key, format_func=labels.__getitem__)
    return picked or 0


def _chart(points: list[Point]) -> None:
    shown = chart(points, spoken(), st.context.theme.type or "light")
    st.altair_chart(
        shown,
        width="stretch",
        theme=None,
        alt=in_words(points, spoken()),
        key=NAME,
        on_select=_pick_from_chart,
    )


def _pick_from_chart() -> None:
    """Pick what was clicked on the chart."""
    rows = st.session_state[NAME]["selection"].get(PICK) or []
    if rows:
        st.session_state[f"{PICKED}_{Question.BETWEEN}"] = int(rows[0]["number"]) - 1


def _point(number: int, plan: Plan, trial: Trial, names: Names) -> Point:
    assert plan.objective is not None
    assert plan.disturbances is not None
    found, total = plan.disturbances, spoken().number(plan.objective.total)
    what = ", ".join(parts(found, spoken())) or say("nothing that people know changes")
    said = say("{number}. {total} points: {what}", number=number, total=total, what=what)
    if trial.question is Question.WAYS:
        last = plan.cohort.changes[-1]
        said = say(
            "{number}. {way} ({change}), {total} points: {what}",
            number=number,
            way=say(WAYS[last.kind]),
            change=words.change(last, names),
            total=total,
            what=what,
        )
    return Point(
        number=number,
        disturbed=found.new_partners + found.places_lost,
        dates=found.dates_moved,
        total=plan.objective.total,
        said=said,
    )
