"""A comparison in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.comparing.day_words import meeting_lines, workshop_lines
from matcher.comparing.differences import Fate
from matcher.comparing.worth_words import worth_lines
from matcher.export.names import Names

if TYPE_CHECKING:
    from matcher.comparing.differences import Comparison, PairDifference, PersonDifference
    from matcher.language import Words


def lines(found: Comparison, words: Words) -> Iterator[str]:
    """Yield what differs: worth, rules, people, pairs, days, and who must be told."""
    first, second = found.plans
    names = Names(second.cohort, first.cohort)
    yield from worth_lines(found, words)
    if not found.differs:
        yield words.say("Nothing differs.")
        return
    yield from _rules(found, words)
    yield from _applicants(found, words, names)
    yield from _pairs(found, words, names)
    paired = second.cohort.programme.pairing.form_pairs
    yield from workshop_lines(found.workshops, words, names, paired=paired)
    yield from meeting_lines(found.meetings, words, names)
    yield from _told(found, words)


def _rules(found: Comparison, words: Words) -> Iterator[str]:
    for one in found.settings:
        nothing = words.say("nothing")
        yield words.say(
            "Rule {key}: {before} → {after}.",
            key=one.key,
            before=one.before or nothing,
            after=one.after or nothing,
        )


def _applicants(found: Comparison, words: Words, names: Names) -> Iterator[str]:
    by_fate = {
        fate: words.listed(names.person(one.person) for one in found.applicants if one.fate is fate)
        for fate in (Fate.MADE, Fate.GONE)
    }
    if by_fate[Fate.MADE]:
        yield words.say("Only in the second cohort: {people}.", people=by_fate[Fate.MADE])
    if by_fate[Fate.GONE]:
        yield words.say("Only in the first cohort: {people}.", people=by_fate[Fate.GONE])
    for one in found.applicants:
        if one.fate is Fate.CHANGED:
            name, fields = names.person(one.person), ", ".join(one.fields)
            yield words.say("Answers of {name} that differ: {fields}.", name=name, fields=fields)


def _pairs(found: Comparison, words: Words, names: Names) -> Iterator[str]:
    if all(len(one.members) > 1 for one in found.pairs):
        kept = len(found.of_pairs(Fate.KEPT))
        before = kept + len(found.of_pairs(Fate.GONE))
        yield words.say(
            "{kept} of {pairs} stay as they are.",
            kept=words.number(kept),
            pairs=words.pairs(before),
        )
        for one in found.pairs:
            yield from _pair(one, words, names)
    for person in found.people:
        yield from _person(person, words, names)


def _pair(one: PairDifference, words: Words, names: Names) -> Iterator[str]:
    who = words.listed(names.person(member) for member in one.members)
    if one.before is None and one.after is not None:
        fit = words.number(one.after.fit)
        yield words.say("New pair: {people}, fit {fit}.", people=who, fit=fit)
    elif one.after is None:
        yield words.say("No longer a pair: {people}.", people=who)
    elif one.before is not None:
        if one.before.project != one.after.project:
            project = names.project(one.after.project) or words.say("nothing")
            yield words.say("Project of {people} now: {title}.", people=who, title=project)
        if one.before.facilitator != one.after.facilitator:
            leader = one.after.facilitator
            name = names.facilitator(leader) if leader else words.say("nobody")
            yield words.say("{name} now looks after {people}.", name=name, people=who)


def _person(one: PersonDifference, words: Words, names: Names) -> Iterator[str]:
    name = names.person(one.person)
    with_now = words.listed(names.person(other) for other in one.partners_after)
    if one.role_before == one.role_after == "placed":
        yield words.say(
            "{name} is now with {after}, before with {before}.",
            name=name,
            after=with_now or words.say("nobody"),
            before=words.listed(names.person(other) for other in one.partners_before)
            or words.say("nobody"),
        )
    elif one.role_after == "placed" and one.role_before == "waiting":
        yield words.say("{name} comes in from the waiting list.", name=name)
    elif one.role_after == "placed":
        yield words.say("{name} has a place now.", name=name)
    elif one.role_before == "placed" and one.role_after == "waiting":
        yield words.say("{name} loses the place and waits.", name=name)
    elif one.role_before == "placed":
        yield words.say("{name} no longer has a place.", name=name)
    elif one.role_after == "waiting":
        yield words.say("{name} waits now.", name=name)
    else:
        yield words.say("{name} no longer waits.", name=name)


def _told(found: Comparison, words: Words) -> Iterator[str]:
    if not found.told:
        yield words.say("Nobody needs to be told anything.")
        return
    number = len(found.told)
    yield words.say_many("{number} message to send:", "{number} messages to send:", number)
    for one in found.told:
        called = f"{one.name} ({one.id})" if one.name else one.id
        yield f"  {called}: {one.text}"
