"""What people read: their own words unharmed, and every problem shown or counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import Problem
from matcher.files import Inspection
from matcher.language import Language, words_in
from matcher.talk_of_problems import say_problems, say_verdict
from matcher.wording import sentence

Read = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def problem(**values: object) -> Problem:
    given = {"file": "a.csv", "message": "this is wrong", "remedy": "Mend it."}
    return Problem.model_validate(given | values)


@pytest.mark.parametrize(
    "text", ["ends in \\", "\\\\two", "[bold]x[/]", "[/]", ":smile:", "2027-04-01..2027-04-19"]
)
def test_what_people_wrote_is_shown_as_they_wrote_it(capsys: Read, text: str) -> None:
    say_problems([problem(value=text, remedy=f"Write {text}")], to_stdout=True)
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.endswith(f"error a.csv {text} this is wrong. Write {text}")
    say_verdict(Path(text), Inspection(None, ()))
    assert capsys.readouterr().err.startswith(f"{Path(text)}: 0 errors")


def test_a_sentence_has_one_full_stop() -> None:
    assert sentence("this is wrong") == "this is wrong."
    assert sentence("write 1..2.") == "write 1..2."
    assert str(problem(message="a plan of 1..2.")) == "a.csv: a plan of 1..2. Mend it."


def test_many_alike_are_shortened_with_the_way_to_see_them_all(capsys: Read) -> None:
    many = [problem(row=row) for row in range(2, 502)]
    say_problems([*many, problem(message="another fault")], to_stdout=True)
    shown = capsys.readouterr().out
    assert shown.count("this is wrong") == 20
    assert "… and 480 more of this kind." in shown
    assert "another fault" in shown
    assert "matcher check COHORT --json" in shown
    say_verdict(Path("a"), Inspection(None, tuple(many)))
    assert "500 errors" in capsys.readouterr().err


def test_few_problems_need_no_hint(capsys: Read) -> None:
    say_problems([problem()], to_stdout=True)
    assert "--json" not in capsys.readouterr().out


def test_the_same_repair_in_many_rows_is_one_line_and_all_are_counted(capsys: Read) -> None:
    given = {"value": "✓", "after": "yes", "severity": "repaired", "remedy": ""}
    many = [problem(row=row, column="2027-03-02", **given) for row in range(2, 216)]
    many[-1] = many[-1].model_copy(update={"more": 12_340})
    say_problems(many, to_stdout=True)
    shown = " ".join(capsys.readouterr().out.split())
    assert "2027-03-02 ✓ → yes this is wrong, in 214 rows (2, 3, 4, …)." in shown
    assert "… and 12,340 more of this kind." in shown
    assert "To see every one, but for 12,340 that are only counted: matcher check" in shown
    say_verdict(Path("a"), Inspection(None, tuple(many)))
    assert "12,554 repairs" in capsys.readouterr().err


def test_problems_and_what_came_of_a_check_are_said_in_french(capsys: Read) -> None:
    french = words_in(Language.FRENCH)
    wrong = problem(message="nobody has this id", remedy="Keep one of the rows.", row=3)
    say_problems([wrong], french, to_stdout=True)
    shown = " ".join(capsys.readouterr().out.split())
    assert "Fichier Ligne Colonne Valeur Ce qui ne va pas, et que faire" in shown
    assert "erreur a.csv 3 personne n'a cet identifiant. Gardez une seule des lignes." in shown
    say_verdict(Path("a"), Inspection(None, (wrong,)), french)
    assert capsys.readouterr().err.startswith("a : 1 erreur, 0 avertissement. Rien ne peut")
