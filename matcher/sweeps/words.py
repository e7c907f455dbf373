"""A sweep in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.language.reasons import reason_in_words
from matcher.language.words import to_say
from matcher.sweeps.results import State

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.sweeps.results import Row, Sweep

NO_PLAN = {
    State.INFEASIBLE: to_say("no plan exists"),
    State.UNKNOWN: to_say("no plan found in time"),
    State.REFUSED: to_say("not possible together"),
    State.FAILED: to_say("failed"),
    State.STOPPED: to_say("stopped"),
}
"""What is said of a point without a plan."""

CHANGE_POINTS = (
    *("weights.", "costs.", "programme.start", "programme.end", "programme.country"),
    *("programme.subdivision", "workshops.weekdays", "workshops.count"),
)
"""How the settings begin that change what a pair is worth, the same pair on the same dates."""


def lines(sweep: Sweep, words: Words) -> Iterator[str]:
    """Yield how many points have a plan, each point, and the best of them."""
    yield _counted(sweep, words)
    yield from (f"  {_row(row, words)}" for row in sweep.rows)
    yield from _best(sweep, words)
    if any(one.key.startswith(CHANGE_POINTS) for one in sweep.varied):
        yield words.say(
            "What is varied here changes what a pair is worth: compare pairs and dates, and totals "
            "with care."
        )
    if not sweep.is_whole:
        stopped = sum(row.status is State.STOPPED for row in sweep.rows)
        yield words.say_many(
            "Stopped early: {number} point is missing, the others are kept.",
            "Stopped early: {number} points are missing, the others are kept.",
            stopped,
        )


def settings_in_words(row: Row) -> str:
    """Return what a point sets, as in `programme.toml`."""
    return ", ".join(f"{key} = {value}" for key, value in row.settings.items())


def state_in_words(row: Row, words: Words) -> str:
    """Return in a few words what is known of a point."""
    if row.status is State.OPTIMAL:
        return words.say("proven")
    if row.status is State.FEASIBLE:
        return words.say("at most {share} better is possible", share=words.percent(row.gap or 0.0))
    return words.say(NO_PLAN[row.status])


def _counted(sweep: Sweep, words: Words) -> str:
    planned = sum(row.has_plan for row in sweep.rows)
    proven = sum(row.status is State.OPTIMAL for row in sweep.rows)
    return words.say_many(
        "{number} point: {planned} with a plan, {proven} of them proven to be the best.",
        "{number} points: {planned} with a plan, {proven} of them proven to be the best.",
        len(sweep.rows),
        planned=words.number(planned),
        proven=words.number(proven),
    )


def _row(row: Row, words: Words) -> str:
    known = state_in_words(row, words)
    if row.pairs is None or row.total is None or row.worst_fit is None:
        why = reason_in_words(row.reason, words)
        said = words.say("{settings}: {known}.", settings=settings_in_words(row), known=known)
        return f"{said} {why}".rstrip()
    return words.say(
        "{settings}: {pairs}, total {total}, lowest fit {fit}; {known}.",
        settings=settings_in_words(row),
        pairs=words.pairs(row.pairs),
        total=words.number(row.total),
        fit=words.number(row.worst_fit),
        known=known,
    )


def _best(sweep: Sweep, words: Words) -> Iterator[str]:
    worths = {row.number: (row.pairs or 0, row.total or 0) for row in sweep.rows if row.has_plan}
    if len(worths) < 2:
        return
    pairs, total = max(worths.values())
    best = [row for row in sweep.rows if worths.get(row.number) == (pairs, total)]
    yield words.say(
        "Most pairs, and of these the highest total ({pairs}, {total}): {settings}.",
        pairs=words.pairs(pairs),
        total=words.number(total),
        settings=words.parted(settings_in_words(row) for row in best),
    )
