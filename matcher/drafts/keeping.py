"""A draft as JSON, to be kept in a database, and back."""

from __future__ import annotations

from typing import Any

from matcher.drafts.draft import Draft
from matcher.drafts.sheet import DraftSheet
from matcher.errors import MatcherError, Problem

FORMAT = "matcher-draft/1"


class DraftError(MatcherError):
    """This is no draft that this version reads."""


def to_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as values that JSON can hold."""
    return {
        "format": FORMAT,
        "sheets": [
            {"name": one.name, "table": one.table, "cells": [list(cells) for cells in one.cells]}
            for one in draft.sheets
        ],
        "texts": dict(draft.texts),
        "notes": [one.model_dump(mode="json") for one in draft.notes],
    }


def from_json(content: Any) -> Draft:
    """Return the draft of which `to_json` made these values.

    Raises
    ------
    DraftError
        When they are of another form.
    """
    try:
        if content["format"] != FORMAT:
            raise ValueError("another format")
        sheets = tuple(
            DraftSheet(one["name"], one["table"], tuple(map(tuple, one["cells"])))
            for one in content["sheets"]
        )
        notes = tuple(Problem.model_validate(one) for one in content["notes"])
        return Draft(sheets, content["texts"], notes)
    except (KeyError, TypeError, ValueError) as error:
        raise DraftError("What was kept is no draft that this version of Matcher reads.") from error
