"""Two plans side by side: the difference in a line, in tables, and who must be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.comparing.differences import Fate
from matcher.comparing.tables import told_csv
from matcher.language.labels import placed
from matcher.ui import markup
from matcher.ui.downloads import file_stem
from matcher.ui.speech import day, language, say, say_many, spoken

if TYPE_CHECKING:
    from matcher.comparing.differences import Comparison
    from matcher.export.names import Names
    from matcher.plans import Plan

MOST_OPEN = 6
"""So many messages are shown without a click."""


def facts(before: Plan, after: Plan, found: Comparison) -> list[str]:
    """Return what differs, in short."""
    assert before.objective is not None
    assert after.objective is not None
    if not found.differs:
        return [say("Nothing differs")]
    old, new = before.objective, after.objective
    made, gone = len(found.of_pairs(Fate.MADE)), len(found.of_pairs(Fate.GONE))
    number, pairs = spoken().number, placed(new.pairs, after.cohort, spoken())
    return [
        pairs if old.pairs == new.pairs else f"{number(old.pairs)} → {pairs}",
        say("{made} new and {gone} gone", made=made, gone=gone)
        if made or gone
        else say("everybody stays together"),
        dates_moved(found),
        say(
            "total {old} → {new} ({change})",
            old=number(old.total),
            new=number(new.total),
            change=_share(old.total, new.total),
        ),
        say("lowest fit {old} → {new}", old=old.worst_fit, new=new.worst_fit),
        people_told(found),
    ]


def dates_moved(found: Comparison) -> str:
    """Return how many workshops are on other dates."""
    moved = sum("date" in one.changes for one in found.workshops)
    if not moved:
        return say("no date moves")
    return say_many("{number} date moves", "{number} dates move", moved)


def people_told(found: Comparison) -> str:
    """Return how many must be told something."""
    if not found.told:
        return say("nobody to be told")
    return say_many("{number} person to be told", "{number} to be told", len(found.told))


def _share(old: int, new: int) -> str:
    if not old or old == new:
        return say("the same")
    share = spoken().percent(abs(new - old) / abs(old))
    return say("{share} less", share=share) if new < old else say("{share} more", share=share)


def side_by_side(found: Comparison, names: Names) -> None:
    """Show people whose place changes, and workshops that move."""
    headings = (say("Now"), say("Then"))
    people = [
        (
            names.person(one.person),
            _standing(one.role_before, one.partners_before, names),
            _standing(one.role_after, one.partners_after, names),
        )
        for one in found.people
    ]
    if people:
        title = say("People whose place changes")
        st.html(markup.table((say("Who"), *headings), people, title))
    days = [
        (
            one.number,
            day(one.date_before) if one.date_before else say("none"),
            day(one.date_after) if one.date_after else say("none"),
        )
        for one in found.workshops
        if "date" in one.changes
    ]
    if days:
        st.html(markup.table((say("Workshop"), *headings), days, say("Workshops that move")))


def _standing(role: str, partners: tuple[str, ...], names: Names) -> str:
    if partners:
        return say("with {people}", people=spoken().listed(map(names.person, partners)))
    places = {
        "placed": say("has a place"),
        "waiting": say("waits"),
        "none": say("does not take part"),
    }
    return places.get(role, role)


def told(plan: Plan, found: Comparison, names: Names) -> None:
    """Show who must be told what, and let the list be taken away."""
    if not found.told:
        st.html(markup.paragraph(say("Nobody needs to be told anything.")))
        return
    title = say_many(
        "Who must be told: {number} message", "Who must be told: {number} messages", len(found.told)
    )
    with st.expander(title, expanded=len(found.told) <= MOST_OPEN):
        if names.hidden:
            rows = [
                (one.id, say_many("{number} thing", "{number} things", len(one.changes)))
                for one in found.told
            ]
            headings = (say("Who"), say("How much changes"))
            st.html(markup.table(headings, rows, say("Who must be told")))
            st.caption(say("What they are told holds names: show names to read and download it."))
            return
        said = [(one.name or one.id, one.text) for one in found.told]
        st.html(markup.table((say("Who"), say("What")), said, say("Who must be told what")))
        st.download_button(
            say("The list (.csv)"),
            told_csv(found),
            f"{file_stem(plan)}-to-tell.csv",
            "text/csv",
            key="download_told",
            on_click="ignore",
            icon=":material/download:",
        )


def everything(found: Comparison, names: Names) -> None:
    """Show every difference in sentences; they hold names."""
    if not names.hidden:
        with st.expander(say("Everything that differs")):
            st.html(markup.bullets(found.lines(language().value)))
