"""The answer in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.verdicts import verdict

if TYPE_CHECKING:
    from matcher.export.workbook.source import Source


def answer(source: Source) -> str:
    """Return the answer in a sentence: how many pairs, and whether that is proven to be best."""
    words, plan = source.words, source.plan
    if plan.objective is None:
        return verdict(plan, words)
    formed = words.say(
        "{formed} of {wanted}.",
        formed=words.number(plan.objective.pairs),
        wanted=source.counted(source.cohort.programme.programme.pairs),
    )
<<<<<<< HEAD
    return f"{formed} {verdict(source)}"


def verdict(source: Source) -> str:
    """Return what is proven, in a sentence."""
    words, plan = source.words, source.plan
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
=======
    return f"{formed} {verdict(plan, words)}"
>>>>>>> 683ec94 (Print every month within the sheet, say why there is no plan, and give no small count away in the record)
