"""A cohort and a list of changes -> the cohort after them, or everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.changes.base import as_scenario
from matcher.changes.contradictions import contradictions
from matcher.changes.programme_changes import with_settings
from matcher.changes.settings import SettingChange
from matcher.errors import InputError

if TYPE_CHECKING:
    from matcher.changes.base import Change
    from matcher.cohort import Cohort
    from matcher.errors import Problem


def apply_changes(cohort: Cohort, changes: Iterable[Change]) -> Cohort:
    """Return a cohort after some changes; the given one stays as it is.

    Settings are changed first, all of them together, so that a date may be fixed on a weekday
    that the same list allows. Everything else is done in its order.

    Parameters
    ----------
    cohort
        The cohort. Changes that led to it stand before the others and are looked at with them.
    changes
        Changes as records; see `parse_changes`.

    Returns
    -------
    Cohort
        Its `base` is the cohort before any change, its `changes` are all of them, in their order.

    Raises
    ------
    matcher.InputError
        With every change that names something absent or not allowed, and all changes that
        contradict each other or the decisions that the cohort holds.
    """
    base, listed = cohort.base, (*cohort.changes, *changes)
    problems: list[Problem] = []
    after, made = _in_turn(base, listed, problems)
    problems.extend(contradictions(base, after, made))
    if problems:
        raise InputError(problems)
    return as_scenario(after, base, made)


def _in_turn(
    base: Cohort, listed: Iterable[Change], problems: list[Problem]
) -> tuple[Cohort, tuple[Change, ...]]:
    """Return the cohort after the changes that can be made, and all of them as they are kept."""
    changes, after = tuple(listed), base
    try:
        after = with_settings(base, [one for one in changes if isinstance(one, SettingChange)])
    except InputError as error:
        problems.extend(error.problems)
    made: list[Change] = []
    for change in changes:
        made.append(change.canonical(after))
        if isinstance(change, SettingChange):
            continue
        try:
            after = made[-1].apply(after)
        except InputError as error:
            problems.extend(error.problems)
    return after, tuple(made)
