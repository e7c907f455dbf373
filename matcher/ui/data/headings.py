"""What the headings of the files stand for, and choosing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Step
from matcher.files.columns import TABLE_NAMES
from matcher.files.mapping import FILES, targets
from matcher.files.synonyms import COLUMNS
from matcher.language.words import to_say
from matcher.ui import markup
from matcher.ui.data import places
from matcher.ui.speech import say

if TYPE_CHECKING:
    from matcher.drafts import DraftSheet
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

LEFT_OUT, AS_IT_IS = "", "?"
MEANT = to_say("“{heading}” of {table} now means {meaning}")
IGNORED = to_say("“{heading}” of {table} is left out")
FORGOTTEN = to_say("“{heading}” of {table} is kept as it is")


def show(sitting: Sitting, files: Files) -> None:
    """Show the headings that were guessed or not recognised, each with a choice."""
    about = say(
        "Headings with another name than the usual one. Change what was guessed wrongly; what is "
        "not recognised is kept beside the person or thing, and decides nothing."
    )
    st.html(markup.paragraph(about, "m-quiet"))
    any_shown = _files(sitting, files)
    for sheet in files.draft.sheets:
        those = _to_choose(files, sheet)
        if those:
            any_shown = True
            st.subheader(sheet.name, anchor=False)
            for heading, now in those.items():
                _choice(sitting, files, sheet.table, heading, now, targets(sheet.table))
    if not any_shown:
        st.html(markup.paragraph(say("Every heading has its usual name."), "m-lead"))


def _files(sitting: Sitting, files: Files) -> bool:
    """Let somebody say what files of other names are."""
    known = files.found.recognised
    those = {**known.suggestions.get(FILES, {}), **known.mapping.files}
    if those:
        st.subheader(say("Files and sheets"), anchor=False)
    for name in those:
        now = known.mapping.files.get(name, AS_IT_IS)
        _choice(sitting, files, FILES, name, now, TABLE_NAMES)
    return bool(those)


def _to_choose(files: Files, sheet: DraftSheet) -> dict[str, str]:
    """Return the headings of a table that have another name, and what each stands for now."""
    known = files.found.recognised
    meant = known.mapping.columns.get(sheet.table, {})
    others = {
        heading: now
        for heading, now in meant.items()
        if heading.casefold() not in COLUMNS.get(sheet.table, ()) and heading.casefold() != now
    }
    unknown = known.suggestions.get(sheet.table, {})
    return {**others, **{heading: AS_IT_IS for heading in unknown if heading not in others}}


def _choice(
    sitting: Sitting,
    files: Files,
    section: str,
    heading: str,
    now: str,
    possible: tuple[str, ...],
) -> None:
    options = list(dict.fromkeys((AS_IT_IS, LEFT_OUT, *possible, now)))
    words = {AS_IT_IS: say("not recognised"), LEFT_OUT: say("leave out")}
    chosen = st.selectbox(
        places.labelled(heading),
        options,
        index=options.index(now),
        format_func=lambda option: words.get(option, option),
        key=f"means_{section}_{heading}_{id(files.draft)}",
    )
    if chosen == now:
        return
    meant = None if chosen == AS_IT_IS else chosen
    said = FORGOTTEN if meant is None else MEANT if meant else IGNORED
    values = {"heading": heading, "table": section, "meaning": meant}
    sitting.edit(files.draft.with_meaning(section, heading, meant), Step(said, values))
    st.rerun()
