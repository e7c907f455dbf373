"""How many cohorts some pairs make, and how many pairs each of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.programme.intake import IntakeSettings


def sizes_of(pairs: int, settings: IntakeSettings) -> tuple[int, ...]:
    """Return the sizes of the cohorts that place most of so many pairs, larger ones first.

    Of the numbers of cohorts that place equally many, the one counts whose cohorts are nearest to
    the size that is aimed at.

    Parameters
    ----------
    pairs
        How many there could be.
    settings
        How small and how large a cohort may be.
    """
    most = pairs // settings.smallest
    if not most:
        return ()
    placed = {count: min(pairs, count * settings.largest) for count in range(1, most + 1)}
    count = min(placed, key=lambda one: (-placed[one], abs(placed[one] / one - settings.pairs)))
    least, larger = divmod(placed[count], count)
    return (least + 1,) * larger + (least,) * (count - larger)


def placed_at_most(pairs: int, settings: IntakeSettings) -> int:
    """Return how many of so many pairs have a place in cohorts that are not too small."""
    return sum(sizes_of(pairs, settings))
