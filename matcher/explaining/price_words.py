"""What one more demand costs, in sentences: points, pairs, dates, and who changes partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.explaining.answers import Price, Step
    from matcher.explaining.called import Called
    from matcher.language import Words


def price_sentence(price: Price, words: Words) -> str:
    """Return what a plan loses against another, on every level that differs."""
    said = [*_people(price, words), *_points(price, words)]
    return words.listed(said) if said else words.say("nothing: such a plan is as good")


def price_lines(price: Price, words: Words, called: Called) -> Iterator[str]:
    """Yield what follows from a demand: the proof, the dates that move, and who moves."""
    if not price.proven:
        yield words.say("This is not proven: the search ended before it was sure of both plans.")
    for moved in price.dates:
        yield words.say(
            "Workshop {number} would be on {then} in place of {now}.",
            number=moved.workshop,
            then=words.day(moved.then),
            now=words.day(moved.now),
        )
    for step in price.chain:
        yield _step(step, words, called)


def no_price(price: Price, words: Words) -> str:
    """Return why there is no price."""
    if price.status is Outcome.INFEASIBLE and price.reason is not None:
        return words.say("there is no such plan: {reason}.", reason=words.say(price.reason))
    if price.status is Outcome.INFEASIBLE:
        return words.say("there is no such plan.")
    return words.say(
        "the search ended before any such plan was found; there may or may not be one."
    )


def _people(price: Price, words: Words) -> list[str]:
    """Return how many pairs and reserves more or fewer there are."""
    said = []
    if price.pairs < 0:
        said.append(words.say_many("{number} pair fewer", "{number} pairs fewer", -price.pairs))
    if price.pairs > 0:
        said.append(words.say_many("{number} pair more", "{number} pairs more", price.pairs))
    if price.reserves > 0:
        said.append(
            words.say_many(
                "{number} more reserve called in",
                "{number} more reserves called in",
                price.reserves,
            )
        )
    if price.reserves < 0:
        said.append(
            words.say_many(
                "{number} reserve fewer called in",
                "{number} reserves fewer called in",
                -price.reserves,
            )
        )
    return said


def _points(price: Price, words: Words) -> list[str]:
    """Return how the total and the lowest fit differ."""
    assert price.objective is not None
    said = []
    now, then = price.objective.total - price.total, price.objective.total
    points = {"now": words.number(now), "then": words.number(then)}
    if price.total < 0:
        said.append(
            words.say_many(
                "{number} point less in total ({then} in place of {now})",
                "{number} points less in total ({then} in place of {now})",
                -price.total,
                **points,
            )
        )
    if price.total > 0:
        said.append(
            words.say_many(
                "{number} point more in total ({then} in place of {now})",
                "{number} points more in total ({then} in place of {now})",
                price.total,
                **points,
            )
        )
    if price.worst_fit:
        said.append(
            words.say(
                "a lowest fit of {then} in place of {now}",
                now=price.objective.worst_fit - price.worst_fit,
                then=price.objective.worst_fit,
            )
        )
    return said


def _step(step: Step, words: Words, called: Called) -> str:
    names = {"person": called(step.person)}
    if step.then is None:
        return words.say("{person} would have no place.", **names)
    names["partner"] = called(step.then)
    if step.now is None and step.freed is None:
        return words.say("{person} and {partner} would both get a place, together.", **names)
    if step.now is None:
        return words.say(
            "{person}, who has no place now, would go to {partner}, who is with {freed} now.",
            freed=called(step.freed or ""),
            **names,
        )
    if step.freed is None:
        return words.say("{person} would go to {partner}, who has no place now.", **names)
    return words.say(
        "{person} would go to {partner}, who is with {freed} now.",
        freed=called(step.freed),
        **names,
    )
