"""A plan under stress in sentences, for people who have never heard of simulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.cohort import Side
from matcher.export.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.futures.answers import Anybody, Polls, Stress, WeakPair
    from matcher.language import Words

MOST_NAMED = 5
"""How many people, and how many pairs, are named."""


def lines(found: Stress, words: Words) -> Iterator[str]:
    """Yield what becomes of the plan, whom it leans on, what would help, and what polls may do."""
    names = Names(found.plan.cohort)
    yield from _rates(found, words)
    yield from _finishing(found, words)
    yield from _leaning(found, words, names)
    yield from _reserves(found, words, names)
    for one in found.anybody:
        yield _anybody(one, words)
    yield from _polls(found.polls, words, names)


def _rates(found: Stress, words: Words) -> Iterator[str]:
    yield words.say(
        "{futures} possible futures were drawn (seed {seed}). In each, somebody on the patient "
        "side leaves before the end with a chance of {patient}, on the professional side of "
        "{professional}.",
        futures=words.number(found.futures),
        seed=found.seed,
        patient=words.percent(found.patient),
        professional=words.percent(found.professional),
    )
    if found.held:
        yield words.say_many(
            "{number} workshop has been held: only who leaves from now on counts.",
            "{number} workshops have been held: only who leaves from now on counts.",
            found.held,
        )


def _finishing(found: Stress, words: Words) -> Iterator[str]:
    yield words.say(
        "In 9 of 10 futures at least {sure} of {pairs} finish; on average {mean}.",
        sure=words.number(found.sure_without_repair),
        pairs=words.pairs(found.pairs),
        mean=_number(found.mean_without_repair, words),
    )
    yield words.say(
        "With repair, where those left alone and those who wait are paired anew while whole pairs "
        "and dates stay, at least {sure}; on average {mean}.",
        sure=words.number(found.sure_with_repair),
        mean=_number(found.mean_with_repair, words),
    )
    yield words.say("Pairs that finish: in how many futures without repair, and with it")
    for one in found.finishing:
        before, after = words.number(one.without_repair), words.number(one.with_repair)
        yield f"  {one.pairs:>4}  {before:>7}  {after:>7}"


def _leaning(found: Stress, words: Words, names: Names) -> Iterator[str]:
    losses = [one for one in found.leaning if one.loss > 0]
    if not losses:
        yield words.say("With repair, nobody's leaving costs a pair on average.")
        return
    yield words.say("The plan leans most on these people: pairs fewer with repair if they leave")
    for one in losses[:MOST_NAMED]:
        yield f"  {names.person(one.person)}: {_number(one.loss, words)}"


def _reserves(found: Stress, words: Words, names: Names) -> Iterator[str]:
    if not found.reserves:
        return
    yield words.say(
        "On average {free} people who stay are left alone; among themselves they can make {pairs} "
        "of their places good.",
        free=_number(found.free_places, words),
        pairs=_number(found.covered_without_reserves, words),
    )
    for one in found.reserves:
        yield words.say_many(
            "The reserve who covers most: {people}. That makes {gain} more pairs good; with "
            "nobody else to ask, {finishing} finish on average.",
            "The {number} reserves who cover most: {people}. The last of them makes {gain} more "
            "pairs good; with nobody else to ask, {finishing} finish on average.",
            one.number,
            people=words.listed(names.person(who) for who in one.people),
            gain=_number(one.gain, words),
            finishing=_number(one.finishing, words),
        )


def _anybody(one: Anybody, words: Words) -> str:
    gain = _number(one.gain, words)
    if one.side == Side.PATIENT.value:
        return words.say(
            "One more reserve on the patient side, who goes with everybody and can always come, "
            "brings {gain} pairs on average.",
            gain=gain,
        )
    return words.say(
        "One more reserve on the professional side, who goes with everybody and can always come, "
        "brings {gain} pairs on average.",
        gain=gain,
    )


def _polls(found: Polls, words: Words, names: Names) -> Iterator[str]:
    if found.unknown:
        yield words.say_many(
            "{number} answer for a workshop is unknown. It counts as a no already: nothing is lost "
            "if it is one.",
            "{number} answers for workshops are unknown. They count as a no already: nothing is "
            "lost if they are.",
            found.unknown,
        )
    if not found.open:
        yield words.say("Nobody counts as coming to a workshop without having said so.")
        return
    yield words.say_many(
        "{number} time, somebody counts as coming to a workshop by their weekdays alone.",
        "{number} times, somebody counts as coming to a workshop by their weekdays alone.",
        found.open,
    )
    if not found.weakest:
        yield words.say("Even if all of them turn to no, every pair still attends enough.")
        return
    yield words.say(
        "Whichever they are, {safe} may turn to no and every pair still attends enough; drawn by "
        "chance, {sure} may in 9 of 10 cases.",
        safe=words.number(found.safe),
        sure=words.number(found.sure),
    )
    for one in found.weakest[:MOST_NAMED]:
        yield f"  {_weak(one, words, names)}"


def _weak(one: WeakPair, words: Words, names: Names) -> str:
    return words.say_many(
        "{number} no is enough to lose {pair}: ask {people}.",
        "{number} noes are enough to lose {pair}: ask {people}.",
        one.answers,
        pair=words.listed(names.person(who) for who in one.members),
        people=words.listed(names.person(who) for who in one.open),
    )


def _number(value: float, words: Words) -> str:
    return words.number(round(value, 2))
