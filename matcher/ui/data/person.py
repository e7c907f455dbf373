"""One person's answers as a plain form; whatever is chosen is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Step
from matcher.drafts.answering import answering, with_answers
from matcher.language.words import to_say
from matcher.ui import fields, markup
from matcher.ui.arriving import heard
from matcher.ui.data import dates, people, person_fields, places
from matcher.ui.data.places import Place
from matcher.ui.speech import day, say, spoken

if TYPE_CHECKING:
    import datetime

    from matcher.drafts.answering import Answering
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

DATE_CHANGED = to_say("{date} of {person} changed")


def show(sitting: Sitting, files: Files) -> None:
    """Choose somebody, and show what they answered."""
    sheet = files.draft.sheet(people.PARTICIPANTS)
    if sheet is None or not sheet.rows:
        st.html(markup.paragraph(say("Nobody is in these files yet."), "m-lead"))
        return
    rows = people.rows_by_id(files, sheet)
    if not rows:
        st.html(markup.paragraph(say("Nobody has an id yet. Give ids in the table."), "m-lead"))
        return
    called = people.called(files)
    if st.session_state.get("data_person") not in rows:
        st.session_state.pop("data_person", None)
    chosen = st.selectbox(
        say("Person"), list(rows), format_func=lambda who: called.get(who, who), key="data_person"
    )
    person_fields.show(sitting, files, sheet, chosen, rows[chosen])
    st.button(
        say("All answers of this person"),
        key="person_row",
        on_click=places.open_row,
        args=(Place(sheet.name, rows[chosen]),),
    )
    st.subheader(say("Dates"), anchor=False)
    _dates(sitting, files, chosen)


def _dates(sitting: Sitting, files: Files, who: str) -> None:
    said = answering(files.draft, files.found)
    days = dates.days_of(said)
    if not days:
        st.html(markup.paragraph(say("Nobody was asked for dates yet."), "m-quiet"))
        return
    months = sorted({one.replace(day=1) for one in days})
    month = st.selectbox(
        say("Month"),
        months,
        format_func=spoken().month,
        key="data_month",
    )
    with st.container(horizontal=True):
        for one in days:
            if one.replace(day=1) == month:
                _date(sitting, said, who, one)


def _date(sitting: Sitting, said: Answering, who: str, when: datetime.date) -> None:
    now = said.answers.get(who, {}).get(when, "")
    key = f"state_{who}_{when}"
    offered = list(dict.fromkeys((*dates.STATES, now)))
    st.selectbox(
        day(when),
        offered,
        format_func=dates.in_words,
        key=key,
        width=170,
        on_change=heard(_keep),
        args=(sitting, who, when, key),
        **fields.chosen(key, now, offered),
    )


def _keep(sitting: Sitting, who: str, when: datetime.date, key: str) -> None:
    """Put an answer at once into the files as they are now; others may have changed meanwhile."""
    files, state = sitting.open_files(), st.session_state[key]
    said = answering(files.draft, files.found)
    if said.answers.get(who, {}).get(when, "") == state:
        return
    draft = with_answers(files.draft, files.found, {(who, when): state})
    sitting.edit(draft, Step(DATE_CHANGED, {"date": when.isoformat(), "person": who}))
