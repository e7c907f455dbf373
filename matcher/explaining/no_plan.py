"""That there is no plan to ask about, in sentences, and where to ask why."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from matcher.plans import Outcome

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.plans import Plan


def no_plan(plan: Plan, words: Words) -> str:
    """Return that there is no plan, or that none was found."""
    if plan.status is Outcome.INFEASIBLE:
        return words.say("There is no plan under these rules; that is proven.")
    return words.say("No plan was found in time.")


def no_plan_lines(plan: Plan, words: Words, folder: str) -> tuple[str, ...]:
    """Return the same, and the command that says what stands in the way.

    Parameters
    ----------
    plan, words
        A plan without places, and what writes in the language of those who read it.
    folder
        What the folder of the plan is called in commands.
    """
    command = shlex.join(["matcher", "explain", folder, "--about", "nothing-works"])
    asks = words.say("What stands in the way, and what would help: {command}", command=command)
    return no_plan(plan, words), asks
