"""Problems on a page: errors first, and of many alike the first few."""

from __future__ import annotations

import pytest

from matcher.errors import Problem, Severity
from matcher.language import Language
from matcher.ui import markup, speech


def problem(row: int, severity: Severity = Severity.ERROR, message: str = "wrong") -> Problem:
    return Problem(file="a.csv", row=row, message=message, remedy="Mend it.", severity=severity)


def test_errors_stand_before_warnings() -> None:
    shown = markup.problems([problem(1, Severity.WARNING, "odd"), problem(2)])
    assert shown.index("Wrong.") < shown.index("Odd.")


def test_many_problems_of_one_kind_do_not_fill_the_page() -> None:
    shown = markup.problems([problem(row) for row in range(100_000)])
    assert shown.count("Wrong.") == 20
    assert "99,980 more of this kind" in shown


def test_what_people_wrote_keeps_its_points() -> None:
    assert "From 1..2." in markup.problems([problem(1, message="from 1..2")])


def test_problems_are_said_in_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "language", lambda: Language.FRENCH)
    given = Problem(file="a.csv", row=3, message="nobody has this id", remedy="Check the year.")
    shown = markup.problems([given])
    assert "Personne n&#x27;a cet identifiant." in shown
    assert "Vérifiez l&#x27;année." in shown
