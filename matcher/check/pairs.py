"""The pairs of a plan: who may be in it, who must be, and what each pair is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import TYPE_CHECKING, Any

from matcher.allowed import partners
from matcher.check.facts import Recomputed, differs, name
from matcher.cohort import Side, Status
from matcher.happened import at_work
from matcher.trios import set_aside

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def order(facts: Facts) -> Iterator[str]:
    """Pairs are sorted by patient id."""
    found = [pair.patient for pair in facts.plan.pairs]
    if found != sorted(found):
        yield differs("patients of the pairs", " ".join(sorted(found)), " ".join(found))


def once(facts: Facts) -> Iterator[str]:
    """Everybody is in one pair at most."""
    for identity, times in facts.paired.items():
        if times > 1:
            yield differs(f"pairs of {identity}", "at most 1", times)


def sides(facts: Facts) -> Iterator[str]:
    """One person of each side, both in the cohort; anybody alone where people are not paired."""
    paired = facts.cohort.programme.pairing.form_pairs
    for pair in facts.plan.pairs:
        sides = (Side.PATIENT, Side.PROFESSIONAL)
        if (pair.professional is None) == paired:
            expected = "two people" if paired else "one person"
            yield differs(name(pair), expected, " and ".join(pair.two))
        for identity, side in zip(pair.two, sides if paired else (None,), strict=False):
            person = facts.people.get(identity)
            found = "nobody of that id" if person is None else person.side.value
            if person is None or side not in (None, person.side):
                expected = "somebody of the cohort" if side is None else f"a {side.value}"
                yield differs(f"{identity} in {name(pair)}", expected, found)


def allowed(facts: Facts) -> Iterator[str]:
    """Every pair is allowed."""
    for one in facts.recomputed:
        if one.barred:
            yield differs(name(one.pair), "a pair that is allowed", one.barred)


def forbidden(facts: Facts) -> Iterator[str]:
    """Pairs that were forbidden are absent."""
    for couple in facts.cohort.decisions.forbidden:
        if couple in facts.couples or couple[::-1] in facts.couples:
            yield differs("+".join(couple), "no such pair, it was forbidden", "the pair")


def applied_together(facts: Facts) -> Iterator[str]:
    """People who applied together are paired with each other or not at all."""
    together = partners(facts.cohort)
    for pair in facts.plan.pairs:
        for one, other in permutations(pair.two, 2):
            partner = together.get(one, other)
            if partner != other:
                yield differs(f"partner of {one}", partner, other)


def min_fit(facts: Facts) -> Iterator[str]:
    """No pair is below the least fit."""
    least = facts.cohort.programme.pairing.min_fit
    for one in facts.recomputed:
        if one.professional is not None and one.fit < least:
            yield differs(f"fit of {name(one.pair)}", f"at least {least}", one.fit)


def locked(facts: Facts) -> Iterator[str]:
    """Locked pairs are present, where pairs are formed at all."""
    paired = facts.cohort.programme.pairing.form_pairs
    for couple in facts.cohort.decisions.locked if paired else ():
        if facts.has_plan and couple not in facts.couples:
            yield differs("+".join(couple), "the pair, it is locked", "no such pair")


def going_on(facts: Facts) -> Iterator[str]:
    """Pairs at work go on, as long as they are allowed."""
    if not facts.has_plan:
        return
    row = {person.person_id: index for index, person in enumerate(facts.cohort.patients)}
    column = {person.person_id: index for index, person in enumerate(facts.cohort.professionals)}
    paired = facts.cohort.programme.pairing.form_pairs
    for one, other in at_work(facts.cohort):
        if (one, other) in facts.couples:
            continue
        if paired and other is not None:
            if one not in row or other not in column:
                continue
            reason = facts.scorer.block(slice(row[one], row[one] + 1)).reason[0, column[other]]
            if reason:
                continue
        yield differs("+".join(filter(None, (one, other))), "the pair, it is at work", "no pair")


def confirmed(facts: Facts) -> Iterator[str]:
    """Everybody who is confirmed has a place; who pauses has none to be given."""
    placed = {*facts.paired, *set_aside(facts.cohort)}
    for person in facts.cohort.people:
        left_out = person.status is Status.CONFIRMED and person.person_id not in placed
        if facts.has_plan and left_out:
            yield differs(person.person_id, "a place, the person is confirmed", "no pair")


def wanted(facts: Facts) -> Iterator[str]:
    """No more pairs than wanted."""
    most = facts.cohort.programme.programme.pairs
    if len(facts.plan.pairs) > most:
        yield differs("pairs", f"at most {most}", len(facts.plan.pairs))


def parts_sum(facts: Facts) -> Iterator[str]:
    """The parts add up to the fit."""
    for pair in facts.plan.pairs:
        if sum(pair.parts.values()) != pair.fit:
            yield differs(f"sum of the parts of {name(pair)}", pair.fit, sum(pair.parts.values()))


def _number(field: str, expected: Callable[[Recomputed], Any]) -> Check:
    """Return the check that a field of every pair says what the cohort says."""

    def check(facts: Facts) -> Iterator[str]:
        for one in facts.recomputed:
            should, found = expected(one), getattr(one.pair, field)
            if found != should:
                yield differs(f"{field} of {name(one.pair)}", should, found)

    return check


CHECKS: dict[str, Check] = {
    "pairs.order": order,
    "pairs.once": once,
    "pairs.sides": sides,
    "pairs.allowed": allowed,
    "decisions.forbidden": forbidden,
    "partner_id": applied_together,
    "pairing.min_fit": min_fit,
    "decisions.locked": locked,
    "pairs.at_work": going_on,
    "status.confirmed": confirmed,
    "programme.pairs": wanted,
    "parts.sum": parts_sum,
    "fit": _number("fit", lambda one: one.fit),
    "parts": _number("parts", lambda one: one.parts),
    "coverage": _number("coverage", lambda one: one.coverage),
    "missed": _number("missed", lambda one: len(one.missed)),
    "if_needed": _number("if_needed", lambda one: one.if_needed),
    "value": _number("value", lambda one: one.value),
}
