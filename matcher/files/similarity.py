"""How much two wordings resemble each other; what is found is proposed, never applied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

ALIKE = 80.0
"""From how many per cent on two wordings resemble each other."""

_SAME_WORD = 76.0
"""From how many per cent on a word may be another one with a typing error."""

_ROUGHLY = 65.0
"""How much a part of a wording resembles the other at least where the two resemble each other."""

_PART_OF = 0.85
"""What it counts that every word of a wording stands in a longer one."""

_SHORTEST_PART = 5
"""How many letters a wording has at least that is looked for within longer ones."""

_SIGNS = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"\([^()]*\)")
_DIGITS = re.compile(r"[0-9]+")


class Close(NamedTuple):
    """A wording that another one resembles."""

    word: str
    per_cent: float

    def __str__(self) -> str:
        return f"{self.word} ({self.per_cent:.0f} %)"


def folded(text: str) -> str:
    """Return a wording without accents, capitals and signs, its words parted by single blanks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return _SIGNS.sub(" ", plain).strip()


def without_asides(text: str) -> str:
    """Return a heading without what it says in brackets."""
    return _ASIDE.sub(" ", text)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers in a wording; those with other numbers do not resemble each other."""
    return tuple(_DIGITS.findall(text))


def likeness(one: str, other: str) -> float:
    """Return how much two folded wordings resemble each other, in per cent; 0 for "not at all".

    They do where each word of one is a word of the other with at most a typing error, so that
    "north practice" does not resemble "south practice", nor "type 1" "type 2".
    """
    from rapidfuzz import fuzz

    if one == other:
        return 100.0
    if numbers_in(one) != numbers_in(other):
        return 0.0
    ones, others = one.split(), other.split()
    whole = fuzz.ratio(one, other)
    if len(ones) != len(others):
        run_together = one.replace(" ", "") == other.replace(" ", "")
        return whole if run_together else _misspelt_part(ones, others)
    same = all(fuzz.ratio(a, b) >= _SAME_WORD for a, b in zip(ones, others, strict=True))
    return whole if same and whole >= ALIKE else 0.0


def _misspelt_part(ones: Sequence[str], others: Sequence[str]) -> float:
    """Return how well all words of the shorter wording, one of them misspelt, stand in the other.

    Where none is misspelt, the shorter wording is just a more general one.
    """
    from rapidfuzz import fuzz

    short, long = sorted((ones, others), key=len)
    if not short or max(map(len, short)) < _SHORTEST_PART:
        return 0.0
    best = [max(fuzz.ratio(word, each) for each in long) for word in short]
    if min(best) < ALIKE or min(best) == 100.0:
        return 0.0
    return sum(best) / len(best)


def closest(word: str, options: Iterable[str]) -> Close | None:
    """Return which of some wordings one resembles most, if it resembles any."""
    return closest_of(word, {folded(option): option for option in sorted(options)})


def closest_of(word: str, options: Mapping[str, str]) -> Close | None:
    """Return what a wording resembles most; `options` holds wordings by their folded form."""
    from rapidfuzz import fuzz, process

    wanted = folded(word)
    # A rough look in native code first: there may be very many.
    rough = process.extract(
        wanted, options.keys(), scorer=fuzz.partial_ratio, score_cutoff=_ROUGHLY, limit=None
    )
    found = [Close(options[key], likeness(wanted, key)) for key, _, _ in rough]
    found = [each for each in found if each.per_cent >= ALIKE]
    return max(found, key=lambda each: (each.per_cent, each.word), default=None)


def closest_heading(heading: str, meant: dict[str, str]) -> Close | None:
    """Return what a heading resembles most: `meant` holds what each folded heading means.

    Headings are often whole questions, so one that holds all words of a known one resembles it.
    """
    from rapidfuzz import fuzz

    wanted = folded(heading)
    found = []
    for known, meaning in meant.items():
        score = likeness(wanted, known)
        if len(known) >= _SHORTEST_PART and set(known.split()) < set(wanted.split()):
            score = max(score, _PART_OF * fuzz.token_set_ratio(wanted, known))
        if score >= ALIKE:
            found.append(Close(meaning, score))
    return max(found, key=lambda each: each.per_cent, default=None)
