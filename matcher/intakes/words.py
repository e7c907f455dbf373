"""An intake in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.intakes.results import Intake
    from matcher.language import Words

MOST_REASONS = 5
"""How many reasons for waiting are told, the commonest first."""


def lines(intake: Intake, words: Words) -> Iterator[str]:
    """Yield how many cohorts there are, how good they are, and who waits."""
    worth = intake.objective
    if worth is None:
        yield words.say("There is no cohort at all.")
    else:
        yield words.say_many(
            "{number} cohort, {pairs}, total {total}, lowest fit {fit}.",
            "{number} cohorts, {pairs}, total {total}, lowest fit {fit}.",
            worth.cohorts,
            pairs=words.pairs(worth.pairs),
            total=words.number(worth.total),
            fit=words.number(worth.worst_fit or 0),
        )
        yield _proof(intake, words)
    unsettled = sum(one.unsettled for one in intake.cohorts)
    if unsettled:
        yield words.say_many(
            "{number} check-in or the like could not be settled; each cohort's plan says why.",
            "{number} check-ins and the like could not be settled; each cohort's plan says why.",
            unsettled,
        )
    yield from _waiting(intake, words)


def _proof(intake: Intake, words: Words) -> str:
    worth = intake.objective
    assert worth is not None
    if worth.pairs < intake.most_pairs:
        return words.say(
            "At most {most} have a place under these rules; the total of any cohorts is at most "
            "{bound}, {share} more.",
            most=words.pairs(intake.most_pairs),
            bound=words.number(intake.bound),
            share=words.percent(intake.gap or 0.0),
        )
    if intake.status == "optimal":
        return words.say("Proven: no other cohorts have more pairs or a higher total.")
    return words.say(
        "No other cohorts have more pairs; their total is at most {bound}, {share} more.",
        bound=words.number(intake.bound),
        share=words.percent(intake.gap or 0.0),
    )


def _waiting(intake: Intake, words: Words) -> Iterator[str]:
    if not intake.waiting:
        yield words.say("Everybody who applied has a place.")
        return
    yield words.say_many(
        "{number} person waits; waiting.csv says why.",
        "{number} people wait; waiting.csv says why.",
        len(intake.waiting),
    )
    short = Counter(one.area for one in intake.waiting)
    for area, count in sorted(short.items(), key=lambda item: (-item[1], item[0]))[:MOST_REASONS]:
        yield "  " + words.say(
            "{area}: {people}.",
            area=area or words.say("without an area"),
            people=words.people(count),
        )
