"""The Python interface is what the reference says, and a former name says what it is called now."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

import matcher

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.slow
def test_the_reference_is_what_the_docstrings_say_today() -> None:
    written = (DOCS / "reference.md").read_text("utf-8")
    today = runpy.run_path(str(DOCS / "write_reference.py"))["page"]()
    assert written == today, "run: python docs/write_reference.py"


def test_a_former_name_still_works_and_says_what_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(matcher._RENAMED, "former", ("plan", "9.0"))
    with pytest.warns(DeprecationWarning, match="matcher.former is matcher.plan now"):
        assert matcher.former is matcher.plan


def test_a_name_that_never_was_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        matcher.nonsense  # noqa: B018
