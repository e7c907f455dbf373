"""What venues cost, in whole hundredths of the currency, so that sums are exact."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from matcher.happened import held
from matcher.venues import suitable_venues

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.cohort import Cohort


def in_hundredths(amount: float) -> int:
    """Return an amount of the currency in whole hundredths of it."""
    return int((Decimal(str(amount)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def least_prices(cohort: Cohort, days: Sequence[date]) -> list[int]:
    """Return what a suitable venue costs on each day at least; on past days, what it did cost.

    Days without a suitable venue cost nothing: no workshop is planned there.
    """
    price = {venue.venue_id: in_hundredths(venue.cost_per_day) for venue in cohort.venues}
    paid = {one.date: price.get(one.venue or "", 0) for one in held(cohort).values()}
    suitable = suitable_venues(cohort)
    return [
        paid[day]
        if day in paid
        else min((price[one.venue_id] for one in suitable if one.is_open(day)), default=0)
        for day in days
    ]
