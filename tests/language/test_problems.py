"""What is wrong with input is said in the language of those who read it, all of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.alike import Line
from matcher.errors import Problem, Severity
from matcher.language import Language, words_in
from matcher.language.problems import line_in_words, message_in_words, remedy_in_words
from matcher.language.problems.saying import is_known

ENGLISH, FRENCH = words_in(Language.ENGLISH), words_in(Language.FRENCH)
PACKAGE = Path(__file__).parent.parent.parent / "matcher"

PLACES = "\0"
FILLED = ("text", "", "this is blank", "kept", "; it looks like text", "text. Check the year.")
"""What is put in the places of a sentence: it has to be known with one of these in all of them."""

OF_WORDS = {
    *("book", "answers.py", "duplicates.py", "encodings.py", "guide.py", "mapping_text.py"),
    *("meanings.py", "protected.py", "synonyms.py", "weekdays.py"),
}
"""Modules and folders of files that hold words that people write, or texts that are no problems."""
OF_PROBLEMS_TOO = {
    "no answer is known by this word",
    "an x can mean yes or no here",
    "this does not say which days are left out",
    "this leaves no day of the week",
    "names alike (\0 %)",
}
"""Sentences that are looked for in such modules all the same, as a sample of them."""
PARTS = {
    "has not consented": "X has not consented",
    "Ask for their consent": "Ask for their consent, or name somebody else.",
    "Add return=\0 before": "Add return=X before, or name somebody else.",
    "\0, or name somebody else.": "Ask for their consent, or name somebody else.",
}
"""Parts of a sentence -> a whole one."""
NOT_SAID = {
    "no cell can hold \0",
    "a change is a text or a Change, not \0",
    "in quotation marks",
    "a whole number",
    "Cleaned | Refused | None",
}
"""What tells programmers, or is put together with what is known."""


def problem(**values: object) -> Problem:
    given = {"file": "a.csv", "message": "this is blank", "remedy": "Check the year."}
    return Problem.model_validate(given | values)


def french(text: str) -> str:
    return message_in_words(problem(message=text), FRENCH)


def literals(path: Path) -> Iterator[str]:
    """Yield what a module may say, in the order of its lines, with `PLACES` for what differs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.JoinedStr):
            skipped.update(node.values)
        if isinstance(node, ast.Call) and _name(node) in ("say", "say_many", "to_say", "compile"):
            skipped.update(node.args[:2] if _name(node) == "say_many" else node.args[:1])
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.strip()
        if isinstance(node, ast.JoinedStr):
            pieces = [
                str(part.value) if isinstance(part, ast.Constant) else PLACES
                for part in node.values
            ]
            yield "".join(pieces).strip()


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def is_sentence(text: str) -> bool:
    return len(re.findall(r"(?<![^\s;“\"])[A-Za-z']+(?=[\s,.;:]|$)", text)) >= 3


def is_covered(text: str) -> bool:
    if text in PARTS or text in NOT_SAID:
        return True
    return any(is_known(text.replace(PLACES, filled).strip()) for filled in FILLED)


@pytest.mark.parametrize("folder", ["files", "changes"])
def test_every_sentence_on_problems_is_known(folder: str) -> None:
    root = PACKAGE / folder
    paths = [
        path
        for path in sorted(root.rglob("*.py"))
        if not OF_WORDS.intersection(path.relative_to(root).parts)
    ]
    said = [text for path in paths for text in literals(path) if is_sentence(text)]
    assert len(said) > 90
    assert [text for text in said if not is_covered(text)] == []
    assert [whole for whole in PARTS.values() if not is_known(whole)] == []


@pytest.mark.parametrize("text", sorted(OF_PROBLEMS_TOO))
def test_sentences_beside_lists_of_words_are_known_too(text: str) -> None:
    assert is_covered(text)


def test_what_is_only_nearly_a_sentence_of_ours_is_not_known() -> None:
    assert not is_known("Write a poem about it.")
    assert not is_known("this is a new fault")
    assert not is_known("this is a new fault; it counts as no")
    assert not is_covered(f"this is a new fault in {PLACES}")


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Write one of yes, no, or leave it blank.", None),
        (
            "there are about 131,072 lines; at most 9,000 are read",
            "il y a environ 131\u202f072 lignes ; 9\u202f000 au plus sont lues",
        ),
        (
            "Did you mean P07? Write the id as it stands in participants.",
            "Vouliez-vous dire P07 ? Écrivez l'identifiant comme dans participants.",
        ),
        (
            "workshop 3 is fixed on Tue 13 Apr 2027",
            "l'atelier 3 est fixé le mar. 13 avr. 2027",
        ),
        (
            "this column is not one of those that are used; it is kept; “nam?” looks like name "
            "(86 %)",
            "cette colonne n'est pas une de celles qui servent ; elle est gardée ; « nam? » "
            "ressemble à name (86 %)",
        ),
        (
            "lock=A+B and forbid=A+B contradict each other: A and B cannot be both kept together "
            "and never paired",
            "lock=A+B et forbid=A+B se contredisent : A et B ne peuvent pas à la fois rester "
            "ensemble et ne jamais former un binôme",
        ),
        ("P1 may not join P2+H3: no language in common", None),
    ],
)
def test_sentences_are_said_with_what_stands_in_them(english: str, expected: str | None) -> None:
    said = french(english)
    assert said != english
    assert expected in (None, said)
    assert message_in_words(problem(message=english), ENGLISH) == english


def test_what_may_stand_in_a_list_is_said_in_full() -> None:
    wanted = (
        "Write a list with ; between its items, each of them a whole number from 1 to 5, or leave "
        "it blank."
    )
    assert remedy_in_words(problem(remedy=wanted), FRENCH) == (
        "Écrivez une liste dont les éléments sont séparés par ;, chacun d'eux étant un nombre "
        "entier de 1 à 5, ou laissez la cellule vide."
    )
    assert remedy_in_words(problem(remedy="Write lock=ID+ID."), FRENCH) == "Écrivez lock=ID+ID."


def test_a_name_with_a_full_stop_in_it_does_not_tear_a_sentence() -> None:
    assert french('in this list "St. Olave" cannot stand') == (
        "« St. Olave » ne peut pas figurer dans cette liste"
    )


def test_a_sentence_that_is_not_known_stays_beside_those_that_are() -> None:
    assert french("Mend the roof. Check the year.") == "Mend the roof. Vérifiez l'année."
    assert french("{odd} braces") == "{odd} braces"


def test_rows_in_which_the_same_was_put_right_are_named() -> None:
    one = problem(severity=Severity.REPAIRED, row=2)
    line = Line(one, rows=(2, 3, 4), times=214)
    assert line_in_words(line, ENGLISH) == "this is blank, in 214 rows (2, 3, 4, …)"
    assert line_in_words(line, FRENCH) == "cette cellule est vide, dans 214 lignes (2, 3, 4, …)"
    assert line_in_words(Line(one), ENGLISH) == "this is blank"
