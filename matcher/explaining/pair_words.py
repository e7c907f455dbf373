"""The answer about two people, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.allowed import MIN_FIT_KEY, MIN_FIT_TEXT, RULES, partners
from matcher.aside import pausing
from matcher.explaining.answers import Coming, PairAnswer, Standing
from matcher.explaining.called import Called
from matcher.explaining.fit_words import fit_sentence
from matcher.explaining.price_words import no_price, price_lines, price_sentence
from matcher.happened import at_work
from matcher.language.reasons import reason_in_words
from matcher.plans import Outcome
from matcher.trios import kept_together, third_members
from matcher.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matcher.cohort import Cohort
    from matcher.explaining.answers import Price
    from matcher.language import Words


def pair_lines(answer: PairAnswer, cohort: Cohort, words: Words) -> tuple[str, ...]:
    """Return the answer about two people in sentences, a line each."""
    called = Called(cohort)
    return (
        *_standing(answer, cohort, words, called),
        *_forced(answer, words, called),
        *_fit(answer, cohort, words, called),
        *_ranks(answer, words, called),
        *attendance_lines(answer.attendance, words, called),
        *_dates(answer, words),
        *_alternatives(answer, words, called),
    )


def _standing(answer: PairAnswer, cohort: Cohort, words: Words, called: Called) -> Iterator[str]:
    two = {
        "one": called.in_full(answer.patient),
        "other": called.in_full(answer.professional),
    }
    if answer.standing is Standing.PAIRED:
        yield words.say("{one} and {other} are a pair in this plan.", **two)
        if answer.fixed == "decision":
            yield words.say("That was decided by hand, before anything was chosen.")
        if answer.fixed == "at_work":
            yield words.say("The pair is at work already, and goes on.")
        if answer.fixed == "together":
            yield words.say("They applied together: paired with each other, or not at all.")
        return
    yield words.say("{one} and {other} are no pair in this plan.", **two)
    if answer.standing is Standing.NO_PLAN:
        yield words.say("No rule forbids the pair, but there is no plan.")
    if answer.standing is Standing.FORBIDDEN:
        yield words.say("A rule forbids the pair: {why}.", why=_why(answer, cohort, words, called))
    if answer.standing is Standing.KEPT:
        yield from _kept(answer, cohort, words, called)


def _why(answer: PairAnswer, cohort: Cohort, words: Words, called: Called) -> str:
    """Return the rule that forbids a pair, with the answers that it read."""
    people = {person.person_id: person for person in cohort.people}
    one, other = people[answer.patient], people[answer.professional]
    for person in (one, other):
        name = called(person.person_id)
        if answer.rule == "consent" and not person.consent:
            return words.say("{person} has not consented", person=name)
        if answer.rule == "withdrawn" and not person.is_applicant:
            return words.say("{person} has withdrawn", person=name)
        if answer.rule == "pausing" and person.person_id in pausing(cohort):
            return words.say("{person} is pausing", person=name)
        if answer.rule == "third" and person.person_id in third_members(cohort):
            return words.say("{person} is the third member of a pair", person=name)
    text = {rule.key: rule.text for rule in RULES} | {MIN_FIT_KEY: MIN_FIT_TEXT}
    why = reason_in_words(text[answer.rule or ""], words)
    if answer.rule == "language":
        said = words.say(
            "{one} speaks {languages}, {other} {other_languages}",
            one=called(one.person_id),
            languages=words.listed(one.languages),
            other=called(other.person_id),
            other_languages=words.listed(other.languages),
        )
        return f"{why} ({said})"
    if answer.rule == MIN_FIT_KEY:
        least = cohort.programme.pairing.min_fit
        asked = words.say("{fit}, and at least {least} is asked", fit=answer.fit, least=least)
        return f"{why} ({asked})"
    if answer.rule == "partner":
        together = partners(cohort)
        said = words.listed(
            words.say("{one} with {other}", one=called(who), other=called(together[who]))
            for who in (one.person_id, other.person_id)
            if who in together
        )
        return f"{why} ({said})"
    return why


def _kept(answer: PairAnswer, cohort: Cohort, words: Words, called: Called) -> Iterator[str]:
    asked = {answer.patient, answer.professional}
    for one, two in kept_together(cohort):
        if {one, two} & asked:
            yield words.say(
                "{one} and {other} are kept together by a decision.",
                one=called(one),
                other=called(two),
            )
    for one, partner in at_work(cohort):
        if partner is not None and {one, partner} & asked:
            yield words.say(
                "{one} and {other} are a pair at work, which goes on.",
                one=called(one),
                other=called(partner),
            )


def _forced(answer: PairAnswer, words: Words, called: Called) -> Iterator[str]:
    price, here = answer.forced, answer.on_these_dates
    if price is None or here is None:
        return
    if price.objective is None:
        yield (
            words.say("No rule forbids the pair, but it cannot be had:")
            if price.status is Outcome.INFEASIBLE
            else words.say("No rule forbids the pair, but its price on any dates is not known:")
        )
        yield f"  {capitalised(no_price(price, words))}"
        if here.objective is not None:
            yield words.say(
                "With the dates as they are: {price}.", price=price_sentence(here, words)
            )
            yield from (f"  {line}" for line in price_lines(here, words, called))
        elif here.reason is not None and here.reason != price.reason:
            yield words.say("With the dates as they are: {why}", why=no_price(here, words))
        return
    yield words.say(
        "The best plan with this pair has, against this one: {price}.",
        price=price_sentence(price, words),
    )
    yield from (f"  {line}" for line in price_lines(price, words, called))
    if not price.dates:
        if answer.attendance:
            yield "  " + words.say("The dates would stay as they are.")
        return
    if here.objective is None:
        yield words.say("With the dates as they are: {why}", why=no_price(here, words))
        return
    yield words.say("With the dates as they are: {price}.", price=price_sentence(here, words))
    yield from (f"  {line}" for line in price_lines(here, words, called))


def _fit(answer: PairAnswer, cohort: Cohort, words: Words, called: Called) -> Iterator[str]:
    people = {person.person_id: person for person in cohort.people}
    one, other = people[answer.patient], people[answer.professional]
    yield words.say("Fit: {fit} of 1000, made of", fit=answer.fit)
    for mark in answer.parts:
        said = fit_sentence(mark.criterion, one, other, cohort, words, called)
        points = {"points": mark.points, "most": mark.most}
        yield "  " + words.say("{points} of {most}: {why}", why=said, **points)
    if answer.coverage < 1:
        yield words.say(
            "{share} of the fit rests on answers; what was not answered counts half.",
            share=words.percent(answer.coverage),
        )
    else:
        yield words.say("All of the fit rests on answers.")


def _ranks(answer: PairAnswer, words: Words, called: Called) -> Iterator[str]:
    for rank in answer.ranks:
        other = answer.professional if rank.person == answer.patient else answer.patient
        names = {"person": called(rank.person), "other": called(other)}
        if not rank.allowed:
            yield words.say("{person} has no allowed partner.", person=names["person"])
            continue
        if not rank.better:
            yield words.say(
                "Allowed partners of {person}: {allowed}. None of them fits better than {other}.",
                allowed=rank.allowed,
                **names,
            )
            continue
        yield words.say_many(
            "Allowed partners of {person}: {allowed}. {number} of them fits better than {other}.",
            "Allowed partners of {person}: {allowed}. {number} of them fit better than {other}.",
            rank.better,
            allowed=rank.allowed,
            **names,
        )


def attendance_lines(attendance: Sequence[Coming], words: Words, called: Called) -> Iterator[str]:
    """Yield who can come to which workshop of the plan."""
    for one in attendance:
        day = {"number": one.workshop, "day": words.day(one.date)}
        if one.held:
            yield (
                words.say("Workshop {number} was held on {day}; it counts as attended.", **day)
                if one.together
                else words.say("Workshop {number} was held on {day}; it counts as missed.", **day)
            )
            continue
        said = [_answer(called(who), said, words) for who, said in one.answers.items()]
        listed = words.parted(text for text in said if text)
        yield (
            words.say("Workshop {number}, {day}: {answers}.", answers=listed, **day)
            if listed
            else words.say_many(
                "Workshop {workshop}, {day}: can come.",
                "Workshop {workshop}, {day}: both can come.",
                len(one.answers),
                workshop=one.workshop,
                day=words.day(one.date),
            )
        )


def _answer(name: str, said: str, words: Words) -> str:
    known = {
        "if_needed": words.say("{person} only if needed", person=name),
        "unknown": words.say("{person} has not answered", person=name),
        "no": words.say("{person} cannot come", person=name),
    }
    return known.get(said, "")


def _dates(answer: PairAnswer, words: Words) -> Iterator[str]:
    if answer.value is None:
        return
    if not answer.enough:
        yield words.say("Together they cannot attend as many of these workshops as the rules ask.")
    elif answer.value != answer.fit:
        yield words.say(
            "On these dates the pair is worth {value} points: the fit, less what missed and "
            "if-needed workshops cost.",
            value=words.number(answer.value),
        )


def _alternatives(answer: PairAnswer, words: Words, called: Called) -> Iterator[str]:
    for person, price in answer.alternatives.items():
        yield from _alternative(called(person), price, words, called)


def _alternative(name: str, price: Price, words: Words, called: Called) -> Iterator[str]:
    if price.objective is None or price.partner is None:
        yield words.say(
            "No plan in which {person} has another partner was found: {why}",
            person=name,
            why=no_price(price, words),
        )
        return
    yield words.say(
        "The best plan in which {person} has another partner pairs them with {partner}: {price}.",
        person=name,
        partner=called(price.partner),
        price=price_sentence(price, words),
    )
    if not price.proven:
        yield words.say("This is not proven: the search ended before it was sure of both plans.")
