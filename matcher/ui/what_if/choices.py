"""The plan as menus: behind each pair, person and workshop, what may happen to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import markup
from matcher.ui.speech import day as day_in_words
from matcher.ui.speech import say, say_many
from matcher.ui.what_if import forms as what_if_forms
from matcher.ui.what_if import joining
from matcher.ui.what_if.trying import try_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.export.names import Names
    from matcher.plans import Pair, Workshop
    from matcher.ui.sittings.trials import Trial

MOST_SHOWN = 24
"""So many menus are shown at once; a name that is typed finds the others."""

PAIRS, WAITING, WORKSHOPS, CLOSURES = "pairs", "waiting", "workshops", "closures"
JOINING, RULES = "joining", "rules"
"""The parts of the plan that can be changed."""

Menu = tuple[str, str, dict[str, str]]
"""Its key, what it stands for, and the changes that it offers with their words."""


def show(trial: Trial, names: Names) -> None:
    """Show one part of the plan at a time."""
    parts = _parts(trial)
    labels = {key: label for key, (label, _) in parts.items()}
    part = st.pills(
        say("What changes?"),
        list(labels),
        format_func=labels.__getitem__,
        default=PAIRS,
        key="what_if_part",
        wrap=True,
    )
    if part is None:
        st.caption(say("Choose above what changes."))
    else:
        parts[part][1](trial, names)


def _parts(trial: Trial) -> dict[str, tuple[str, Callable[[Trial, Names], None]]]:
    plan = trial.plan
    paired = plan.cohort.programme.pairing.form_pairs
    parts: dict[str, tuple[str, Callable[[Trial, Names], None]]] = {
        PAIRS: (say("Pairs") if paired else say("People"), _pairs)
    }
    if plan.waiting:
        parts[WAITING] = say("Waiting"), _waiting
    if plan.workshops:
        parts[WORKSHOPS] = say("Workshops"), _workshops
    if plan.cohort.venues or plan.cohort.facilitators:
        parts[CLOSURES] = say("Places and facilitators"), what_if_forms.closures
    parts[JOINING] = say("Somebody new"), joining.form
    parts[RULES] = say("Rules"), what_if_forms.rules
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
    if trial.plan.cohort.programme.pairing.form_pairs:
        what_if_forms.two_people(trial, names)


def _workshops(trial: Trial, names: Names) -> None:
    _menus(trial, [_of_workshop(workshop, names) for workshop in trial.plan.workshops])
    what_if_forms.another_day(trial)
    what_if_forms.other_answer(trial, names)


def _of_pair(pair: Pair, names: Names) -> Menu:
    offered = {}
    if pair.professional is not None:
        two = f"{pair.patient}+{pair.professional}"
        offered = {
            f"lock={two}": say("Keep them together"),
            f"forbid={two}": say("Never pair these two"),
        }
    if pair.third is not None:
        third = names.person(pair.third)
        offered[f"leave={pair.third}"] = say("{person} is no longer the third", person=third)
    title = " + ".join(names.person(one) for one in pair.members)
    return "+".join(pair.members), title, {**offered, **_leaving(pair.members, names)}


def _leaving(people: list[str] | tuple[str, ...], names: Names) -> dict[str, str]:
    left = {f"withdraw={one}": say("{person} has left", person=names.person(one)) for one in people}
    paused = {f"pause={one}": say("{person} pauses", person=names.person(one)) for one in people}
    return {**left, **paused}


def _of_workshop(workshop: Workshop, names: Names) -> Menu:
    day = workshop.date.isoformat()
    offered = {
        f"date={workshop.number}:{day}": say("Keep it on this day"),
        f"block={day}": say("No workshop on this day"),
    }
    if workshop.venue is not None:
        closed = say("{venue} is closed on this day", venue=names.venue(workshop.venue))
        offered[f"venue_closed={workshop.venue}@{day}"] = closed
    for one in workshop.facilitators:
        away = say("{person} is away on this day", person=names.facilitator(one))
        offered[f"facilitator_away={one}@{day}"] = away
    title = say("Workshop {number}: {day}", number=workshop.number, day=day_in_words(workshop.date))
    return f"workshop_{workshop.number}", title, offered


def _menus(trial: Trial, menus: list[Menu]) -> None:
    """Show a menu for each; of many, those whose title holds what somebody types."""
    if len(menus) > MOST_SHOWN:
        typed = st.text_input(say("Find a name"), key="what_if_find").casefold().strip()
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
            try_changes(trial, [chosen])
    more = len(menus) - MOST_SHOWN
    if more > 0:
        st.caption(
            say_many(
                "{number} more: type part of a name to find them.",
                "{number} more: type part of a name to find them.",
                more,
            )
        )
    elif not menus:
        st.caption(say("Nobody of this name is in the plan."))
