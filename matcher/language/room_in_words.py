"""How much room the rules leave, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.language.labels import label
from matcher.language.words import to_say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort
    from matcher.language.words import Words
    from matcher.room import DateRoom, PairRoom, Room, SideRoom, Taken

DAY_RULES = {
    "weekday": to_say("weekdays without workshops"),
    "holiday": to_say("public holidays"),
    "blocked": to_say("days that your calendar, or a decision, closes"),
    "venue": to_say("no venue is free, with room and with what people need"),
    "facilitators": to_say("too few facilitators can come"),
}
PAIR_RULES = {
    "consent": to_say("one of them has not consented"),
    "withdrawn": to_say("one of them has withdrawn"),
    "pausing": to_say("one of them is pausing"),
    "third": to_say("one of them is the third member of a pair"),
    "conflicts": to_say("they must never be paired"),
    "avoids": to_say("one of them asked not to be paired with the other"),
    "not_from": to_say("one of them must not be paired with people of the other's organisation"),
    "forbidden": to_say("the pair was forbidden by a decision"),
    "language": to_say("no language in common"),
    "partner": to_say("one of them applied together with somebody else"),
    "shared_project": to_say("no project or theme that both named"),
    "min_fit": to_say("their fit is below the least that the programme accepts"),
}
"""What each rule speaks against; a test compares the names with the rules."""

SURELY_EXACT = 10**15
"""Up to here the number of sequences is exact."""


def room_in_words(room: Room, cohort: Cohort, words: Words) -> list[str]:
    """Return how much room the rules leave: days first, then pairs, what is taken set in."""
    lines = [*dates_in_words(room.dates, cohort, words), *taken(room.dates.taken, words)]
    if room.pairs is None:
        return [*lines, words.say("{people} can take part.", people=words.people(room.people))]
    return [*lines, *pairs_in_words(room.pairs, cohort, words), *taken(room.pairs.taken, words)]


def dates_in_words(room: DateRoom, cohort: Cohort, words: Words) -> list[str]:
    """Return how many candidate dates there are, and in how many ways they can be used."""
    many = words.say_many(
        "{number} candidate date for a workshop, of {days}.",
        "{number} candidate dates for workshops, of {days}.",
        room.candidates,
        days=words.say_many("{number} day", "{number} days", room.days),
    )
    if not cohort.programme.workshops.count:
        return [many]
    if not room.sequences:
        return [many, words.say("There is no way to hold the workshops on them as the rules ask.")]
    if room.sequences > SURELY_EXACT:
        number = words.number(SURELY_EXACT)
        return [many, words.say("There are more than {number} ways to use them.", number=number)]
    return [
        many,
        words.say_many(
            "There is {number} way to use them.",
            "There are {number} ways to use them.",
            room.sequences,
        ),
    ]


def pairs_in_words(room: PairRoom, cohort: Cohort, words: Words) -> list[str]:
    """Return how many pairs are allowed, and who of either side has a possible partner."""
    return [
        words.say_many(
            "{number} allowed pair, of {all}.",
            "{number} allowed pairs, of {all}.",
            room.allowed,
            all=words.number(room.pairs),
        ),
        words.say(
            "With at least one possible partner: {ours}, {theirs}.",
            ours=side_in_words(room.patients, label("patients", cohort, words), words),
            theirs=side_in_words(room.professionals, label("professionals", cohort, words), words),
        ),
    ]


def side_in_words(room: SideRoom, called: str, words: Words) -> str:
    """Return how many of a side have a possible partner."""
    return words.say(
        "{some} of {all} {people}",
        some=words.number(room.with_partner),
        all=words.number(room.people),
        people=called,
    )


def taken(found: Sequence[Taken], words: Words) -> list[str]:
    """Return what each rule takes away, set in."""
    return [
        "  "
        + words.say(
            "{rule}: {by_itself}, {alone} of them by this alone",
            rule=rule_in_words(one.rule, words),
            by_itself=words.number(one.by_itself),
            alone=words.number(one.alone),
        )
        for one in found
    ]


def rule_in_words(rule: str, words: Words) -> str:
    """Return what a rule speaks against."""
    return words.say({**DAY_RULES, **PAIR_RULES}[rule])
