"""The answer about one person, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.explaining.pair_words import attendance_lines, pair_lines
from matcher.explaining.price_words import no_price, price_lines, price_sentence
from matcher.follow_up import unanswered
from matcher.language.reasons import reason_in_words
from matcher.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.cohort import Cohort
    from matcher.explaining.answers import PersonAnswer, Price
    from matcher.language import Words


def person_lines(answer: PersonAnswer, cohort: Cohort, words: Words) -> tuple[str, ...]:
    """Return the answer about one person in sentences, a line each."""
    return (*_lines(answer, cohort, words), *_unanswered(answer.person, cohort, words))


def _unanswered(person: str, cohort: Cohort, words: Words) -> Iterator[str]:
    """Say which invitations wait for an answer: one worth asking for."""
    waiting = [
        number for (number, _), who in unanswered(cohort).items() if number and person in who
    ]
    if waiting:
        numbers = words.listed(str(number) for number in sorted(waiting))
        yield words.say("No answer yet to the invitation to workshop {numbers}.", numbers=numbers)


def _lines(answer: PersonAnswer, cohort: Cohort, words: Words) -> Iterator[str]:
    called = Called(cohort)
    name = called.in_full(answer.person)
    if answer.standing == "gone":
        gone = next(one for one in cohort.people if one.person_id == answer.person)
        yield (
            words.say("{person} has withdrawn, and so has no place.", person=name)
            if gone.consent
            else words.say("{person} has not consented, and so has no place.", person=name)
        )
    elif answer.standing == "no_plan":
        yield words.say("{person} has no place: there is no plan.", person=name)
    elif answer.standing == "third" and answer.pair is not None:
        pair = answer.pair
        yield words.say(
            "{person} has joined {patient} and {professional} as the third of their pair.",
            person=name,
            patient=called(pair.patient),
            professional=called(pair.professional),
        )
        yield from attendance_lines(answer.attendance, words, called)
        yield from pair_lines(pair, cohort, words)
    elif answer.pair is not None:
        yield from pair_lines(answer.pair, cohort, words)
    elif answer.standing == "placed":
        yield words.say("{person} has a place in this plan.", person=name)
        yield from attendance_lines(answer.attendance, words, called)
    else:
        yield words.say("{person} is on the waiting list.", person=name)
        if answer.reason:
            yield sentence(
                words.say("The reason: {reason}", reason=reason_in_words(answer.reason, words))
            )
        yield from attendance_lines(answer.attendance, words, called)
        yield from _placing(answer, words, called)
        yield from _answering(answer, words, called)


def _placing(answer: PersonAnswer, words: Words, called: Called) -> Iterator[str]:
    price, here = answer.placed, answer.on_these_dates
    if price is None or here is None:
        return
    name = called(answer.person)
    if price.objective is None:
        yield words.say(
            "A plan with a place for {person}: {why}", person=name, why=no_price(price, words)
        )
        return
    yield words.say(
        "The best plan with a place for {person} has, against this one: {price}.",
        person=name,
        price=price_sentence(price, words),
    )
    yield from _partner(price, words, called)
    if not price.dates:
        return
    if here.objective is None:
        yield words.say(
            "With the dates as they are: {why}",
            why=no_price(here, words),
        )
        return
    yield words.say("With the dates as they are: {price}.", price=price_sentence(here, words))
    yield from _partner(here, words, called)


def _partner(price: Price, words: Words, called: Called) -> Iterator[str]:
    if price.partner is not None:
        yield "  " + words.say("The partner would be {partner}.", partner=called(price.partner))
    yield from (f"  {line}" for line in price_lines(price, words, called))


def _answering(answer: PersonAnswer, words: Words, called: Called) -> Iterator[str]:
    price, name = answer.with_every_day, called(answer.person)
    if price is None or price.objective is None:
        return
    if not price.placed:
        yield words.say(
            "If {person} could come on every day, the plan would still leave them out.", person=name
        )
        return
    yield words.say(
        "If {person} could come on every day, the plan would have a place for them.", person=name
    )
    if price.partner is not None:
        yield "  " + words.say("The partner would be {partner}.", partner=called(price.partner))
    if answer.days:
        yield "  " + words.say(
            "A yes for {days} would be enough, if nobody else's answers change.",
            days=words.listed(words.day(day) for day in answer.days),
        )
