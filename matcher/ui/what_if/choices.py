"""The plan as menus: behind each pair, person and workshop, what may happen to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import markup, words
from matcher.ui.what_if import forms as what_if_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.export.names import Names
    from matcher.plans import Pair, Workshop
    from matcher.ui.sittings.trials import Trial

MOST_SHOWN = 24
"""So many menus are shown at once; a name that is typed finds the others."""

Menu = tuple[str, str, dict[str, str]]
"""Its key, what it stands for, and the changes that it offers with their words."""


def show(trial: Trial, names: Names) -> None:
    """Show one part of the plan at a time."""
    parts = _parts(trial)
    part = st.pills(
        "What changes?", list(parts), default=next(iter(parts)), key="what_if_part", wrap=True
    )
    if part is None:
        st.caption("Choose above what changes.")
    else:
        parts[part](trial, names)


def _parts(trial: Trial) -> dict[str, Callable[[Trial, Names], None]]:
    paired = trial.plan.cohort.programme.pairing.form_pairs
    parts: dict[str, Callable[[Trial, Names], None]] = {"Pairs" if paired else "People": _pairs}
    if trial.plan.waiting:
        parts["Waiting"] = _waiting
    if trial.plan.workshops:
        parts["Workshops"] = _workshops
    if trial.plan.cohort.venues or trial.plan.cohort.facilitators:
        parts["Places and facilitators"] = what_if_forms.closures
    parts["Rules"] = what_if_forms.rules
    return parts


def _pairs(trial: Trial, names: Names) -> None:
    _menus(trial, [_of_pair(pair, names) for pair in trial.plan.pairs])
    if trial.plan.cohort.programme.pairing.form_pairs:
        what_if_forms.two_people(trial, names)


def _waiting(trial: Trial, names: Names) -> None:
    menus: list[Menu] = [
        (one.person, names.person(one.person), _leaving([one.person], names))
        for one in trial.plan.waiting
    ]
    _menus(trial, menus)


def _workshops(trial: Trial, names: Names) -> None:
    _menus(trial, [_of_workshop(workshop, names) for workshop in trial.plan.workshops])
    what_if_forms.another_day(trial)


def _of_pair(pair: Pair, names: Names) -> Menu:
    offered = {}
    if pair.professional is not None:
        two = f"{pair.patient}+{pair.professional}"
        offered = {f"lock={two}": "Keep them together", f"forbid={two}": "Never pair these two"}
    if pair.third is not None:
        offered[f"leave={pair.third}"] = f"{names.person(pair.third)} is no longer the third"
    title = " + ".join(names.person(one) for one in pair.members)
    return "+".join(pair.members), title, {**offered, **_leaving(pair.members, names)}


def _leaving(people: list[str] | tuple[str, ...], names: Names) -> dict[str, str]:
    said = {f"withdraw={one}": f"{names.person(one)} has left" for one in people}
    return {**said, **{f"pause={one}": f"{names.person(one)} pauses" for one in people}}


def _of_workshop(workshop: Workshop, names: Names) -> Menu:
    day = workshop.date.isoformat()
    offered = {
        f"date={workshop.number}:{day}": "Keep it on this day",
        f"block={day}": "No workshop on this day",
    }
    if workshop.venue is not None:
        closed = f"{names.venue(workshop.venue)} is closed on this day"
        offered[f"venue_closed={workshop.venue}@{day}"] = closed
    for one in workshop.facilitators:
        away = f"{names.facilitator(one)} is away on this day"
        offered[f"facilitator_away={one}@{day}"] = away
    title = f"Workshop {workshop.number}: {words.day(workshop.date)}"
    return f"workshop_{workshop.number}", title, offered


def _menus(trial: Trial, menus: list[Menu]) -> None:
    """Show a menu for each; of many, those whose title holds what somebody types."""
    if len(menus) > MOST_SHOWN:
        typed = st.text_input("Find a name", key="what_if_find").casefold().strip()
        menus = [menu for menu in menus if typed in menu[1].casefold()]
    for key, title, offered in menus[:MOST_SHOWN]:
        labels = {change: markup.label(said) for change, said in offered.items()}
        chosen = st.menu_button(
            markup.label(title),
            list(offered),
            key=f"menu_{key}",
            format_func=labels.__getitem__,
            width="stretch",
        )
        if chosen is not None:
            trial.add(chosen)
            st.rerun()
    more = len(menus) - MOST_SHOWN
    if more > 0:
        st.caption(f"{more:,} more: type part of a name to find them.")
    elif not menus:
        st.caption("Nobody of this name is in the plan.")
