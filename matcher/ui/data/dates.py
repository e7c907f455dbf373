"""Who can come when: everybody by every day, in words, to be changed in place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from matcher.drafts import Step
from matcher.drafts.answering import answering, with_answers
from matcher.language.words import to_say
from matcher.ui import markup
from matcher.ui.arriving import heard
from matcher.ui.data import people
from matcher.ui.speech import day, say
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.drafts import Draft
    from matcher.drafts.answering import Answering
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

STATES = {
    "": to_say("· not answered"),
    "yes": to_say("✓ yes"),
    "if_needed": to_say("~ if needed"),
    "no": to_say("✕ no"),
}
DATES_CHANGED = to_say("{number} answers for dates changed")
MOUNT, MORE_DAYS = "dates_mount", "dates_more"
PEOPLE_SHOWN = 50


@dataclass(frozen=True)
class Mount:
    """What a grid began from, so that it stays in place while somebody edits it.

    Attributes
    ----------
    base
        The files as they were when the grid was drawn first; the grid holds all edits since.
    now
        What the edits have led to; with other files another grid is drawn.
    shown
        Which people and days it shows.
    number
        Tells it from other grids.
    """

    base: Files
    now: Draft
    shown: tuple[object, ...]
    number: int


def show(sitting: Sitting, files: Files) -> None:
    """Show the grid, and how to ask for more days."""
    said = answering(files.draft, files.found)
    if files.draft.sheet("availability") is not None and not said.can_be_changed:
        st.html(markup.paragraph(say("The table of answers has errors: put these right first.")))
        return
    days = days_of(said)
    called = people.called(files)
    everybody = [*called, *(one for one in said.answers if one not in called)]
    if not days or not everybody:
        nobody = say("Nobody is in these files yet.")
        no_days = say("Nobody was asked for dates yet. Add the first day.")
        st.html(markup.paragraph(no_days if everybody else nobody, "m-lead"))
    else:
        shown = _wanted({who: called.get(who, who) for who in everybody})
        _grid(sitting, files, shown, days)
        st.caption(
            say(
                "A blank never counts as yes. Whoever has no answer at all for a day counts by the "
                "weekdays they named. “One person” has the same answers as a plain form."
            )
        )
    if everybody:
        _one_more_day()


def in_words(state: str) -> str:
    """Return an answer in words, with a sign; as it stands where it is no word of ours."""
    return say(STATES[state]) if state in STATES else state


def days_of(said: Answering) -> tuple[datetime.date, ...]:
    """Return the days that people were asked for, and those to ask for from now on."""
    return tuple(sorted({*said.days, *st.session_state.get(MORE_DAYS, ())}))


def _wanted(called: dict[str, str]) -> dict[str, str]:
    """Return the people to show: those who are looked for, a screenful at a time."""
    words = plain(st.text_input(say("Find people"), key="dates_find", icon=":material/search:"))
    those = [who for who, name in called.items() if words in plain(name)]
    pages = max(1, -(-len(those) // PEOPLE_SHOWN))
    page = 1
    if pages > 1:
        st.session_state["dates_page"] = min(st.session_state.get("dates_page", 1), pages)
        label = say("Page, of {number}", number=pages)
        page = int(st.number_input(label, 1, pages, step=1, key="dates_page", format="%d"))
    those = those[(page - 1) * PEOPLE_SHOWN : page * PEOPLE_SHOWN]
    return {who: called[who] for who in those}


def _grid(
    sitting: Sitting, files: Files, called: dict[str, str], days: Sequence[datetime.date]
) -> None:
    import pandas as pd

    mount = _mounted(files, (tuple(called.values()), tuple(days), say("Person")))
    said = answering(mount.base.draft, mount.base.found)
    rows = [[in_words(said.answers.get(who, {}).get(one, "")) for one in days] for who in called]
    names = [one.isoformat() for one in days]
    others = sorted({cell for row in rows for cell in row})
    options = list(dict.fromkeys((*map(in_words, STATES), *others)))
    configured: dict[str, Any] = {
        one.isoformat(): st.column_config.SelectboxColumn(
            day(one), options=options, required=True, width=110
        )
        for one in days
    }
    key = f"dates_grid_{mount.number}"
    st.data_editor(
        pd.DataFrame(
            rows, index=pd.Index(list(called.values()), name=say("Person")), columns=names
        ),
        key=key,
        num_rows="fixed",
        width="stretch",
        column_config={"_index": st.column_config.TextColumn(disabled=True), **configured},
        on_change=heard(_take),
        args=(sitting, mount, key, tuple(called)),
    )


def _mounted(files: Files, shown: tuple[object, ...]) -> Mount:
    """Return the grid that is there, or another one where it shows other things."""
    mount: Mount | None = st.session_state.get(MOUNT)
    if mount is None or mount.now is not files.draft or mount.shown != shown:
        mount = Mount(files, files.draft, shown, 1 if mount is None else mount.number + 1)
        st.session_state[MOUNT] = mount
    return mount


def _take(sitting: Sitting, mount: Mount, key: str, everybody: Sequence[str]) -> None:
    """Put what was chosen into the files at once."""
    edited: dict[Any, dict[str, str]] = st.session_state[key].get("edited_rows", {})
    meant = {in_words(state): state for state in STATES}
    new = {
        (everybody[int(row)], datetime.date.fromisoformat(column)): meant[text]
        for row, cells in edited.items()
        for column, text in cells.items()
        if text in meant
    }
    files = sitting.open_files()
    draft = with_answers(files.draft, files.found, new)
    sitting.edit(draft, Step(DATES_CHANGED, {"number": len(new)}))
    st.session_state[MOUNT] = Mount(mount.base, draft, mount.shown, mount.number)


def _one_more_day() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.date_input(say("One more day"), value=None, key="dates_day", width=200)
        st.button(
            say("Ask for this day too"),
            key="dates_add",
            icon=":material/add:",
            on_click=_add_day,
            disabled=chosen is None,
        )


def _add_day() -> None:
    chosen = st.session_state.get("dates_day")
    if isinstance(chosen, datetime.date):
        st.session_state[MORE_DAYS] = {*st.session_state.get(MORE_DAYS, ()), chosen}
