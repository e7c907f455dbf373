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
    return f"{formed} {verdict(plan, words)}"
