"""The way from other pages to What if, with a change that is tried at once."""

from __future__ import annotations

from matcher.ui import frame
from matcher.ui.sittings.trials import Question


def with_change(change: str) -> None:
    """Come to the page What if with a change to the plan: ``"lock=P07+H03"``.

    Where the change does not fit, the page says why.
    """
    sitting = frame.current()
    trial = None if sitting is None else sitting.trial()
    if trial is not None and trial.add(change):
        frame.sittings().work_out(trial, Question.AFRESH)
    frame.go_to("what-if")
