"""The names of days and months in the languages that the files are written in."""

from __future__ import annotations

import unicodedata
from functools import cache

LANGUAGES = ("en", "fr")

MORE_DAYS = {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
    **{"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6},
    **{"lu": 0, "ma": 1, "me": 2, "je": 3, "ve": 4, "di": 6},
}
MORE_MONTHS = {"sept": 9, "fev": 2, "aou": 8}


def folded(text: str) -> str:
    """Return a text in lower case, without accents, and with single blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in parts if not unicodedata.combining(char)).split())


@cache
def days() -> dict[str, int]:
    """Return the number of each name of a day; Monday is 0."""
    from babel.dates import get_day_names

    return _names(get_day_names) | MORE_DAYS


@cache
def months() -> dict[str, int]:
    """Return the number of each name of a month; January is 1."""
    from babel.dates import get_month_names

    return _names(get_month_names) | MORE_MONTHS


def day_number(word: str) -> int | None:
    """Return the number of a day by its name, which may stand in the plural."""
    return days().get(word, days().get(word.removesuffix("s")))


def _names(names_of: object) -> dict[str, int]:
    assert callable(names_of)
    return {
        folded(str(name)).rstrip("."): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in names_of(width, context, language).items()
    }
