"""What is proven of a plan, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Outcome

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.plans import Plan


def verdict(plan: Plan, words: Words) -> str:
    """Return what is proven, in a sentence."""
    if plan.status is Outcome.OPTIMAL:
        if plan.disturbances is not None:
            return words.say("The fewest changes to the running plan: proven.")
        return words.say("Best possible under your rules: proven.")
    if plan.status is Outcome.INFEASIBLE:
        return words.say("No plan exists under these rules: this is proven.")
    if plan.objective is None or plan.bound is None:
        return words.say("The search ended before any plan was found.")
    points = max(0, plan.bound - plan.objective.total)
    return words.say_many(
        "Not proven to be the best: at most {number} point more ({share}) is possible with as many "
        "places.",
        "Not proven to be the best: at most {number} points more ({share}) are possible with as "
        "many places.",
        points,
        share=words.percent(plan.gap or 0.0),
    )
