"""What one person answered, a field each; whatever is typed is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from matcher.drafts import Step
from matcher.files.book.headings import Heading, headings
from matcher.files.book.shapes import NUMBERS
from matcher.files.cells import LIST_SEPARATOR, unescape
from matcher.files.columns import MOTIVATION
from matcher.files.contents import Contents
from matcher.files.synonyms import COLUMNS
from matcher.language.words import to_say
from matcher.programme import Weekday
from matcher.programme.labels import LabelSettings
from matcher.ui import fields, markup
from matcher.ui.arriving import heard
from matcher.ui.data import people, places
from matcher.ui.speech import say, spoken
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.drafts import DraftSheet
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

FIELDS = ("name", "side", "consent", "themes", "project_id", "weekdays")
"""What is asked for first, as far as the table has a column for it; then the statements."""

ANSWER_CHANGED = to_say("{column} of {person} changed")


def show(sitting: Sitting, files: Files, sheet: DraftSheet, who: str, row: int) -> None:
    """Show the fields of a person."""
    meanings = [
        "" if places.is_hidden(files, sheet, name) else places.meaning(files, sheet, name)
        for name in sheet.header
    ]
    statements = [one for one in meanings if one.casefold().startswith(MOTIVATION)]
    about = _about([one for one in (*FIELDS, *statements) if one in meanings], files)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for heading in about:
            at = meanings.index(heading.name)
            key = f"answer_{who}_{at}"
            label = markup.label(unescape(sheet.header[at]).strip())
            _field(heading, sheet.cell(row, at).strip(), label, key, (sitting, who, at))


def _about(names: list[str], files: Files) -> tuple[Heading, ...]:
    cohort = files.found.cohort
    labels = LabelSettings() if cohort is None else cohort.programme.labels
    own = frozenset(one for one in names if not _is_ours(one))
    return headings(Contents(people.PARTICIPANTS, tuple(names), own=own), labels, spoken())


def _is_ours(name: str) -> bool:
    return name in COLUMNS[people.PARTICIPANTS] or name.startswith(MOTIVATION)


def _field(heading: Heading, now: str, label: str, key: str, where: tuple[Any, ...]) -> None:
    given: dict[str, Any] = {"key": key, "help": heading.says or None, "on_change": heard(_keep)}
    if heading.name == "weekdays" and (days := _days(now)) is not None:
        short = dict(zip(Weekday, spoken().weekdays(), strict=True))
        st.pills(
            label,
            list(Weekday),
            selection_mode="multi",
            format_func=short.__getitem__,
            args=(key, *where),
            **fields.picked(key, days),
            **given,
        )
        return
    options = _options(heading)
    if options:
        stands = next((one for one in options if plain(one) == plain(now)), now)
        offered = list(dict.fromkeys((*options, stands)))
        st.selectbox(
            label,
            offered,
            format_func=lambda one: one or say("· not answered"),
            width=200,
            args=(key, *where),
            **fields.chosen(key, stands, offered),
            **given,
        )
        return
    st.text_input(label, width=320, args=(key, *where), **fields.kept(key, now), **given)


def _options(heading: Heading) -> tuple[str, ...]:
    """Return the words to choose from; nothing where somebody writes freely."""
    shape = heading.shape
    if heading.choices:
        return ("", *heading.choices)
    is_scale = shape.form in NUMBERS and shape.least == 1 and shape.most == 5
    return ("", *(str(number) for number in range(1, 6))) if is_scale else ()


def _days(text: str) -> list[Weekday] | None:
    """Return the weekdays in a cell; nothing where it holds something else."""
    known = {one.value.casefold(): one for one in Weekday}
    words = [one.strip().casefold() for one in text.split(LIST_SEPARATOR) if one.strip()]
    return [known[one] for one in words] if all(one in known for one in words) else None


def _keep(key: str, sitting: Sitting, who: str, at: int) -> None:
    """Put an answer at once into the files as they are now; others may have changed meanwhile."""
    files, value = sitting.open_files(), st.session_state[key]
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(day.value for day in Weekday if day in value)
    sheet, text = files.draft.sheet(people.PARTICIPANTS), str(value or "").strip()
    row = None if sheet is None else people.rows_by_id(files, sheet).get(who)
    if sheet is None or row is None or sheet.cell(row, at).strip() == text:
        return
    column = unescape(sheet.header[at]).strip()
    draft = files.draft.with_sheet(sheet.with_cell(row, at, text))
    sitting.edit(draft, Step(ANSWER_CHANGED, {"column": column, "person": who}))
