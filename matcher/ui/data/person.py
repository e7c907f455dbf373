"""When one person can come, as a form: a choice of words for each date."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Step
from matcher.files.cells import DATE, unescape
from matcher.files.columns import AVAILABILITY
from matcher.language.words import to_say
from matcher.ui import frame, markup
from matcher.ui.data import places
from matcher.ui.data.places import Place
from matcher.ui.speech import day, say, spoken

if TYPE_CHECKING:
    from matcher.drafts import Draft, DraftSheet
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

STATES = {
    "": to_say("· not answered"),
    "yes": to_say("✓ yes"),
    "if_needed": to_say("~ if needed"),
    "no": to_say("✕ no"),
}
ANSWERED = to_say("Dates of {person} changed")


def show(sitting: Sitting, files: Files) -> None:
    """Choose somebody and a month, and show their answers."""
    people = files.draft.sheet("participants")
    if people is None or not people.rows:
        st.html(markup.paragraph(say("Nobody is in these files yet."), "m-lead"))
        return
    ids = _ids(files, people)
    if not ids:
        st.html(markup.paragraph(say("Nobody has an id yet. Give ids in the table."), "m-lead"))
        return
    called = {who: _called(files, people, who, row) for who, row in ids.items()}
    chosen = st.selectbox(
        say("Person"), list(ids), format_func=called.__getitem__, key="data_person"
    )
    st.button(
        say("Open this person's other answers"),
        key="person_row",
        on_click=places.open_row,
        args=(Place(people.name, ids[chosen]),),
    )
    answers = files.draft.sheet(AVAILABILITY)
    dates = {} if answers is None else _dates(files, answers)
    if answers is None or not dates:
        st.html(
            markup.paragraph(
                say("No dates were asked for. Begin the table availability under Tables."), "m-lead"
            )
        )
        return
    months = sorted({one.replace(day=1) for one in dates})
    month = st.selectbox(
        say("Month"), months, format_func=lambda one: f"{spoken().month(one)} {one.year}"
    )
    those = [one for one in sorted(dates) if one.replace(day=1) == month]
    _form(sitting, files, answers, chosen, {one: dates[one] for one in those})


def _ids(files: Files, people: DraftSheet) -> dict[str, int]:
    """Return the row of each person by their id."""
    at = files.draft.place(people.name, "person_id", files.found)
    if at is None:
        return {}
    return {people.cell(row, at): row for row, _ in people.rows if people.cell(row, at).strip()}


def _called(files: Files, people: DraftSheet, who: str, row: int) -> str:
    at = files.draft.place(people.name, "name", files.found)
    if at is None or frame.names_are_hidden() or not people.cell(row, at):
        return who
    return f"{people.cell(row, at)} ({who})"


def _is_long(files: Files, answers: DraftSheet) -> bool:
    """Return whether each row holds one answer, rather than all of one person."""
    return all(
        files.draft.place(answers.name, name, files.found) is not None for name in ("date", "state")
    )


def _dates(files: Files, answers: DraftSheet) -> dict[datetime.date, str]:
    """Return each date that was asked for, and how it is written there."""
    if _is_long(files, answers):
        at = files.draft.place(answers.name, "date", files.found)
        texts = [] if at is None else [answers.cell(row, at) for row, _ in answers.rows]
    else:
        texts = [unescape(heading) for heading in answers.header]
    read = ((DATE.read(text.strip()), text) for text in dict.fromkeys(texts))
    return {one: text for one, text in read if isinstance(one, datetime.date)}


def _form(
    sitting: Sitting,
    files: Files,
    answers: DraftSheet,
    who: str,
    dates: dict[datetime.date, str],
) -> None:
    now = {one: _state(files, answers, who, text) for one, text in dates.items()}
    with st.form(f"dates_{who}_{id(files.draft)}"), st.container(horizontal=True):
        chosen = {}
        for one, state in now.items():
            options = list(dict.fromkeys((*STATES, state)))
            chosen[one] = st.selectbox(
                day(one),
                options,
                index=options.index(state),
                format_func=lambda option: say(STATES[option]) if option in STATES else option,
                key=f"state_{who}_{one}_{id(files.draft)}",
                width=170,
            )
        kept = st.form_submit_button(say("Keep these dates"), type="primary", key="dates_keep")
    if not kept:
        return
    draft = files.draft
    for one, state in chosen.items():
        if state != now[one]:
            draft = _with_state(files, draft, who, dates[one], state)
    sitting.edit(draft, Step(ANSWERED, {"person": who}))
    st.rerun()


def _state(files: Files, answers: DraftSheet, who: str, date: str) -> str:
    """Return what somebody answered; as they typed it where it is no word of ours."""
    at = _place(files, answers, who, date)
    text = "" if at is None else answers.cell(*at).strip()
    folded = text.casefold().replace(" ", "_")
    return folded if folded in STATES else text


def _place(files: Files, answers: DraftSheet, who: str, date: str) -> tuple[int, int] | None:
    """Return the cell of somebody's answer for a date; nothing where there is none yet."""
    found, draft, name = files.found, files.draft, answers.name
    person = draft.place(name, "person_id", found)
    if person is None:
        return None
    rows = [row for row, _ in answers.rows if answers.cell(row, person).strip() == who]
    if not _is_long(files, answers):
        at = answers.place(date)
        return (rows[0], at) if rows and at is not None else None
    when, state = draft.place(name, "date", found), draft.place(name, "state", found)
    if when is None or state is None:
        return None
    return next(((row, state) for row in rows if answers.cell(row, when) == date), None)


def _with_state(files: Files, draft: Draft, who: str, date: str, state: str) -> Draft:
    """Return the draft with an answer changed, in a row more where there was none."""
    answers = draft.sheet(AVAILABILITY)
    assert answers is not None
    at = _place(files, answers, who, date)
    if at is not None:
        return draft.with_sheet(answers.with_cell(*at, state))
    row = len(answers.cells) + 1
    person = draft.place(answers.name, "person_id", files.found)
    if person is None:
        return draft
    if not _is_long(files, answers):
        rows = [one for one, _ in answers.rows if answers.cell(one, person).strip() == who]
        row = rows[0] if rows else row
        return draft.with_sheet(answers.with_cell(row, person, who).with_cell(row, date, state))
    when = draft.place(answers.name, "date", files.found)
    column = draft.place(answers.name, "state", files.found)
    if when is None or column is None:
        return draft
    changed = answers.with_cell(row, person, who).with_cell(row, when, date)
    return draft.with_sheet(changed.with_cell(row, column, state))
