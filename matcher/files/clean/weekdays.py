"""Weekdays in words: names and ranges in English and French, any, and all but some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matcher.files.cells import LIST_SEPARATOR, Refused
from matcher.files.clean.outcome import Cleaned, Hints
from matcher.files.clean.words import day_number, folded
from matcher.programme.weekdays import Weekday

if TYPE_CHECKING:
    from matcher.files.cells import Kind

WEEK = tuple(Weekday)
WORKING = WEEK[:5]

SETS = {
    **dict.fromkeys(("any", "all", "anytime", "any time", "every", "everyday", "all days"), WEEK),
    **dict.fromkeys(("any day", "every day", "all week", "any weekday at all", "flexible"), WEEK),
    **dict.fromkeys(("tous", "toutes", "tous les jours", "chaque jour", "n'importe"), WEEK),
    **dict.fromkeys(("n'importe quel jour", "n'importe quand", "toute la semaine", "tout"), WEEK),
    **dict.fromkeys(("weekdays", "weekday", "any weekday", "all weekdays", "en semaine"), WORKING),
    **dict.fromkeys(("working days", "jours ouvres", "jours ouvrables", "semaine"), WORKING),
    **dict.fromkeys(("weekend", "weekends", "week-end", "week-ends", "le week-end"), WEEK[5:]),
}
"""Words for several days, folded."""

_BUT = re.compile(
    r"\b(?:all but|anything but|any but|other than|except(?: for)?|apart from|but not|but|not|no|"
    r"sauf|hormis|excepte|hors|mais pas|pas|jamais|never)\b"
)
_RANGE = re.compile(r"([a-z]+)\.?\s*(?:-|\u2013|—|\bto\b|\bthrough\b|\bau\b|\ba\b)\s*([a-z]+)\b")
_JOINED = re.compile(r"\s*(?:[;,/&+|\n.]|\band\b|\bor\b|\bet\b|\bou\b|\s)\s*")
_FILLING = {"", "on", "le", "les", "du", "de", "the", "only", "uniquement", "seulement", "days"}

LONGEST = 300


def clean_weekdays(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return the list of weekdays that a cell names in words."""
    if len(text) > LONGEST:
        return None
    said = folded(text).strip(" .!")
    kept, but, left_out = said, _BUT.search(said), ""
    if but is not None:
        kept, left_out = said[: but.start()].strip(" ,;:("), said[but.end() :].strip(" )")
    days = _named(kept) if kept or but is None else set(WEEK)
    less = _named(_BUT.sub(" ", left_out)) if left_out else set()
    if isinstance(days, str) or isinstance(less, str):
        unknown = days if isinstance(days, str) else less
        return Refused(f'"{unknown}" is no day of the week', _remedy(kind))
    if but is not None and not less:
        return Refused("this does not say which days are left out", _remedy(kind))
    if not days - less:
        return Refused("this leaves no day of the week", _remedy(kind))
    return Cleaned(LIST_SEPARATOR.join(day.value for day in WEEK if day in days - less))


def _remedy(kind: Kind) -> str:
    return "Write the days that they can do, such as Mon;Tue;Fri."


def _named(said: str) -> set[Weekday] | str:
    """Return the days in a folded text, or the first word of it that is no day."""
    if said in SETS:
        return set(SETS[said])
    days: set[Weekday] = set()

    def take_range(found: re.Match[str]) -> str:
        first, last = day_number(found[1]), day_number(found[2])
        if first is None or last is None or first > last:
            return found[0]
        days.update(WEEK[first : last + 1])
        return " "

    for word in _JOINED.split(_RANGE.sub(take_range, said)):
        number = day_number(word)
        if number is not None:
            days.add(WEEK[number])
        elif word in SETS:
            days.update(SETS[word])
        elif word not in _FILLING:
            return word[:40]
    return days
