"""The parts of a plan on the page: workshops, pairs, the waiting list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.ui import markup, words
from matcher.ui.plan import attendance, calendar, cards, care_parts, pairing_map
from matcher.ui.plan.timeline import in_words, strip
from matcher.ui.sortable import sortable
from matcher.ui.speech import say, say_many, spoken
from matcher.ui.view import ShownPair, ShownWorkshop, shown_pairs, shown_workshops
from matcher.ui.why import page as why_page
from matcher.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort
    from matcher.plans import Plan
    from matcher.ui.sortable import Row

Repair = tuple[str, tuple[str, ...]]
"""What changes do and give, and the changes."""


def facts(plan: Plan) -> None:
    """Show what the plan is worth, in a line."""
    if plan.objective is None:
        return
    paired = plan.cohort.programme.pairing.form_pairs
    shown = [
        say_many("{number} point in all", "{number} points in all", plan.objective.total),
        *([say("lowest fit {fit} of 1000", fit=plan.objective.worst_fit)] if paired else []),
        say_many("{number} person waiting", "{number} people waiting", len(plan.waiting)),
        say("found in {seconds} s", seconds=spoken().number(round(plan.provenance.seconds, 1))),
    ]
    st.html(markup.line(shown, "m-facts"))


AS_CHANGES = re.compile(r" \((?:[a-z_]+=\S+ ?)+\)$")
"""How the command line is told of the same changes."""


def reasons(plan: Plan) -> None:
    """Show why there is no plan, or none with more pairs, and what would help."""
    if not plan.reasons:
        return
    st.html(markup.bullets(words.reason(reason.text) for reason in plan.reasons))
    plain = [reason for reason in plan.reasons if not reason.changes]
    remedies = [words.remedy(remedy) for reason in plain for remedy in reason.remedies]
    if remedies:
        st.header(say("What would help"), anchor=False)
        st.html(markup.bullets(remedies))


def tried_repairs(plan: Plan) -> list[Repair]:
    """Return the changes that a plan itself tells of, with which there would be one."""
    return [
        (remedy, changes)
        for reason in plan.reasons
        for remedy, changes in zip(reason.remedies, reason.changes, strict=False)
    ]


def repairs(offered: list[Repair]) -> tuple[str, ...] | None:
    """Show each change with which a plan was found; return the one that is to be tried."""
    if not offered:
        return None
    st.header(say("Tried, and possible"), anchor=False)
    tried = None
    for place, (said, changes) in enumerate(offered):
        if st.button(
            words.remedy(AS_CHANGES.sub("", said)),
            key=f"try_{place}",
            help=say("Make the plan with this change"),
        ):
            tried = changes
    st.caption(say("Your files stay as they are, and you can go back."))
    return tried


def all_parts(plan: Plan, *, hide_names: bool) -> None:
    """Show the workshops, the pairs, the waiting list, and the way on."""
    names = Names(plan.cohort, hidden=hide_names)
    if plan.workshops:
        _workshops(plan.cohort, shown_workshops(plan, names))
    _pairs(plan.cohort, shown_pairs(plan, names))
    _waiting(plan, names)
    care_parts.unplaced(plan, names)
    _more(plan, names)


def _workshops(cohort: Cohort, workshops: list[ShownWorkshop]) -> None:
    st.header(say("Workshops"), anchor=False)
    theme = st.context.theme.type or "light"
    st.vega_lite_chart(
        spec=strip(cohort, workshops, theme),
        width="stretch",
        theme=None,
        alt=in_words(workshops),
    )
    if any(not row.area for row in cohort.calendar):
        st.caption(say("Grey above the months: days that your calendar closes, or asks to avoid."))
    who = capitalised(words.who(cohort))
    columns = {
        say("Workshop"): [one.number for one in workshops],
        say("Date"): [one.day for one in workshops],
        say("After"): [one.gap for one in workshops],
        who: [one.attendance for one in workshops],
        say("Cannot come"): [", ".join(one.absent) for one in workshops],
    }
    named = {
        say("Venue"): [one.venue for one in workshops],
        say("Facilitators"): [", ".join(one.facilitators) for one in workshops],
    }
    columns |= {heading: cells for heading, cells in named.items() if any(cells)}
    rows = list(zip(*columns.values(), strict=True))
    st.html(markup.table(list(columns), rows, say("The workshops")))


def _pairs(cohort: Cohort, pairs: list[ShownPair]) -> None:
    sides = words.sides(cohort)
    if not cohort.programme.pairing.form_pairs:
        st.header(say("People"), anchor=False)
        people = [(*one.people, one.attends) for one in pairs]
        st.html(markup.table((*sides, say("Attends")), people, say("The people")))
        return
    st.header(say("Pairs"), anchor=False)
    cards.show(pairs)
    with st.expander(say("The pairs as a table")):
        has_projects = any(pair.project for pair in pairs)
        columns = (*([say("Project")] if has_projects else []), *sides, say("Fit"), say("Attends"))
        rows: list[Row] = [
            (*([p.project] if has_projects else []), *p.people, p.fit, p.attends) for p in pairs
        ]
        sortable("pairs", columns, rows, say("The pairs"))


def _more(plan: Plan, names: Names) -> None:
    """Show what else belongs to a plan, one part at a time; a part is made when it is opened."""
    parts: dict[str, Callable[[], None]] = {}
    if plan.workshops:
        parts[say("Attendance")] = lambda: attendance.show(plan, names)
        parts[say("Calendar")] = lambda: calendar.show(plan)
    if any(pair.facilitator for pair in plan.pairs) or plan.catch_ups:
        parts[say("Check-ins")] = lambda: _meetings(plan, names)
    if plan.cohort.programme.pairing.form_pairs:
        parts[say("Who could go with whom")] = lambda: pairing_map.show(plan, names)
    if not parts:
        return
    st.header(say("More about this plan"), anchor=False)
    tabs = st.tabs(list(parts), on_change="rerun", key="plan_parts")
    for tab, show in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                show()


def _meetings(plan: Plan, names: Names) -> None:
    care_parts.check_ins(plan, names)
    care_parts.catch_ups(plan, names)


def _waiting(plan: Plan, names: Names) -> None:
    if not plan.waiting:
        return
    st.header(say("Waiting list: {number}", number=len(plan.waiting)), anchor=False)
    rows: list[Row] = [(names.person(one.person), words.reason(one.reason)) for one in plan.waiting]
    with st.expander(say("Who waits, and why"), expanded=len(rows) <= 5):
        sortable("waiting", (say("Who"), say("Why")), rows, say("The waiting list"))
        who = [one.person for one in plan.waiting]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                say("Somebody who waits"),
                who,
                format_func=names.person,
                key=f"waits_{names.hidden}",
                width=320,
            )
            if st.button(say("What would a place cost?"), key="price_of_place") and chosen:
                why_page.about(chosen)
