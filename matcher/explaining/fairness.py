"""How even a plan is: the price of a higher lowest fit, places and fits by group, and envy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.explaining.envy import Envy, envy
from matcher.explaining.frontier import Frontier, frontier
from matcher.explaining.no_plan import no_plan_lines
from matcher.explaining.questions import Options, Told
from matcher.explaining.shares import Share, shares
from matcher.explaining.standing import Standing
from matcher.language.words import to_say
from matcher.records import Record
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.language import Words
    from matcher.plans import Plan

BY = {
    "side": to_say("Side"),
    "organisation": to_say("Organisation"),
    "area": to_say("Area"),
    "days": to_say("Days that suit"),
    "access_needs": to_say("Access needs"),
}
"""What people are grouped by, in words."""


class Fairness(Record):
    """What is told of fairness."""

    answered: bool
    """Whether there is a plan to tell of."""
    shares: tuple[Share, ...] = ()
    frontier: Frontier | None = None
    envy: Envy | None = None
    """Nothing where people are not paired: there is no fit then."""


def tell(plan: Plan, words: Words, options: Options) -> Told:
    """Return how even a plan is.

    Parameters
    ----------
    plan, words, options
        As `Question.ask` takes them.
    """
    if not plan.pairs:
        return Told(Fairness(answered=False), no_plan_lines(plan, words, options.folder))
    found = Fairness(answered=True, shares=shares(plan, words))
    if plan.cohort.programme.pairing.form_pairs:
        standing, budget = Standing.of(plan), Budget(options.seconds, options.progress)
        both = {"frontier": frontier(standing, budget), "envy": envy(standing)}
        found = found.model_copy(update=both)
    return Told(found, tuple(_lines(found, words, options.most, Called(plan.cohort))))


def _lines(found: Fairness, words: Words, most: int, called: Called) -> Iterator[str]:
    if found.frontier is not None:
        yield from _price(found.frontier, words)
    for share in found.shares:
        if share.applied is None or share.placed is None:
            continue
        values = {
            "by": words.say(BY[share.by]),
            "group": share.group,
            "placed": words.number(share.placed),
            "applied": words.number(share.applied),
        }
        if share.mean_fit is None:
            yield words.say("{by}, {group}: {placed} of {applied} have a place.", **values)
        else:
            yield words.say(
                "{by}, {group}: {placed} of {applied} have a place; their mean fit is {fit}.",
                fit=words.number(share.mean_fit),
                **values,
            )
    yield words.say("Groups of fewer than five are not shown.")
    if found.envy is not None:
        yield from _envy(found.envy, words, most, called)


def _price(price: Frontier, words: Words) -> Iterator[str]:
    for point in price.points:
        yield words.say(
            "With a lowest fit of {fit}, the total is at best {total}.",
            fit=words.number(point.worst_fit),
            total=words.number(point.total),
        )
    if price.complete:
        yield words.say("No higher lowest fit is possible with as many places.")
    else:
        yield words.say("The time was too short to look at every higher lowest fit.")


def _envy(found: Envy, words: Words, most: int, called: Called) -> Iterator[str]:
    if not found.blocking:
        yield words.say("No two people would both rather have each other.")
    else:
        yield words.say_many(
            "{number} time two people fit each other better than the partners they have:",
            "{number} times two people fit each other better than the partners they have:",
            len(found.blocking),
        )
    for one in found.blocking[:most]:
        yield words.say(
            "{patient} and {professional}, with a fit of {fit}.",
            patient=called(one.patient),
            professional=called(one.professional),
            fit=words.number(one.fit),
        )
    yield words.say(
        "Pairs on these dates that leave nobody such a wish: {pairs}, with a total of {total}.",
        pairs=words.pairs(found.stable_pairs),
        total=words.number(found.stable_total),
    )
    if not found.unique:
        yield words.say("There may be other such pairings; this is the one of the highest fits.")
    if found.without_limits:
        yield words.say(
            "They need not keep to limits on projects or groups, nor place all who must be placed."
        )
