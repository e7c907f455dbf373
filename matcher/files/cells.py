"""What a cell may hold: one reader and one writer for each kind of cell.

A reader takes the stripped text of a cell that is not blank and returns its value, or `Refused`.
Another way to write the same thing (a date with slashes, a number with a comma) belongs to
`matcher.files.clean`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.files.clean.text import is_odd
from matcher.records import ID_PATTERN

FORMULA_STARTS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
"""A spreadsheet takes a cell that starts so for a formula; some take the wide signs too."""

_ESCAPED = re.compile(f"'+[{re.escape(FORMULA_STARTS)}]")
_TO_ESCAPE = re.compile(f"'*[{re.escape(FORMULA_STARTS)}]")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}(?:\.0*)?")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][+-]?[0-9]{1,3})?")
_IDENTIFIER = re.compile(ID_PATTERN)
_DOUBTFUL_ITEM = re.compile(r"[,|\r\n]|^[0-9]")

LARGEST = 1_000_000_000
"""The largest number that a cell may hold where nothing smaller is said."""

LIST_SEPARATOR = ";"

YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "oui"), True),
    **dict.fromkeys(("no", "n", "false", "0", "non"), False),
}

ALSO_WRITTEN = {
    "Mon": ("monday",),
    "Tue": ("tuesday", "tues"),
    "Wed": ("wednesday",),
    "Thu": ("thursday", "thur", "thurs"),
    "Fri": ("friday",),
    "Sat": ("saturday",),
    "Sun": ("sunday",),
    "if_needed": ("if needed",),
}
"""Other ways in which people write a choice, in lower case."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell could not be read."""

    message: str
    remedy: str = ""
    """What to do; nothing where it is enough to say what may stand there."""


class Literal(str):
    """The text of a cell that is marked, by an apostrophe before it, to stay as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell."""

    allowed: str
    """What may stand there, to be read after "Write"."""
    read: Callable[[str], Any]
    """From text that is not blank to a value, or `Refused`."""
    write: Callable[[Any], str] = str
    """From a value to the text that is read back as the same value."""
    form: str = "text"
    """By what rules `matcher.files.clean` puts such a cell right."""
    item: Kind | None = None
    """What each item of a list is."""


def escape(text: str) -> str:
    """Return the text of a cell so that no spreadsheet takes it for a formula.

    A text that starts with apostrophes and then such a character gets one more apostrophe, so
    that `unescape` always gives back what was there. So does a text with characters that would
    be put right on reading.
    """
    return f"'{text}" if is_odd(text) else escape_formula(text)


def escape_formula(text: str) -> str:
    """Return the text of a cell that is only looked at, so that it is taken for no formula."""
    return f"'{text}" if _TO_ESCAPE.match(text) else text


def unescape(text: str) -> str:
    """Return what `escape` was given, as a `Literal` where that was marked."""
    if text[:1] != "'":
        return text
    return Literal(text[1:]) if _ESCAPED.match(text) or is_odd(text) else text


def _read_identifier(text: str) -> str | Refused:
    return text if _IDENTIFIER.match(text) else Refused("this is not an id")


IDENTIFIER = Kind(
    "an id (1 to 64 letters without accents, digits, or the signs _ . -)",
    _read_identifier,
    form="identifier",
)
TEXT = Kind("text", str)


def short_text(least: int, most: int) -> Kind:
    """Return the kind of a cell that holds text of so many characters."""

    def read(text: str) -> str | Refused:
        fits = least <= len(text) <= most
        return text if fits else Refused("this text is too long, or too short")

    return Kind(f"text of {least} to {most} characters", read)


def _read_date(text: str) -> date | Refused:
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Refused("there is no such day")
    return Refused("this is not a date in the form year-month-day")


DATE = Kind("a date as year-month-day, such as 2027-03-04", _read_date, date.isoformat, "date")


def _read_yes_no(text: str) -> bool | Refused:
    answer = YES_NO.get(text.casefold())
    return Refused("this is neither yes nor no") if answer is None else answer


YES_OR_NO = Kind("yes or no", _read_yes_no, lambda value: "yes" if value else "no", "yes_no")


def choice(options: Sequence[str]) -> Kind:
    """Return the kind of a cell that holds one of a few words, in any case."""
    meant = {
        written: option
        for option in options
        for written in (option.casefold(), *ALSO_WRITTEN.get(option, ()))
    }

    def read(text: str) -> str | Refused:
        found = meant.get(" ".join(text.casefold().split()))
        return Refused("this is none of the words that may stand here") if found is None else found

    return Kind(f"one of {', '.join(options)}", read, form="choice")


def _span(what: str, low: float | None, high: float | None) -> str:
    least = -LARGEST if low is None else low
    most = LARGEST if high is None else high
    return f"{what} from {least:g} to {most:.0f}"


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (-LARGEST if low is None else low) <= value <= (LARGEST if high is None else high)


def whole_number(low: int | None, high: int | None) -> Kind:
    """Return the kind of a cell that holds a whole number in a range."""

    def read(text: str) -> int | Refused:
        if not _WHOLE.fullmatch(text):
            return Refused("this is not a whole number")
        value = int(text.partition(".")[0])
        return value if _within(value, low, high) else Refused("this number is out of range")

    return Kind(_span("a whole number", low, high), read, form="number")


def number(low: float | None, high: float | None) -> Kind:
    """Return the kind of a cell that holds a number, with a point for decimals, in a range."""

    def read(text: str) -> float | Refused:
        if not _DECIMAL.fullmatch(text):
            return Refused("this is not a number")
        value = float(text)
        in_range = math.isfinite(value) and _within(value, low, high)
        return value if in_range else Refused("this number is out of range")

    def write(value: float) -> str:
        return str(int(value)) if value == int(value) else repr(value)

    return Kind(_span("a number", low, high), read, write, "number")


def split(text: str) -> tuple[str, ...]:
    """Return the items of a list in their order, repeated ones too: sizes may be the same."""
    items = (item.strip() for item in text.split(LIST_SEPARATOR))
    return tuple(item for item in items if item)


def listing(item: Kind) -> Kind:
    """Return the kind of a cell that holds a list of items with `;` between them."""

    def read(text: str) -> tuple[Any, ...] | Refused:
        values = [item.read(one) for one in split(text)]
        for one, value in zip(split(text), values, strict=True):
            if isinstance(value, Refused):
                return Refused(f'in this list "{one[:40]}" cannot stand')
        return tuple(values)

    def write(values: Iterable[Any]) -> str:
        texts = [item.write(value) for value in values]
        # A lone item that could be taken for several, or for a date, gets the separator too.
        is_doubtful = len(texts) == 1 and item.form == "text" and _DOUBTFUL_ITEM.search(texts[0])
        return LIST_SEPARATOR.join(texts) + (LIST_SEPARATOR if is_doubtful else "")

    allowed = f"a list with ; between its items, each of them {item.allowed}"
    return Kind(allowed, read, write, "list", item)
