"""What is wrong in the files, each thing with a way to its row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from matcher.alike import shortened
from matcher.drafts import Step
from matcher.errors import Severity, how_many
from matcher.export.csv_text import csv_text
from matcher.export.tables import Table
from matcher.files.findings import HIDDEN
from matcher.files.mapping import FILES
from matcher.language.problems import line_in_words, message_in_words, remedy_in_words
from matcher.language.words import to_say
from matcher.ui import frame, markup
from matcher.ui.data import other_files, places
from matcher.ui.data.places import Place
from matcher.ui.masking import masked
from matcher.ui.speech import say, say_many, spoken
from matcher.wording import capitalised, sentence

if TYPE_CHECKING:
    from matcher.errors import Problem
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

MOST_LISTED = 25
PROPOSED = re.compile(r"Did you mean [“\"]?([^?“”\"]+)[”\"]?\?")
ONE_OF = re.compile(r"^Write one of ([^,.]+(?:, [^,.]+)+)\.")
OR_BLANK = ", or leave it blank"
MOST_PROPOSED = 4
APPLIED = to_say("{column}: “{value}” put in row {row} of {table}")


def show(sitting: Sitting, files: Files) -> None:
    """Show errors, then warnings, then what was put right while reading."""
    if not files.found.problems:
        st.html(markup.paragraph(say("Nothing is wrong with these files."), "m-lead"))
        return
    _group(sitting, files, Severity.ERROR)
    _group(sitting, files, Severity.WARNING)
    _repairs(files)


def _group(sitting: Sitting, files: Files, severity: Severity) -> None:
    those = [one for one in files.found.problems if one.severity is severity]
    if not those:
        return
    number = how_many(those, severity)
    if severity is Severity.ERROR:
        title = say_many("✕ {number} error to put right", "✕ {number} errors to put right", number)
    else:
        title = say_many("! {number} thing to look at", "! {number} things to look at", number)
    st.header(title, anchor=False)
    key = f"problems_{severity.value}"
    listed: int = st.session_state.get(key, MOST_LISTED)
    for place, problem in enumerate(those[:listed]):
        _problem(sitting, files, problem, f"{severity.value}_{place}")
    if len(those) > MOST_LISTED:
        _more(files, those, listed, number, key)


def _more(files: Files, those: list[Problem], listed: int, number: int, key: str) -> None:
    """Offer the next ones of a long list, and all of it as a file."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(those) > listed:
            left = number - listed
            said = say_many(
                "{number} more is not shown yet.", "{number} more are not shown yet.", left
            )
            st.html(markup.paragraph(said, "m-quiet"), width="content")
            if st.button(say("Show more"), key=f"{key}_more"):
                st.session_state[key] = listed + MOST_LISTED
                st.rerun()
        st.download_button(
            say("All of them as CSV"),
            _as_csv(files, those),
            f"{key}.csv",
            "text/csv",
            key=f"{key}_csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _as_csv(files: Files, those: list[Problem]) -> bytes:
    words = spoken()
    columns = (
        say("File"),
        say("Row"),
        say("Column"),
        say("What is wrong"),
        say("What to do"),
    )
    rows = [
        (
            one.file,
            one.row,
            one.column,
            said(files, one),
            masked(remedy_in_words(one, words)),
        )
        for one in those
    ]
    return csv_text(Table(columns, list(rows))).encode()


def _problem(sitting: Sitting, files: Files, problem: Problem, key: str) -> None:
    with st.container(border=True, key=f"problem_{key}"):
        st.html(
            markup.paragraph(where(problem), "m-quiet")
            + markup.paragraph(said(files, problem))
            + markup.paragraph(masked(remedy_in_words(problem, spoken())), "m-quiet")
        )
        with st.container(horizontal=True):
            place = place_of(files, problem)
            if place is not None:
                st.button(
                    say("Go to row {row}", row=place.row),
                    key=f"go_{key}",
                    on_click=places.open_row,
                    args=(place,),
                )
            if _is_of_another_name(files, problem.file):
                st.button(
                    say("Say what this file is"), key=f"is_{key}", on_click=places.open_headings
                )
            proposal(sitting, files, problem, f"apply_{key}")
        other_files.show(sitting, files, problem, key)


def _is_of_another_name(files: Files, file: str) -> bool:
    """Return whether a file, or a sheet, may be one of ours under another name."""
    return file.removesuffix(".csv") in files.found.recognised.suggestions.get(FILES, {})


def proposal(sitting: Sitting, files: Files, problem: Problem, key: str) -> None:
    """Offer what the remedy proposes, where it names values for one cell."""
    place = place_of(files, problem)
    if place is None or place.column is None or not problem.value:
        return
    at = files.draft.place(place.sheet, place.column, files.found)
    sheet = files.draft.sheet(place.sheet)
    if at is None or sheet is None or places.is_hidden(files, sheet, sheet.header[at]):
        return
    text = sheet.cell(place.row, at)
    if problem.value not in text:
        return
    for number, proposed in enumerate(proposed_in(problem.remedy)):
        label = markup.label(say("Use “{value}”", value=proposed))
        if st.button(label, key=f"{key}_{number}"):
            value = text.replace(problem.value, proposed)
            draft = files.draft.with_sheet(sheet.with_cell(place.row, at, value))
            values = {"column": place.column, "value": value}
            values |= {"row": str(place.row), "table": sheet.name}
            sitting.edit(draft, Step(APPLIED, values))
            st.rerun()


def proposed_in(remedy: str) -> list[str]:
    """Return the few values that a remedy names; none where it names many, or a kind of value."""
    found = PROPOSED.search(remedy)
    if found is not None:
        return [found[1]]
    options = ONE_OF.search(remedy)
    named = [] if options is None else options[1].removesuffix(OR_BLANK).split(", ")
    return named if len(named) <= MOST_PROPOSED else []


def place_of(files: Files, problem: Problem) -> Place | None:
    """Return the row that a problem is about, where there is one."""
    if problem.row is None or files.draft.sheet(problem.file) is None:
        return None
    return Place(problem.file, problem.row, problem.column)


def where(problem: Problem) -> str:
    """Return where a problem stands, as one reads a place in a spreadsheet."""
    parts = [problem.file]
    if problem.row is not None:
        parts.append(say("row {row}", row=problem.row))
    if problem.column:
        parts.append(problem.column)
    return " · ".join(parts)


def said(files: Files, problem: Problem) -> str:
    """Return what is wrong, with what stands there; no names where ids stand for them."""
    value = _shown_value(files, problem)
    message = capitalised(message_in_words(problem, spoken()))
    text = sentence(f"{message}: “{value}”" if value else message)
    if problem.more:
        text += " " + say_many(
            "{number} more of this kind.", "{number} more of this kind.", problem.more
        )
    return masked(text)


def _shown_value(files: Files, problem: Problem) -> str | None:
    sheet = files.draft.sheet(problem.file)
    hidden = sheet is not None and places.is_hidden(files, sheet, problem.column or "")
    return HIDDEN if hidden and problem.value else problem.value


def _repairs(files: Files) -> None:
    those = [one for one in files.found.problems if one.severity is Severity.REPAIRED]
    if not those:
        return
    number = how_many(those, Severity.REPAIRED)
    label = say_many(
        "✓ {number} thing was put right while reading",
        "✓ {number} things were put right while reading",
        number,
    )
    with st.expander(label):
        rows = []
        for line in shortened(those).shown:
            one = line.problem
            sheet = files.draft.sheet(one.file)
            hidden = sheet is not None and places.is_hidden(files, sheet, one.column or "")
            before, after = (HIDDEN, HIDDEN) if hidden else (one.value or "", one.after or "")
            told = masked(sentence(line_in_words(line, spoken())))
            rows.append((where(one), masked(before), masked(after), told))
        columns = (say("Where"), say("As it stands"), say("Read as"), say("What was put right"))
        st.html(markup.table(columns, rows, say("What was put right while reading")))
    if frame.names_are_hidden():
        st.caption(say("Names are hidden here while ids stand for them."))
