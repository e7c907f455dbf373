"""Near ties in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.explaining.called import Called
    from matcher.explaining.firm_pairs import FirmPair
    from matcher.explaining.near import Near, NearTie, NearTies
    from matcher.language import Words


def near_lines(found: Near, words: Words, called: Called) -> Iterator[str]:
    """Say which plans are nearly as good, and which pairs they share."""
    yield words.say("The plan has a total of {total}.", total=words.number(found.total))
    yield from _beside_the_best(found, words)
    yield words.say_many(
        "The best plans that differ from it, and from every better one here, in a date or in at "
        "least {number} pair:",
        "The best plans that differ from it, and from every better one here, in a date or in at "
        "least {number} pairs:",
        found.apart,
    )
    yield from _ties(found.by_pairs_or_dates, words, called)
    yield words.say_many(
        "The same in at least {number} pair, each on the dates that suit it best:",
        "The same in at least {number} pairs, each on the dates that suit it best:",
        found.apart,
    )
    yield from _ties(found.by_pairs, words, called)
    yield from _pairs(found, words, called)


def _beside_the_best(found: Near, words: Words) -> Iterator[str]:
    if found.best_total > found.total:
        yield words.say(
            "It is not the best one: {total} is possible with as many pairs.",
            total=words.number(found.best_total),
        )
    if found.best_bound > found.best_total:
        yield words.say(
            "The time was too short to prove that no plan has a higher total; none has more than "
            "{bound}.",
            bound=words.number(found.best_bound),
        )


def _ties(ties: NearTies, words: Words, called: Called) -> Iterator[str]:
    for number, tie in enumerate(ties.plans, start=1):
        yield _tie(number, tie, words, called)
    if ties.all_told:
        yield words.say("No other plan with as many pairs differs enough.")
    elif not ties.plans:
        yield words.say("The time was too short to find one.")
    elif not ties.plans[-1].proven:
        yield words.say("The time was too short to look for more.")


def _tie(number: int, tie: NearTie, words: Words, called: Called) -> str:
    moves = [
        words.say("workshop {number} on {day}", number=one, day=words.day(tie.dates[one - 1]))
        for one in tie.moved
    ]
    pairs = [
        words.say("{patient} with {professional}", patient=called(one), professional=called(other))
        for one, other in tie.new_pairs
    ]
    changes, total = words.listed((*moves, *pairs)), words.number(tie.total)
    if tie.proven:
        return words.say(
            "{place}. A total of {total}: {changes}.", place=number, total=total, changes=changes
        )
    return words.say(
        "{place}. A total of {total} found, and {bound} at most: {changes}.",
        place=number,
        total=total,
        bound=words.number(tie.bound),
        changes=changes,
    )


def _pairs(found: Near, words: Words, called: Called) -> Iterator[str]:
    limit = words.number(found.limit)
    firm = [_named(pair, words, called) for pair in found.pairs if pair.in_every]
    if firm:
        yield words.say(
            "In every plan within 1 % of the best, so with a total of {limit} or more: {pairs}.",
            limit=limit,
            pairs=words.listed(firm),
        )
    elif all(pair.in_every is False for pair in found.pairs):
        yield words.say(
            "No pair is in every plan within 1 % of the best, so with a total of {limit} or more.",
            limit=limit,
        )
    spare = [pair for pair in found.pairs if pair.total_without is not None]
    spare.sort(key=lambda pair: (pair.told_in, -(pair.total_without or 0), pair.patient))
    if spare:
        yield words.say(
            "Plans within 1 % of the best can do without these; told first is what the fewest of "
            "the {pairings} different pairings above have, this plan's own among them:",
            pairings=words.number(found.pairings),
        )
    for pair in spare:
        yield _spare(pair, words, called)
    late = [_named(pair, words, called) for pair in found.pairs if pair.in_every is None]
    if late:
        yield words.say("The time was too short to know of {pairs}.", pairs=words.listed(late))


def _spare(pair: FirmPair, words: Words, called: Called) -> str:
    values = {
        "pair": _named(pair, words, called),
        "total": words.number(pair.total_without or 0),
        "told": words.number(pair.told_in),
    }
    if pair.proven:
        return words.say("{pair}: in {told} of them; without it at best {total}.", **values)
    return words.say("{pair}: in {told} of them; without it at least {total}.", **values)


def _named(pair: FirmPair, words: Words, called: Called) -> str:
    two = {"patient": called(pair.patient), "professional": called(pair.professional)}
    return words.say("{patient} with {professional}", **two)
