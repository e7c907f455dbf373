"""Public holidays, offline, from the `holidays` package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays

ANNOUNCED_UNTIL = 2028
"""The last year that governments had announced when the required holiday data was released."""


@cache
def known_countries() -> frozenset[str]:
    """Return the two-letter codes of the countries whose holidays are known."""
    return frozenset(holidays.list_supported_countries())


@cache
def known_subdivisions(country: str) -> frozenset[str]:
    """Return the codes of the subdivisions of a country, empty where it has none."""
    known = holidays.list_supported_countries()
    return frozenset(known.get(country, []))


@cache
def public_holidays(
    country: str, subdivision: str | None, start: date, end: date
) -> Mapping[date, str]:
    """Return the public holidays from `start` to `end`, observed ones included, with names."""
    calendar = holidays.country_holidays(
        country, subdiv=subdivision, years=range(start.year, end.year + 1), observed=True
    )
    return MappingProxyType(
        {day: name for day, name in sorted(calendar.items()) if start <= day <= end}
    )


def surely_covered_until(country: str) -> int:
    """Return the last year for which the holidays of a country are surely known.

    The data computes fixed and movable feasts for decades ahead, but governments add and move
    days: the United Kingdom publishes its own list about two years ahead. Later years are an
    extrapolation.
    """
    return min(ANNOUNCED_UNTIL, int(holidays.country_holidays(country).end_year))
