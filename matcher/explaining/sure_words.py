"""How sure a plan is, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.explaining.price_words import price_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.explaining.chasing import Chasing, OpenAnswer
    from matcher.explaining.draws import Draws, PairStays
    from matcher.language import Words
    from matcher.plans import Plan


def draw_lines(found: Draws, plan: Plan, words: Words, most: int) -> Iterator[str]:
    """Say how often the plan's parts stay, the least sure pairs by name."""
    if not found.solved:
        yield words.say("The time was too short to solve any of them.")
        return
    if found.solved < found.drawn:
        yield words.say_many(
            "The time was too short for all: {number} was solved with proof, and only that counts.",
            "The time was too short for all: {number} were solved with proof, and only those "
            "count.",
            found.solved,
        )

    def share(number: int) -> str:
        return words.percent(number / found.solved)

    if found.without_plan:
        yield words.say("In {share} there is no plan at all.", share=share(found.without_plan))
    yield words.say(
        "The plan stays as it is, with all its places and dates, in {share}.",
        share=share(found.unchanged),
    )
    for one in found.dates:
        yield words.say(
            "Workshop {number} stays on {day} in {share}.",
            number=one.workshop,
            day=words.day(one.date),
            share=share(one.stays),
        )
    shaky = sorted((one for one in found.pairs if one.stays < found.solved), key=_least_first)
    called = Called(plan.cohort)
    for pair in shaky[:most]:
        yield _stays(pair, share(pair.stays), called, words)
    if len(shaky) > most:
        yield words.say_many(
            "{number} other does not always stay, but in {share} or more.",
            "{number} others do not always stay, but in {share} or more.",
            len(shaky) - most,
            share=share(shaky[most].stays),
        )
    always = len(found.pairs) - len(shaky)
    if always:
        yield _always(always, plan, words)


def _least_first(one: PairStays) -> tuple[int, str]:
    return one.stays, one.patient


def _stays(pair: PairStays, share: str, called: Called, words: Words) -> str:
    if pair.professional is None:
        return words.say(
            "{person} has a place in {share}.", person=called(pair.patient), share=share
        )
    return words.say(
        "{patient} and {professional} stay a pair in {share}.",
        patient=called(pair.patient),
        professional=called(pair.professional),
        share=share,
    )


def _always(number: int, plan: Plan, words: Words) -> str:
    if plan.cohort.programme.pairing.form_pairs:
        return words.say_many(
            "{number} pair stays in all of them.", "{number} pairs stay in all of them.", number
        )
    return words.say_many(
        "{number} place stays in all of them.", "{number} places stay in all of them.", number
    )


def chasing_lines(found: Chasing, plan: Plan, words: Words, most: int) -> Iterator[str]:
    """Say which answers are worth asking for, the best first."""
    called = Called(plan.cohort)
    if found.worth:
        yield words.say("Answers worth asking for before deciding:")
    for one in found.worth[:most]:
        yield _worth(one, words, called)
    if len(found.worth) > most:
        yield words.say_many(
            "{number} more answer would bring a better plan with a yes.",
            "{number} more answers would each bring a better plan with a yes.",
            len(found.worth) - most,
        )
    if not all(one.price.proven for one in found.worth):
        yield words.say("The plan itself is not proven the best: some of that may be its own gap.")
    if found.no_better and found.fit_moves:
        yield words.say_many(
            "{number} open answer would bring no better plan with a yes, but for a fit that moves "
            "by at most {points}.",
            "{number} open answers would each bring no better plan with a yes, but for a fit that "
            "moves by at most {points}.",
            found.no_better,
            points=words.number(found.fit_moves),
        )
    elif found.no_better:
        yield words.say_many(
            "{number} open answer would bring no better plan with a yes.",
            "{number} open answers would each bring no better plan with a yes.",
            found.no_better,
        )
    if found.late:
        yield words.say_many(
            "For {number} open answer the time was too short.",
            "For {number} open answers the time was too short.",
            found.late,
        )


def _worth(one: OpenAnswer, words: Words, called: Called) -> str:
    """Say what one yes would bring, and what would change."""
    moves = [
        words.say(
            "workshop {number} would move to {day}",
            number=moved.workshop,
            day=words.day(moved.then),
        )
        for moved in one.price.dates
    ]
    formed = sum(step.then is not None for step in one.price.chain)
    if formed:
        moves.append(
            words.say_many("{number} pair would be new", "{number} pairs would be new", formed)
        )
    if not moves and not one.changes:
        moves.append(words.say("the plan stays as it is"))
    values = {
        "person": called(one.person),
        "day": words.day(one.date),
        "gain": price_sentence(one.price, words),
    }
    if not moves:
        return words.say("If {person} says yes to {day}: {gain}.", **values)
    return words.say(
        "If {person} says yes to {day}: {gain}; {moves}.", moves=words.listed(moves), **values
    )
