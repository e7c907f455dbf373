"""What other dates would change, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.language.labels import placed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matcher.explaining.dates import Dates, Move
    from matcher.language import Words
    from matcher.plans import Plan


def dates_lines(found: Dates, plan: Plan, words: Words, most: int) -> Iterator[str]:
    """Say the best other dates of each workshop, and the best sets of other dates."""
    if plan.objective is not None and any(move.worst_fit is not None for move in found.moves):
        yield words.say(
            "This plan has a lowest fit of {fit} and a total of {total}; here the lowest fit "
            "counts before the total.",
            fit=words.number(plan.objective.worst_fit),
            total=words.number(plan.objective.total),
        )
    come, called = {one.date: one.pairs for one in found.attendance}, Called(plan.cohort)
    for workshop in plan.workshops:
        yield words.say(
            "Workshop {number}, {day}: {come} of {all} in the plan can come.",
            number=workshop.number,
            day=words.day(workshop.date),
            come=words.number(come[workshop.date]),
            all=placed(len(plan.pairs), plan.cohort, words),
        )
        moves = [move for move in found.moves if move.workshop == workshop.number]
        settled = sorted((move for move in moves if move.pairs is not None), key=_best_first)
        for move in settled[:most]:
            yield _said(move, come[move.date], plan, words, called)
        if not moves:
            yield words.say("No other date is possible while the other workshops stay.")
        none = sum(move.possible is False for move in moves)
        if none:
            yield words.say_many(
                "On {number} other date there is no plan at all.",
                "On {number} other dates there is no plan at all.",
                none,
            )
        late = sum(move.possible is None for move in moves)
        if late:
            yield words.say_many(
                "For {number} other date the time was too short.",
                "For {number} other dates the time was too short.",
                late,
            )
    if found.runners_up is not None:
        yield from found.runners_up.lines(words)


def _best_first(move: Move) -> tuple[int, int, int, date]:
    return -(move.pairs or 0), -(move.worst_fit or 0), -(move.total or 0), move.date


def _said(move: Move, come: int, plan: Plan, words: Words, called: Called) -> str:
    people = {
        "come": words.number(come),
        "all": placed(len(plan.pairs), plan.cohort, words),
        "day": words.day(move.date),
        "total": words.number(move.total or 0),
        "pairs": placed(move.pairs or 0, plan.cohort, words),
        "gain": words.listed(map(called, move.gain)) or words.say("nobody"),
        "lost": words.listed(map(called, move.lost)) or words.say("nobody"),
    }
    if move.worst_fit is not None:
        return _with_lowest_fit(move, people, words)
    if move.proven:
        return words.say(
            "{day} instead ({come} of the plan's {all} could come): at best {pairs} and a "
            "total of {total}. New with a place: {gain}; without one: {lost}.",
            **people,
        )
    return words.say(
        "{day} instead ({come} of the plan's {all} could come): {pairs} and a total of "
        "{total} found, not proven the best. New with a place: {gain}; without one: {lost}.",
        **people,
    )


def _with_lowest_fit(move: Move, people: dict[str, str], words: Words) -> str:
    people = {**people, "fit": words.number(move.worst_fit or 0)}
    if move.proven:
        return words.say(
            "{day} instead ({come} of the plan's {all} could come): at best {pairs}, a "
            "lowest fit of {fit} and a total of {total}. New with a place: {gain}; without one: "
            "{lost}.",
            **people,
        )
    return words.say(
        "{day} instead ({come} of the plan's {all} could come): {pairs}, a lowest fit of "
        "{fit} and a total of {total} found, not proven the best. New with a place: {gain}; "
        "without one: {lost}.",
        **people,
    )
