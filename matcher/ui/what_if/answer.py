"""What follows from the changes: the difference side by side, and who must be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.comparing.differences import Fate
from matcher.comparing.tables import told_csv
from matcher.export.names import Names
from matcher.language import Language, words_in
from matcher.repairing.telling import parts, repair_lines
from matcher.ui import frame, markup, words
from matcher.ui.downloads import file_stem
from matcher.ui.plan import parts as plan_parts
from matcher.ui.sittings.trials import Question
from matcher.ui.what_if.frontier_chart import Point, chart, in_words

if TYPE_CHECKING:
    from matcher.comparing.differences import Comparison
    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting
    from matcher.ui.sittings.trials import Trial

PICKED = "what_if_picked"
WAYS = {"lock": "a new partner", "join": "a place in a pair", "pause": "a pause"}
PLACES = {"placed": "has a place", "waiting": "waits", "none": "does not take part"}


def show(sitting: Sitting, trial: Trial) -> None:
    """Show the answer; of several plans, the one that is picked."""
    assert trial.job is not None
    place = _picked(trial)
    plan = trial.job.plans[place]
    if plan.objective is None:
        st.html(markup.paragraph(words.headline(plan), "m-lead"))
        plan_parts.reasons(plan)
        return
    found = trial.comparison(place)
    names = Names(plan.cohort, trial.plan.cohort, hidden=frame.names_are_hidden())
    st.html(markup.paragraph(" · ".join(_facts(trial.plan, plan, found)), "m-lead"))
    _proof(trial, plan, stopped=trial.job.was_stopped)
    _side_by_side(found, names)
    _told(plan, found, names)
    if not names.hidden:
        with st.expander("Everything that differs"):
            st.html(markup.bullets(found.lines("en")))
    if st.button("Keep this plan", type="primary", key="keep"):
        sitting.keep(plan)
        frame.go_to("plan")
    st.caption("It becomes the plan here, and you can go back. Your files stay as they are.")


def _proof(trial: Trial, plan: Plan, *, stopped: bool) -> None:
    """Show what is proven of a plan."""
    if trial.question is Question.LEAST:
        st.html(markup.bullets(repair_lines(plan, words_in(Language.ENGLISH))))
    else:
        proven, sentence = words.verdict(plan, stopped=stopped)
        st.html(markup.verdict(plan.status, proven, sentence))


def _picked(trial: Trial) -> int:
    """Let one of several plans be picked; return its place."""
    assert trial.job is not None
    plans = trial.job.plans
    if len(plans) == 1:
        if trial.question is Question.BETWEEN:
            st.html(markup.paragraph("Changing more, within what was tried, gains nothing."))
        return 0
    names = Names(plans[0].cohort, trial.plan.cohort, hidden=frame.names_are_hidden())
    points = [_point(number, one, trial, names) for number, one in enumerate(plans, start=1)]
    if trial.question is Question.BETWEEN:
        _chart(points)
    picked = st.radio(
        "Pick one",
        range(len(plans)),
        key=f"{PICKED}_{trial.question}",
        format_func=lambda place: markup.label(points[place].said),
    )
    return picked or 0


def _chart(points: list[Point]) -> None:
    shown = chart(points, st.context.theme.type or "light")
    st.altair_chart(
        shown,
        width="stretch",
        theme=None,
        alt=in_words(points),
        key="what_if_chart",
        on_select=_pick_from_chart,
    )


def _pick_from_chart() -> None:
    """Pick what was clicked on the chart."""
    rows = st.session_state["what_if_chart"]["selection"].get("pick") or []
    if rows:
        st.session_state[f"{PICKED}_{Question.BETWEEN}"] = int(rows[0]["number"]) - 1


def _point(number: int, plan: Plan, trial: Trial, names: Names) -> Point:
    assert plan.objective is not None
    assert plan.disturbances is not None
    found = plan.disturbances
    said = ", ".join(parts(found, words_in(Language.ENGLISH))) or "nothing that people know changes"
    if trial.question is Question.WAYS:
        last = plan.cohort.changes[-1]
        said = f"{WAYS[last.kind]} ({words.change(last, names)}); {said}"
    return Point(
        number=number,
        disturbed=found.new_partners + found.places_lost,
        dates=found.dates_moved,
        total=plan.objective.total,
        said=f"{number}. {plan.objective.total:,} points: {said}",
    )


def _facts(before: Plan, after: Plan, found: Comparison) -> list[str]:
    """Return what differs, in short."""
    assert before.objective is not None
    assert after.objective is not None
    if not found.differs:
        return ["Nothing differs"]
    old, new = before.objective, after.objective
    made, gone = len(found.of_pairs(Fate.MADE)), len(found.of_pairs(Fate.GONE))
    moved = sum("date" in one.changes for one in found.workshops)
    share = 100 * (new.total - old.total) / old.total if old.total else 0.0
    total = words.pairs(after.cohort, new.pairs)
    change = f"{abs(share):.1f} % {'less' if share < 0 else 'more'}"
    return [
        total if old.pairs == new.pairs else f"{old.pairs} → {total}",
        f"{made} new and {gone} gone" if made or gone else "everybody stays together",
        f"{words.count(moved, 'date')} {'moves' if moved == 1 else 'move'}"
        if moved
        else "no date moves",
        f"total {old.total:,} → {new.total:,} ({change})",
        f"lowest fit {old.worst_fit} → {new.worst_fit}",
        f"{len(found.told)} to be told" if found.told else "nobody to be told",
    ]


def _side_by_side(found: Comparison, names: Names) -> None:
    people = [
        (
            names.person(one.person),
            _standing(one.role_before, one.partners_before, names),
            _standing(one.role_after, one.partners_after, names),
        )
        for one in found.people
    ]
    if people:
        st.html(markup.table(("Who", "Now", "Then"), people, "People whose place changes"))
    days = [
        (
            one.number,
            words.day(one.date_before) if one.date_before else "none",
            words.day(one.date_after) if one.date_after else "none",
        )
        for one in found.workshops
        if "date" in one.changes
    ]
    if days:
        st.html(markup.table(("Workshop", "Now", "Then"), days, "Workshops that move"))


def _standing(role: str, partners: tuple[str, ...], names: Names) -> str:
    if partners:
        return "with " + " and ".join(names.person(one) for one in partners)
    return PLACES.get(role, role)


def _told(plan: Plan, found: Comparison, names: Names) -> None:
    """Show who must be told what, and let the list be taken away."""
    if not found.told:
        st.html(markup.paragraph("Nobody needs to be told anything."))
        return
    number = words.count(len(found.told), "message")
    with st.expander(f"Who must be told: {number}", expanded=len(found.told) <= 6):
        if names.hidden:
            rows = [(one.id, words.count(len(one.changes), "thing")) for one in found.told]
            st.html(markup.table(("Who", "How much changes"), rows, "Who must be told"))
            st.caption("What they are told holds names: show names to read and download it.")
            return
        said = [(one.name or one.id, one.text) for one in found.told]
        st.html(markup.table(("Who", "What"), said, "Who must be told what"))
        st.download_button(
            "The list (.csv)",
            told_csv(found),
            f"{file_stem(plan)}-to-tell.csv",
            "text/csv",
            key="download_told",
            on_click="ignore",
            icon=":material/download:",
        )
