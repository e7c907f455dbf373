"""What a repair says of itself in `plan.json`: how it was found, and why it has so few pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Reason

if TYPE_CHECKING:
    from matcher.plans import Plan


def method_of(plan: Plan) -> str:
    """Return how a repair was found."""
    return f"fewest disturbances first; {plan.provenance.method}"


def reasons_of(found: Plan, most_pairs: int) -> tuple[Reason, ...]:
    """Return why a repair has fewer pairs than wanted, or than a plan from nothing would have."""
    short = most_pairs - len(found.pairs)
    if short <= 0:
        return found.reasons
    paired = found.cohort.programme.pairing.form_pairs
    one, many = ("pair", "pairs") if paired else ("person", "people")
    formed = f"1 {one}" if len(found.pairs) == 1 else f"{len(found.pairs)} {many}"
    return (
        Reason(
            rule="repair",
            text=f"{formed}, where {most_pairs} are possible when more workshops move.",
            remedies=("choose another point of the frontier", "plan afresh instead of repairing"),
        ),
    )
