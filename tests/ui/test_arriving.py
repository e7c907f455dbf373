"""What is typed last is kept, whichever of two requests the app hears first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)

from matcher.ui import arriving

if TYPE_CHECKING:
    import pytest


def asked(page: str, *states: WidgetState) -> RerunData:
    return RerunData(widget_states=WidgetStates(widgets=states), page_script_hash=page)


def test_two_requests_that_are_taken_together_keep_every_field() -> None:
    arriving.keep_what_is_typed()
    typed = WidgetState(id="themes", string_value="sleep")
    pressed = WidgetState(id="button", trigger_value=False)
    older, newer = (WidgetState(id="language", string_value=one) for one in ("en", "fr"))
    requests = ScriptRequests()
    requests.request_rerun(asked("data", typed, pressed, older))
    requests.request_rerun(asked("plan", newer))
    taken = requests.on_scriptrunner_ready()
    assert taken.type is ScriptRequestType.RERUN
    assert taken.rerun_data.page_script_hash == "plan"
    assert taken.rerun_data.widget_states is not None
    states = {one.id: one.string_value for one in taken.rerun_data.widget_states.widgets}
    assert states == {"themes": "sleep", "language": "fr"}


def test_who_left_a_page_is_not_brought_back_by_what_they_typed_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[str | None] = []

    def run(page: str, *, typed: bool = False) -> None:
        monkeypatch.setattr(arriving, "_page", lambda: page)
        if typed:
            left()
        runs.append(arriving.left_page())

    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(arriving, "_page", lambda: "data")
    left = arriving.heard(lambda: None)
    run("data")
    run("data", typed=True)
    run("plan")
    run("data", typed=True)  # it was under way when the link was followed
    run("plan")
    run("data")
    run("plan", typed=True)  # both requests taken together
    assert runs == [None, None, None, "plan", None, None, None]
