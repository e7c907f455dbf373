"""Who comes to which workshop, with signs and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.dates import Code, answers
from matcher.export import tables
from matcher.language.words import to_say
from matcher.ui.plan.care_parts import called
from matcher.ui.sortable import sortable
from matcher.ui.speech import day, say

if TYPE_CHECKING:
    from matcher.export.names import Names
    from matcher.plans import Plan
    from matcher.ui.sortable import Row

OF_PAIRS = {
    tables.BOTH: to_say("✓ yes"),
    tables.IF_NEEDED: to_say("◐ if needed"),
    tables.MISSED: to_say("✕ cannot"),
    tables.REMOTE: to_say("✓ one from home"),
    tables.REMOTE_IF_NEEDED: to_say("◐ if needed, one from home"),
}
OF_PEOPLE = {
    Code.YES: to_say("✓ yes"),
    Code.IF_NEEDED: to_say("◐ if needed"),
    Code.NO: to_say("✕ cannot"),
    Code.UNKNOWN: to_say("? not answered"),
}
PAIRS, PEOPLE = "pairs", "people"


def show(plan: Plan, names: Names) -> None:
    """Show the pairs, or everybody who applied, by workshop."""
    paired = plan.cohort.programme.pairing.form_pairs
    whose = PEOPLE
    if paired:
        said = {PAIRS: say("Pairs"), PEOPLE: say("Everybody who applied")}
        whose = st.radio(
            say("Whose attendance"),
            list(said),
            format_func=said.__getitem__,
            horizontal=True,
            key="whose_attendance",
        )
    head = [f"{one.number}. {day(one.date)}" for one in plan.workshops]
    first = say("Pair") if whose == PAIRS else say("Person")
    rows = of_pairs(plan, names) if whose == PAIRS else of_people(plan, names)
    sortable(f"attendance_{whose}", [first, *head], rows, say("Attendance"))


def of_pairs(plan: Plan, names: Names) -> list[Row]:
    """Return each pair, and how it comes to each workshop."""
    table = tables.attendance(plan)
    places = [i for i, name in enumerate(table.columns) if name.startswith("workshop_")]
    return [
        (called(pair, names), *(say(OF_PAIRS[row[i]]) if row[i] else "" for i in places))
        for pair, row in zip(plan.pairs, table.rows, strict=True)
    ]


def of_people(plan: Plan, names: Names) -> list[Row]:
    """Return everybody who applied, and what they answered for each workshop."""
    people = [one for one in plan.cohort.people if one.is_applicant]
    grid = answers(plan.cohort, people, [one.date for one in plan.workshops])
    return [
        (names.person(one.person_id), *(say(OF_PEOPLE[Code(code)]) for code in row))
        for one, row in zip(people, grid.tolist(), strict=True)
    ]
