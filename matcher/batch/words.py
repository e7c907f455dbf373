"""A batch in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from matcher.batch.results import State
from matcher.errors import Severity
from matcher.language.problems import message_in_words, remedy_in_words
from matcher.language.reasons import reason_in_words
from matcher.language.words import to_say
from matcher.wording import sentence

if TYPE_CHECKING:
    from matcher.batch.results import Batch, Row
    from matcher.errors import Problem
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


def why(row: Row, words: Words, problems: Sequence[Problem] = ()) -> str:
    """Return why there is no plan, or none with more pairs; the first error in its files."""
    first = next((one for one in problems if one.severity is Severity.ERROR), None)
    if first is not None:
        return _in_words(first, words)
    return reason_in_words(row.reason, words) if row.reason else ""


def lines(
    batch: Batch, words: Words, problems: Mapping[str, Sequence[Problem]] | None = None
) -> Iterator[str]:
    """Yield how many cohorts have a plan, what became of the others, and what to do.

    Parameters
    ----------
    batch
        Every cohort.
    words
        In which language.
    problems
        The name of a cohort -> what is wrong with its files; its row holds the first in English.
    """
    known = problems or {}
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
        said = why(row, words, known.get(row.name, ()))
        yield f"  {row.name}: {said or called(row.status, words)}"
    if len(without) > MOST_TOLD:
        more = words.number(len(without) - MOST_TOLD)
        yield "  " + words.say("… and {number} more, in batch.csv.", number=more)
    if not batch.is_whole:
        yield words.say("The same command goes on where this one stopped.")


def _in_words(problem: Problem, words: Words) -> str:
    """Return a problem in one line: where it stands, what is wrong, and what to do."""
    row = "" if problem.row is None else words.say("row {row}", row=words.number(problem.row))
    place = ", ".join(filter(None, (problem.file, row, problem.column)))
    value = "" if problem.value is None else f" ({problem.value})"
    message = sentence(f"{message_in_words(problem, words)}{value}")
    return f"{place}: {message} {remedy_in_words(problem, words)}".strip()
