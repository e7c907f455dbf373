"""Sentences, dates and numbers in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.language.languages import Language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

CATALOGUES = Path(__file__).parent / "catalogues"


def to_say(sentence: str) -> str:
    """Return a sentence as it is: marks one that `Words.say` says later, so that it is found."""
    return sentence


@dataclass(frozen=True, slots=True)
class Words:
    """Writes in one language.

    Attributes
    ----------
    language
        The language.
    """

    language: Language

    def say(self, sentence: str, **values: Any) -> str:
        """Return a sentence in the language, with values in the places of their names."""
        return self._found(sentence).format(**values)

    def say_many(self, one: str, many: str, number: float, **values: Any) -> str:
        """Return the sentence for a number of things; `{number}` stands for it.

        Parameters
        ----------
        one, many
            What is said of one, and of several.
        number
            How many there are.
        values
            What stands in the places of the other names.
        """
        found = self._forms(one, many)[self._form(number)]
        return found.format(number=self.number(number), **values)

    def pairs(self, number: int) -> str:
        """Return a number of pairs."""
        return self.say_many("{number} pair", "{number} pairs", number)

    def people(self, number: int) -> str:
        """Return a number of people."""
        return self.say_many("{number} person", "{number} people", number)

    def placed(self, number: int, *, paired: bool) -> str:
        """Return how many have a place: pairs, or people where none are formed."""
        return self.pairs(number) if paired else self.people(number)

    def day(self, when: date, *, year: bool = True) -> str:
        """Return a date with its weekday and its month in words: Tue 13 Apr 2027."""
        from babel.dates import format_date

        shape = f"EEE {self._day_shape(when)} MMM"
        return format_date(when, f"{shape} y" if year else shape, locale=self.language.locale)

    def long_day(self, when: date) -> str:
        """Return a date in full: Tuesday 13 April 2027."""
        from babel.dates import format_date

        shape = f"EEEE {self._day_shape(when)} MMMM y"
        return format_date(when, shape, locale=self.language.locale)

    def month(self, when: date) -> str:
        """Return the month of a date: April 2027."""
        from babel.dates import format_date

        return format_date(when, "LLLL y", locale=self.language.locale)

    def short_month(self, when: date) -> str:
        """Return the month of a date in the fewest letters: Apr."""
        from babel.dates import format_date

        return format_date(when, "LLL", locale=self.language.locale)

    def weekdays(self) -> tuple[str, ...]:
        """Return the shortest names of the days of the week, from Monday on."""
        from babel.dates import get_day_names

        names = get_day_names("short", "stand-alone", self.language.locale)
        return tuple(names[day] for day in range(7))

    def weekday_names(self) -> tuple[str, ...]:
        """Return the names of the days of the week in full, from Monday on."""
        from babel.dates import get_day_names

        names = get_day_names("wide", "stand-alone", self.language.locale)
        return tuple(names[day] for day in range(7))

    def number(self, value: float) -> str:
        """Return a number with its thousands and decimals as people there write them."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.language.locale)

    def percent(self, share: float) -> str:
        """Return a share in per cent, with at most one decimal."""
        from babel.numbers import format_percent

        return format_percent(share, "#,##0.#\u00a0%", locale=self.language.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Return some items as one does in a sentence: a, b and c."""
        from babel.lists import format_list

        return format_list(list(items), locale=self.language.locale)

    def parted(self, items: Iterable[str]) -> str:
        """Return some items that are long or hold commas: a; b; c."""
        return self.say("; ").join(items)

    def _day_shape(self, when: date) -> str:
        """Return how the day of a month is written: in French, the first is an ordinal."""
        return "d'er'" if self.language is Language.FRENCH and when.day == 1 else "d"

    def _found(self, sentence: str) -> str:
        catalogue = _catalogue(self.language)
        message = None if catalogue is None else catalogue.get(sentence)
        found = None if message is None else message.string
        return str(found) if found else sentence

    def _forms(self, one: str, many: str) -> tuple[str, ...]:
        catalogue = _catalogue(self.language)
        message = None if catalogue is None else catalogue.get(one)
        found = None if message is None else message.string
        return tuple(found) if isinstance(found, list | tuple) and all(found) else (one, many)

    def _form(self, number: float) -> int:
        """Return which form a number takes: in French, all below 2 are singular."""
        singular = abs(number) < 2 if self.language is Language.FRENCH else number == 1
        return 0 if singular else 1


@cache
def words_in(language: Language) -> Words:
    """Return what writes in a language."""
    return Words(language)


@cache
def _catalogue(language: Language) -> Catalog | None:
    """Return the translations into a language; English needs none."""
    if language is Language.ENGLISH:
        return None
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{language.value}.po").open("rb") as file:
        return read_po(file, locale=language.value)
