"""Rules: every setting with its meaning and its default, and what follows as they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes.setting_values import setting_of
from matcher.export.names import Names
from matcher.files.meanings import section_meaning, setting_meaning, unmarked
from matcher.files.settings import keys
from matcher.language.allowed_in_words import allowed_in_words
from matcher.language.settings_in_words import setting_in_words, value_in_words
from matcher.programme import Programme
from matcher.ui import frame, markup
from matcher.ui import words as words_of
from matcher.ui.rules import fields, room_parts
from matcher.ui.sittings.rules_desk import RulesDesk, desk_of, is_changed, rules_changed_since
from matcher.ui.speech import say, say_many, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.ui.sittings.sittings import Sitting

FIRST = (
    "programme.pairs",
    "workshops.count",
    "programme.start",
    "programme.end",
    "workshops.min_gap_days",
    "workshops.max_gap_days",
    "workshops.weekdays",
    "pairing.fairness",
)
"""What people change most."""
WEIGHTS = "weights"
FIND, ONLY_CHANGED, SECTION = "rules_find", "rules_changed", "rules_section_"
MOST_NAMED = 6


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    if sitting is None:
        st.title(say("No cohort is open"), anchor=False)
        st.html(markup.paragraph(say("Open a cohort to see and change its rules."), "m-lead"))
        if st.button(say("Open a cohort"), type="primary", key="to_start"):
            frame.go_to("start")
        return
    desk = desk_of(sitting)
    st.title(say("The rules"), anchor=False)
    lead = say(
        "What a plan must keep to, and what makes it a good one. What you change counts at once; "
        "your files stay as they are."
    )
    st.html(markup.paragraph(lead, "m-lead"))
    _since_the_plan(sitting)
    _to_put_right(sitting, desk)
    with st.container(key="rules_room"):
        room_parts.counts(desk.room(sitting.cohort), sitting.cohort)
    room_parts.what_is_taken(desk.room(sitting.cohort))
    shown = _tools(sitting, desk)
    if shown is None:
        _sections(desk)
    else:
        _found(desk, shown)


def _since_the_plan(sitting: Sitting) -> None:
    """Say where the plan at hand was made under other rules."""
    changed = rules_changed_since(sitting)
    if not changed or sitting.job is None or sitting.job.plan is None:
        return
    then, now = sitting.job.plan.cohort.programme, sitting.cohort.programme
    words = spoken()
    told = [
        say(
            "{setting}: {old} → {new}",
            setting=setting_in_words(key, words),
            old=value_in_words(setting_of(then, key), words),
            new=value_in_words(setting_of(now, key), words),
        )
        for key in changed[:MOST_NAMED]
    ]
    more = len(changed) - MOST_NAMED
    if more > 0:
        told.append(say_many("{number} more", "{number} more", more))
    with st.container(border=True, key="rules_since"):
        st.html(
            markup.paragraph(say("The plan at hand was made under other rules."), "m-lead")
            + markup.bullets(told)
        )
        if st.button(say("Plan again"), type="primary", key="plan_again"):
            if frame.sittings().start(sitting):
                frame.go_to("plan")
            st.warning(say("Other plans are being made on this computer. Try again in a moment."))


def _to_put_right(sitting: Sitting, desk: RulesDesk) -> None:
    """Say what is wrong; the rules that count are the last ones in which nothing was."""
    words = spoken()
    names = Names(sitting.cohort, hidden=frame.names_are_hidden())
    lines = [
        say(
            "{setting}: {allowed}",
            setting=setting_in_words(key, words),
            allowed=allowed_in_words(key, said, words),
        )
        for key, said in desk.wrong.items()
    ]
    lines += [
        say("{change}: this was decided before, and these rules do not allow it.", change=one)
        for one in (words_of.change(made, names) for made in desk.refused)
    ]
    if lines:
        said = say_many(
            "✕ {number} thing to put right", "✕ {number} things to put right", len(lines)
        )
        kept = say("Until then, the rules from before count. What you typed stays here.")
        st.html(
            f'<div role="alert" class="m-wrong">{markup.paragraph(said, "m-lead")}'
            f"{markup.bullets(lines)}{markup.paragraph(kept, 'm-quiet')}</div>"
        )


def _tools(sitting: Sitting, desk: RulesDesk) -> list[str] | None:
    """Offer undo and a search; return the settings that are looked for, if any are."""
    typed = st.text_input(
        say("Find a setting"),
        key=FIND,
        icon=":material/search:",
        placeholder=say("such as weekday"),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        only_changed = st.toggle(say("Only what differs from the default"), key=ONLY_CHANGED)
        st.button(
            say("Undo the last change"),
            key="rules_undo",
            icon=":material/undo:",
            disabled=not desk.can_undo,
            on_click=desk.undo,
            args=(sitting,),
        )
    wanted = typed.casefold().split()
    if not wanted and not only_changed:
        return None
    return [
        key
        for key in keys()
        if all(word in _said_of(key).casefold() for word in wanted)
        and (not only_changed or is_changed(key, desk.values))
    ]


def _said_of(key: str) -> str:
    """Return all that is said of a setting, in which one may look for words."""
    section, _, name = key.partition(".")
    words = spoken()
    called = f"{setting_in_words(key, words)} {setting_in_words(section, words)}"
    return f"{key} {called} {say(setting_meaning(section, name))}"


def _found(desk: RulesDesk, found: list[str]) -> None:
    st.header(
        say_many("{number} setting found", "{number} settings found", len(found)), anchor=False
    )
    if not found:
        st.html(markup.paragraph(say("Try another word, or show all settings."), "m-quiet"))
    by_section: dict[str, list[str]] = {}
    for key in found:
        by_section.setdefault(key.partition(".")[0], []).append(key)
    for section, those in by_section.items():
        st.subheader(setting_in_words(section, spoken()), anchor=False)
        fields.show(desk, those)


def _sections(desk: RulesDesk) -> None:
    """Show what people change most, and the rest one click below."""
    words = spoken()
    st.header(say("What people change most"), anchor=False)
    fields.show(desk, FIRST)
    st.header(setting_in_words(WEIGHTS, words), anchor=False)
    st.html(markup.paragraph(_about(WEIGHTS), "m-quiet"))
    fields.show(desk, _of(WEIGHTS))
    st.header(say("All other rules"), anchor=False)
    for section in Programme.model_fields:
        those = [key for key in _of(section) if key not in FIRST]
        if section == WEIGHTS or not those:
            continue
        changed = sum(is_changed(key, desk.values) for key in those)
        title = setting_in_words(section, words)
        if changed:
            title = say_many(
                "{title}: {number} differs from its default",
                "{title}: {number} differ from their defaults",
                changed,
                title=title,
            )
        is_wrong = bool(desk.wrong.keys() & {*those, section})
        # A closed one is left empty: a hundred fields that nobody looks at take a second.
        part = st.expander(
            markup.label(title), is_wrong, key=f"{SECTION}{section}", on_change="rerun"
        )
        if part.open:
            with part:
                st.html(markup.paragraph(_about(section), "m-quiet"))
                fields.show(desk, those)


def _of(section: str) -> Iterable[str]:
    return [key for key in keys() if key.startswith(f"{section}.")]


def _about(section: str) -> str:
    return unmarked(say(section_meaning(section)))
