"""Problems, said in the language of those who read them.

A problem holds English sentences, made where it is found. The modules beside this one say what
they look like; a sentence that looks like none of them stays as it is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from matcher.language.languages import Language
from matcher.language.problems.allowed import ALLOWED
from matcher.language.problems.cells import CELLS
from matcher.language.problems.changes import CHANGES
from matcher.language.problems.cohorts import COHORTS
from matcher.language.problems.details import DETAILS
from matcher.language.problems.files import FILES
from matcher.language.problems.others import OTHERS
from matcher.language.problems.patterns import Patterns
from matcher.language.problems.settings import SETTINGS
from matcher.language.problems.tables import TABLES
from matcher.language.words import words_in

if TYPE_CHECKING:
    from matcher.alike import Line
    from matcher.errors import Problem
    from matcher.language.words import Words

SENTENCES = (*CELLS, *TABLES, *FILES, *COHORTS, *SETTINGS, *CHANGES, *OTHERS)

NUMBERS = frozenset({"number", "dates", "most", "size", "width", "row", "minutes"})
"""Names whose values are numbers, with a comma between the thousands."""
LISTS = frozenset({"people", "others", "columns"})
"""Names whose values are words of the files with "and" between them."""

_NEXT_SENTENCE = re.compile(r"(?<=[.?]) (?=[A-Z])")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")
_ROWS = re.compile(r"([\d,]+) rows?")
_SHARE = re.compile(r"(\d+)%")
_DAY = re.compile(r"[A-Z][a-z]{2} (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_FORM = re.compile(r"[a-z_]+=\S+")


def message_in_words(problem: Problem, words: Words) -> str:
    """Return what is wrong in the language of `words`; a sentence that is not known stays."""
    return _in_words(problem.message, words)


def remedy_in_words(problem: Problem, words: Words) -> str:
    """Return what to do in the language of `words`; a sentence that is not known stays."""
    return _in_words(problem.remedy, words)


def line_in_words(line: Line, words: Words) -> str:
    """Return what is wrong in the language of `words`, and in which rows it was put right."""
    message = message_in_words(line.problem, words)
    if not line.rows:
        return message
    rest = ", …" if line.times > len(line.rows) else ""
    return words.say(
        "{what}, in {number} rows ({rows})",
        what=message,
        number=words.number(line.times),
        rows=", ".join(map(str, line.rows)) + rest,
    )


@lru_cache(maxsize=8192)
def _in_words(text: str, words: Words) -> str:
    if words.language is Language.ENGLISH:
        return text
    parts = _parts(text, words)
    return " ".join(said or part for part, said in parts)


def is_known(text: str) -> bool:
    """Return whether every sentence of a text is known; it may be a part of one too."""
    english = words_in(Language.ENGLISH)
    if any(_said(text, english, known) is not None for known in (_allowed(), _details())):
        return True
    return all(said is not None for _, said in _parts(text, english))


def _parts(text: str, words: Words) -> list[tuple[str, str | None]]:
    """Return the sentences of a text, each with what it is in the language where it is known.

    What looks like two sentences may be one with a name such as St. Olave's in it.
    """
    parts = [(one, _said(one, words, _sentences())) for one in _NEXT_SENTENCE.split(text)]
    if all(said is not None for _, said in parts):
        return parts
    whole = _said(text, words, _sentences())
    return parts if whole is None else [(text, whole)]


def _said(text: str, words: Words, known: Patterns) -> str | None:
    """Return a sentence in the language; nothing where it, or one within it, is not known."""
    for sentence, found in known.like(text):
        values = {name: _value(name, one, words) for name, one in found.items()}
        if None not in values.values():
            return words.say(sentence, **values)
    return None


def _value(name: str, text: str, words: Words) -> str | None:
    """Return what stands in a place as it is said; nothing where it must be known and is not."""
    if name == "what":
        return _said(text, words, _sentences())
    if name == "message":
        return _said(text, words, _sentences()) or text
    if name == "allowed":
        return _said(text, words, _allowed()) or (text if _FORM.fullmatch(text) else None)
    if name == "hint":
        return _said(text, words, _details()) if text else text
    if name == "details":
        return ", ".join(_detail(one, words) for one in text.split(", "))
    if name in ("detail", "fate", "before", "after"):
        return _detail(text, words)
    if name == "sides":
        return words.listed(one.partition(" ")[2] for one in text.split(" and "))
    if name in LISTS:
        return words.listed(text.split(" and "))
    return _one(name, text, words)


def _one(name: str, text: str, words: Words) -> str:
    """Return a reason, a day, a share or a number as it is said; the rest stays as it stands."""
    if name == "reason":
        from matcher.language.reasons import reason_in_words

        return reason_in_words(text, words)
    if name == "day":
        return _day(text, words)
    share = _SHARE.fullmatch(text) if name == "share" else None
    if share:
        return words.percent(int(share[1]) / 100)
    if name in NUMBERS and _NUMBER.fullmatch(text):
        return words.number(int(text.replace(",", "")))
    return text


def _day(text: str, words: Words) -> str:
    """Return a day such as Tue 13 Apr 2027 in the language."""
    from babel.dates import get_month_names

    found = _DAY.fullmatch(text)
    months = {name: number for number, name in get_month_names("abbreviated", locale="en").items()}
    if found is None or found[2] not in months:
        return text
    return words.day(date(int(found[3]), months[found[2]], int(found[1])))


def _detail(text: str, words: Words) -> str:
    """Return a part of a sentence; what is not known of it stays."""
    rows = _ROWS.fullmatch(text)
    if rows:
        return words.say_many("{number} row", "{number} rows", int(rows[1].replace(",", "")))
    return _said(text, words, _details()) or text


@cache
def _sentences() -> Patterns:
    return Patterns(SENTENCES)


@cache
def _allowed() -> Patterns:
    return Patterns(ALLOWED)


@cache
def _details() -> Patterns:
    return Patterns(DETAILS)
