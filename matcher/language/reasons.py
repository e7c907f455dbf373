"""Reasons that stand in a plan, said again in the language and with dates in words.

A plan holds its reasons as English sentences. `PATTERNS` says what they look like; a sentence that
looks like none of them stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from matcher.language.labels import side_in_words
from matcher.language.no_plan_reasons import NO_PLAN_PATTERNS
from matcher.language.words import to_say
from matcher.programme import Weekday

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.language.words import Words

PATTERNS = (
    to_say("no place left: {wanted} pairs wanted, {formed} formed"),
    to_say("no place left: {wanted} people wanted, {formed} placed"),
    to_say("cannot, on these dates, attend {attendance}"),
    to_say("the search ended before it was clear whether there is a place for one more"),
    to_say("the search ended before it was clear whether there is a place for one more pair"),
    to_say("one more would break a limit on people from somewhere, or the quorum"),
    to_say("applied together with {person}, and on these dates the two cannot be placed"),
    to_say("everybody whom they may be paired with is in another pair"),
    to_say(
        "nobody who is free and whom they may be paired with can, on these dates, attend "
        "{attendance}"
    ),
    to_say("another pair would break the balance over the cohort, or the limits on projects"),
    to_say("another pair would break the limits on projects"),
    to_say("there is nobody on the other side"),
    to_say("no allowed partner: everybody else is kept for a locked pair"),
    to_say("no allowed partner: {why} ({some} of {all})"),
    to_say("pausing; first in line when they come back"),
    to_say("the pair that they had joined has ended; first in line"),
    to_say("one of them is pausing"),
    to_say("one of them is the third member of a pair"),
    to_say("they must never be paired"),
    to_say("one of them asked not to be paired with the other"),
    to_say("one of them must not be paired with people of the other's organisation"),
    to_say("the pair was forbidden by a decision"),
    to_say("no language in common"),
    to_say("one of them applied together with somebody else"),
    to_say("no project or theme that both named"),
    to_say("their fit is below the least that the programme accepts"),
    to_say("at least {least} of {count} workshops together"),
    to_say("at least {least} of {count} workshops together, number {numbers} among them"),
    to_say("at least {least} of {count} workshops"),
    to_say("at least {least} of {count} workshops, number {numbers} among them"),
    to_say("every facilitator who may look after them has as many pairs as they take"),
    to_say(
        "no facilitator may look after them: {some} in conflict with one of the two, {others} "
        "without a language that all three speak"
    ),
    to_say("the pair has no facilitator"),
    to_say(
        "there is no day for it between workshops {workshop} and {next}: they lie too close "
        "together"
    ),
    to_say("the days for it, up to {last}, are over before people are told of the plan"),
    to_say("there is no working day from {first} to {last}"),
    to_say("on no working day from {first} to {last} can {people} all come"),
    to_say(
        "on no working day from {first} to {last} can {people} all come, and {person} cannot call "
        "each of them either"
    ),
    to_say(
        "on no working day from {first} to {last} can {people} all come, and {person} has no room "
        "left to call each of them ({most} a day at most; a catch-up day takes the whole day)"
    ),
    to_say("on no further day that suits {people} is there room for one more"),
    to_say(
        "{person} has no room left on the days that suit {people} ({most} a day at most; a "
        "catch-up day takes the whole day)"
    ),
    to_say(
        "{person} has no room left on the days that suit {people}, nor for a call with each of the "
        "two ({most} a day at most; a catch-up day takes the whole day)"
    ),
    to_say("no working day is left for it within {within} days after workshop {workshop}"),
    to_say(
        "on no working day within {within} days after workshop {workshop} can {people} all come"
    ),
    to_say(
        "on no working day within {within} days after workshop {workshop} can {people} all come "
        "({barred} must not meet them)"
    ),
    to_say(
        "on the days within {within} days after workshop {workshop} that suit {people} there are "
        "other meetings"
    ),
    to_say(
        "no working day is left for it within {within} days after workshop {workshop}, from "
        "{told} on,"
    ),
    to_say(
        "on no working day within {within} days after workshop {workshop}, from {told} on, can "
        "{people} all come"
    ),
    to_say(
        "on the days within {within} days after workshop {workshop}, from {told} on, that suit "
        "{people} there are other meetings"
    ),
)
"""What reasons for which somebody waits look like, with names in the places of what differs."""

SENTENCES = frozenset(
    {"why", "attendance", "attended", "rule", "kind", "order"} | {"lost", "fixed", "settings"}
)
"""Names whose values are sentences themselves, or lists of such."""
LISTS = frozenset({"people", "numbers", "barred", "partners"})
DATES = frozenset({"first", "last", "told", "day"})
NUMBERS = frozenset(
    {"wanted", "formed", "some", "all", "least", "count", "others", "next", "most"}
    | {"workshop", "within", "number"}
)
AMOUNTS = frozenset({"amount", "then"})
"""Names whose values are so many pairs or people."""

_AMOUNT = re.compile(r"(at least )?(\d+) (pairs?|person|people)")
_LIST = re.compile(r", | and ")
_NEXT_SENTENCE = re.compile(r"(?<=\.) (?=[A-Z0-9])")


@dataclass(frozen=True)
class Recognised:
    """A reason taken apart: its sentence, and the values in the places of the names."""

    sentence: str
    values: Mapping[str, str]


def recognise(reason: str, patterns: tuple[str, ...] = PATTERNS) -> Recognised | None:
    """Return a reason taken apart; nothing where it looks like none that we know.

    Parameters
    ----------
    reason
        As it stands in a plan.
    patterns
        What it may look like; by default a reason for which somebody waits.
    """
    for sentence in patterns:
        found = _shape(sentence).fullmatch(reason)
        if found:
            return Recognised(sentence, found.groupdict())
    return None


def reason_in_words(reason: str, words: Words) -> str:
    """Return a reason, or what would help, in the language of `words`.

    Sentences that are not known stay as they are.
    """
    known = _known_in_words(reason, words, PATTERNS)
    if known is not None:
        return known
    sentences = _NEXT_SENTENCE.split(reason)
    return " ".join(_known_in_words(one, words) or one for one in sentences)


def _known_in_words(
    reason: str, words: Words, patterns: tuple[str, ...] = (*PATTERNS, *NO_PLAN_PATTERNS)
) -> str | None:
    found = recognise(reason, patterns)
    if found is None:
        return None
    values = {name: _value(name, text, words) for name, text in found.values.items()}
    return words.say(found.sentence, **values)


def _value(name: str, text: str, words: Words) -> str:
    if name in SENTENCES:
        return _sentence_or_list(text, words)
    if name in LISTS:
        return words.listed(_one(item, words) for item in _LIST.split(text))
    if name in AMOUNTS:
        return _amount(text, words)
    if name == "step":
        return _steps(text, words)
    if name == "weekdays":
        return _weekdays(text, words)
    if name == "side":
        return side_in_words(text, words)
    return words.day(date.fromisoformat(text)) if name in DATES else _one(text, words)


def _sentence_or_list(text: str, words: Words) -> str:
    known = _known_in_words(text, words)
    if known is not None:
        return known
    return ", ".join(_known_in_words(one, words) or one for one in text.split(", "))


def _amount(text: str, words: Words) -> str:
    """Return so many pairs or people, perhaps as a least number."""
    found = _AMOUNT.fullmatch(text)
    assert found is not None
    number, is_pairs = int(found[2]), found[3].startswith("pair")
    said = words.placed(number, paired=is_pairs)
    return words.say("at least {amount}", amount=said) if found[1] else said


def _steps(text: str, words: Words) -> str:
    """Return one gentler version of a rule, or two of which both are known."""
    known = _known_in_words(text, words)
    if known is not None:
        return known
    for found in re.finditer(" and ", text):
        two = [_known_in_words(one, words) for one in (text[: found.start()], text[found.end() :])]
        if None not in two:
            return words.listed(one for one in two if one is not None)
    return text


def _weekdays(text: str, words: Words) -> str:
    """Return weekdays with their names in full; what else stands there stays."""
    short, full = [day.value for day in Weekday], words.weekday_names()
    names = dict(zip(short, full, strict=True))
    said = re.sub(r"[A-Z][a-z]{2}\b", lambda found: names.get(found[0], found[0]), text)
    return said if ":" in said else words.listed(said.split(", "))


def _one(text: str, words: Words) -> str:
    """Return somebody's name, or what stands for one, as it is said."""
    if text == "a facilitator":
        return words.say("a facilitator")
    pair_or = re.fullmatch(r"the pair or (.+)", text)
    return words.say("the pair or {person}", person=pair_or[1]) if pair_or else text


@cache
def _shape(sentence: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", sentence)
    shapes = [
        f"(?P<{piece}>{_allowed(piece)})" if place % 2 else re.escape(piece)
        for place, piece in enumerate(pieces)
    ]
    return re.compile("".join(shapes), re.DOTALL)


def _allowed(name: str) -> str:
    if name in NUMBERS:
        return r"\d+"
    if name in AMOUNTS:
        return _AMOUNT.pattern.replace("(", "(?:")
    if name == "changes":
        return r"[a-z_]+=.+"
    return r"\d{4}-\d\d-\d\d" if name in DATES else ".+?"
