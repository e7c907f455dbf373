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
    paired = found.plan.cohort.programme.pairing.form_pairs
    names = Names(found.plan.cohort)
    yield from _rates(found, words)
    yield from _finishing(found, words) if paired else _alone(found, words)
    yield from _futures(found, words)
    yield from _leaning(found, words, names, paired=paired)
    yield from _reserves(found, words, names)
    for one in found.anybody:
        yield _anybody(one, words) if paired else _anybody_alone(one, words)
    if found.plan.workshops:
        yield from _polls(found.polls, words, names, paired=paired)


def _rates(found: Stress, words: Words) -> Iterator[str]:
    yield _drawn(found, words)
    if found.held:
        yield words.say_many(
            "{number} workshop has been held: only who leaves from now on counts.",
            "{number} workshops have been held: only who leaves from now on counts.",
            found.held,
        )


def _drawn(found: Stress, words: Words) -> str:
    cohort = found.plan.cohort
    if not (cohort.programme.pairing.form_pairs or cohort.professionals):
        return words.say(
            "{futures} possible futures were drawn (seed {seed}). In each, somebody leaves before "
            "the end with a chance of {share}.",
            futures=words.number(found.futures),
            seed=found.seed,
            share=words.percent(found.patient),
        )
    return words.say(
        "{futures} possible futures were drawn (seed {seed}). In each, somebody on the patient "
        "side leaves before the end with a chance of {patient}, on the professional side of "
        "{professional}.",
        futures=words.number(found.futures),
        seed=found.seed,
        patient=words.percent(found.patient),
        professional=words.percent(found.professional),
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


def _alone(found: Stress, words: Words) -> Iterator[str]:
    """Yield who finishes where everybody comes alone."""
    yield words.say(
        "In 9 of 10 futures at least {sure} of {people} finish; on average {mean}.",
        sure=words.number(found.sure_without_repair),
        people=words.people(found.pairs),
        mean=_number(found.mean_without_repair, words),
    )
    yield words.say(
        "With repair, where those who wait take the places that fall free while dates stay, at "
        "least {sure}; on average {mean}.",
        sure=words.number(found.sure_with_repair),
        mean=_number(found.mean_with_repair, words),
    )
    yield words.say("People who finish: in how many futures without repair, and with it")


def _futures(found: Stress, words: Words) -> Iterator[str]:
    for one in found.finishing:
        before, after = words.number(one.without_repair), words.number(one.with_repair)
        yield f"  {one.pairs:>4}  {before:>7}  {after:>7}"


def _leaning(found: Stress, words: Words, names: Names, *, paired: bool) -> Iterator[str]:
    losses = [one for one in found.leaning if one.loss > 0]
    if not losses and paired:
        yield words.say("With repair, nobody's leaving costs a pair on average.")
    elif not losses:
        yield words.say("With repair, every place that falls free is taken.")
    elif paired:
        yield words.say(
            "The plan leans most on these people: pairs fewer with repair if they leave"
        )
    else:
        yield words.say("Whose place nobody takes: people fewer with repair if they leave")
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


def _anybody_alone(one: Anybody, words: Words) -> str:
    return words.say(
        "One more in reserve, who can always come, brings {gain} people on average.",
        gain=_number(one.gain, words),
    )


def _polls(found: Polls, words: Words, names: Names, *, paired: bool) -> Iterator[str]:
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
        yield (
            words.say("Even if all of them turn to no, every pair still attends enough.")
            if paired
            else words.say("Even if all of them turn to no, everybody still attends enough.")
        )
        return
    numbers = {"safe": words.number(found.safe), "sure": words.number(found.sure)}
    yield (
        words.say(
            "Whichever they are, {safe} may turn to no and every pair still attends enough; drawn "
            "by chance, {sure} may in 9 of 10 cases.",
            **numbers,
        )
        if paired
        else words.say(
            "Whichever they are, {safe} may turn to no and everybody still attends enough; drawn "
            "by chance, {sure} may in 9 of 10 cases.",
            **numbers,
        )
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
