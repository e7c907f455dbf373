"""What is wrong in the files that are no tables, to be put right beside the problem."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes.setting_values import read_setting
from matcher.drafts import Step
from matcher.errors import InputError
from matcher.files.cells import DATE
from matcher.files.columns import PROGRAMME
from matcher.files.mapping import MAPPING_FILE
from matcher.files.meanings import setting_meaning, unmarked
from matcher.files.settings import keys
from matcher.files.sources import CURRENT_PLAN_FILE, PROGRAMME_FILE
from matcher.language.words import to_say
from matcher.ui import fields, markup
from matcher.ui.arriving import heard
from matcher.ui.speech import say

if TYPE_CHECKING:
    from typing import Any

    from matcher.errors import Problem
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

SETTING_CHANGED = to_say("{setting} changed to {value}")
TEXT_CHANGED = to_say("Text of {file} changed")
PLAN_LEFT_OUT = to_say("The plan that was running left out")


def show(sitting: Sitting, files: Files, problem: Problem, key: str) -> None:
    """Show a field for a setting, or the text of a file in which something is wrong."""
    if problem.file == CURRENT_PLAN_FILE:
        st.button(
            say("Leave the running plan out"),
            key=f"no_plan_{key}",
            on_click=_leave_out,
            args=(sitting,),
        )
        return
    sheet = files.draft.sheet(problem.file)
    is_of_settings = problem.file == PROGRAMME_FILE or (sheet and sheet.table == PROGRAMME)
    if is_of_settings and problem.column in keys():
        _setting(sitting, problem, problem.column or "", f"set_{problem.column}_{key}")
    elif problem.file in (PROGRAMME_FILE, MAPPING_FILE) and problem.file in files.draft.texts:
        _text(sitting, files, problem.file, f"text_{key}")


def _setting(sitting: Sitting, problem: Problem, name: str, key: str) -> None:
    section, _, field = name.partition(".")
    about = unmarked(say(setting_meaning(section, field)))
    given: dict[str, Any] = {"key": key, "help": about, "width": 320, "on_change": heard(_set)}
    if keys()[name].cell is DATE:
        st.date_input(markup.label(name), value=None, args=(sitting, name, key), **given)
        return
    if key not in st.session_state:
        st.session_state[key] = problem.value or ""
    st.text_input(markup.label(name), args=(sitting, name, key), **given)


def _set(sitting: Sitting, name: str, key: str) -> None:
    """Put a setting into the files at once, also one that is wrong: that is told then."""
    given = st.session_state[key]
    if given is None:
        return
    value: object = given
    if not isinstance(given, datetime.date):
        try:
            value = read_setting(name, given.strip())
        except ValueError:
            value = given.strip()
    try:
        draft = sitting.open_files().draft.with_setting(name, value)
    except InputError as error:
        st.html(markup.problems(error.problems))
        return
    sitting.edit(draft, Step(SETTING_CHANGED, {"setting": name, "value": str(given)}))


def _text(sitting: Sitting, files: Files, name: str, key: str) -> None:
    with st.expander(say("Text of {file}", file=name)):
        st.text_area(
            say("Text of {file}", file=name),
            key=key,
            height=260,
            on_change=heard(_write),
            args=(sitting, name, key),
            **fields.kept(key, files.draft.texts[name]),
        )


def _write(sitting: Sitting, name: str, key: str) -> None:
    draft = sitting.open_files().draft.with_text(name, st.session_state[key])
    sitting.edit(draft, Step(TEXT_CHANGED, {"file": name}))


def _leave_out(sitting: Sitting) -> None:
    sitting.edit(sitting.open_files().draft.with_text(CURRENT_PLAN_FILE, None), Step(PLAN_LEFT_OUT))
