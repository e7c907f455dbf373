"""A batch in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.batch.results import State
from matcher.language.reasons import reason_in_words
from matcher.language.words import to_say

if TYPE_CHECKING:
    from matcher.batch.results import Batch, Row
    from matcher.language import Words

MOST_TOLD = 12
"""How many cohorts without a plan are told one by one."""

CALLED = {
    State.OPTIMAL: to_say("best plan, proven"),
    State.FEASIBLE: to_say("a plan, not proven to be the best"),
    State.INFEASIBLE: to_say("no plan exists"),
    State.UNKNOWN: to_say("no plan found in time"),
    State.REFUSED: to_say("files that cannot be used"),
    State.FAILED: to_say("failed"),
    State.KILLED: to_say("the process was killed"),
    State.STOPPED: to_say("stopped"),
}


def called(status: State, words: Words) -> str:
    """Return what is known of a cohort, in a few words."""
    return words.say(CALLED[status])


def why(row: Row, words: Words) -> str:
    """Return why there is no plan, or none with more pairs."""
    return reason_in_words(row.reason, words) if row.reason else ""


def lines(batch: Batch, words: Words) -> Iterator[str]:
    """Yield how many cohorts have a plan, what became of the others, and what to do."""
    found = Counter(row.status for row in batch.rows)
    planned = sum(row.total is not None for row in batch.rows)
    yield words.say_many(
        "{number} cohort: {planned} with a plan, {proven} of them proven to be the best.",
        "{number} cohorts: {planned} with a plan, {proven} of them proven to be the best.",
        len(batch.rows),
        planned=words.number(planned),
        proven=words.number(found[State.OPTIMAL]),
    )
    kept = sum(row.is_from_before for row in batch.rows)
    if kept:
        yield words.say_many(
            "{number} was made in an earlier run from the same files, and is kept.",
            "{number} were made in an earlier run from the same files, and are kept.",
            kept,
        )
    for status in State:
        if found[status] and status not in (State.OPTIMAL, State.FEASIBLE):
            yield f"  {called(status, words)}: {words.number(found[status])}"
    without = [row for row in batch.rows if row.total is None and row.status is not State.STOPPED]
    for row in without[:MOST_TOLD]:
        yield f"  {row.name}: {why(row, words) or called(row.status, words)}"
    if len(without) > MOST_TOLD:
        more = words.number(len(without) - MOST_TOLD)
        yield "  " + words.say("… and {number} more, in batch.csv.", number=more)
    if not batch.is_whole:
        yield words.say("The same command goes on where this one stopped.")
