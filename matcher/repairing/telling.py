"""A repair and its frontier in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from matcher.plans import Outcome
from matcher.repairing.ways import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matcher.export.names import Names
    from matcher.language import Words
    from matcher.plans import Disturbances, Plan
    from matcher.repairing.points import Choice
    from matcher.repairing.ways import Way


def repair_lines(plan: Plan, words: Words) -> Iterator[str]:
    """Yield what a repair disturbs, in sentences."""
    found = plan.disturbances
    if found is None:
        return
    said = list(parts(found, words))
    if not said:
        yield words.say("Nothing that people know changes.")
    else:
        yield words.say("What people notice: {what}.", what=", ".join(said))
    if plan.status is Outcome.OPTIMAL:
        yield words.say(
            "Proven: no plan disturbs less, and none that disturbs as little is better."
        )
    else:
        yield words.say("Not proven: time ran out before every other plan was ruled out.")
    if found.pairs_short and not _paired(plan):
        yield words.say_many(
            "{number} person more can have a place when more workshops move.",
            "{number} people more can have a place when more workshops move.",
            found.pairs_short,
        )
    elif found.pairs_short:
        yield words.say_many(
            "{number} pair more is possible when more workshops move.",
            "{number} pairs more are possible when more workshops move.",
            found.pairs_short,
        )


def _paired(plan: Plan) -> bool:
    return plan.cohort.programme.pairing.form_pairs


def parts(found: Disturbances, words: Words) -> Iterator[str]:
    """Yield each kind of disturbance that there is, with its number."""
    if found.announced_moved:
        yield words.say_many(
            "{number} announced date moves", "{number} announced dates move", found.announced_moved
        )
    planned = found.dates_moved - found.announced_moved
    if planned:
        yield words.say_many("{number} workshop moves", "{number} workshops move", planned)
    if found.new_partners:
        yield words.say_many(
            "{number} person gets another partner",
            "{number} people get another partner",
            found.new_partners,
        )
    if found.places_lost:
        yield words.say_many(
            "{number} person loses their place",
            "{number} people lose their place",
            found.places_lost,
        )
    if found.check_ins_moved:
        yield words.say_many(
            "{number} check-in moves or falls away",
            "{number} check-ins move or fall away",
            found.check_ins_moved,
        )
    if found.venues_changed:
        yield words.say_many(
            "{number} workshop is held elsewhere",
            "{number} workshops are held elsewhere",
            found.venues_changed,
        )


def frontier_lines(choices: Sequence[Choice], words: Words) -> Iterator[str]:
    """Yield the points of a frontier, numbered from 1."""
    if not choices:
        yield words.say("There is no plan then, whatever moves.")
        return
    best = max(choices, key=lambda one: one.net)
    for number, one in enumerate(choices, start=1):
        objective, found = one.plan.objective, one.plan.disturbances
        assert objective is not None
        assert found is not None
        said = ", ".join(parts(found, words)) or words.say("nothing that people know changes")
        yield words.say(
            "{number}. {pairs}, {total} points: {what}.",
            number=number,
            pairs=words.placed(objective.pairs, paired=_paired(one.plan)),
            total=words.number(objective.total),
            what=said,
        )
        if one is best and len(choices) > 1:
            yield words.say(
                "   Worth most when disturbances are weighed: {net} points are left of {total}.",
                net=words.number(one.net),
                total=words.number(objective.total),
            )
    if any(one.plan.status is not Outcome.OPTIMAL for one in choices):
        yield words.say("Not all of these are proven: time ran out.")
    elif len(choices) == 1:
        yield words.say("Proven: disturbing more, within what was tried, gains nothing.")
    else:
        yield words.say("Proven: no plan that disturbs as little as one of these is better.")


def way_lines(ways: Sequence[Way], words: Words, names: Names) -> Iterator[str]:
    """Yield what can be done for each person who is left alone, with the change that does it."""
    for person, theirs in groupby(ways, key=lambda one: one.person):
        yield words.say(
            "{name} is left without a partner. What can be done:", name=names.person(person)
        )
        for one in theirs:
            whom = words.listed(names.person(who) for who in one.with_whom)
            what = {
                Kind.PARTNER: words.say("a new partner, {whom}", whom=whom),
                Kind.TRIO: words.say("a trio with {whom}", whom=whom),
                Kind.PAUSE: words.say("a pause"),
            }[one.kind]
            objective, found = one.plan.objective, one.plan.disturbances
            assert objective is not None
            assert found is not None
            yield words.say(
                "  - {what}: {pairs}, {total} points ({price} fewer than now); {disturbed}",
                what=what,
                pairs=words.pairs(objective.pairs),
                total=words.number(objective.total),
                price=words.number(one.price),
                disturbed=", ".join(parts(found, words))
                or words.say("nothing that people know changes"),
            )
            yield f"      {one.change}"
