"""The sample cohorts that come along; all people in them are invented."""

from __future__ import annotations

from pathlib import Path

_PLACES = (
    Path(__file__).parent / "sample_data",
    Path(__file__).parent.parent / "sample_data",
)
"""Where the samples stand: inside the installed package, or beside it in a checkout."""

FIRST = ("london", "lyon")
"""The samples of the programme that this is made for."""


def sample_names() -> tuple[str, ...]:
    """Return the names of the sample cohorts: the two large ones, then the others, by name."""
    names = (found.parent.name for found in _folder().glob("*/participants.csv"))
    return tuple(sorted(names, key=lambda name: (name not in FIRST, name)))


def sample_path(name: str = "london") -> Path:
    """Return the folder of a sample cohort.

    Raises
    ------
    ValueError
        When there is no sample of that name.
    """
    if name not in sample_names():
        raise ValueError(f"no sample {name!r}; there are {', '.join(sample_names())}")
    return _folder() / name


def _folder() -> Path:
    return next((place for place in _PLACES if place.is_dir()), _PLACES[0])
