"""A cohort under other rules: all its settings at once, with everything else that was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.changes.settings import SettingChange

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.programme import Programme


def with_programme(cohort: Cohort, programme: Programme) -> Cohort:
    """Return a cohort under other rules; the given one stays as it is.

    The settings become those of the cohort before its changes. Its other changes are made again;
    those that changed settings are left out, as `programme` says it all.

    Raises
    ------
    matcher.InputError
        With every change that the new rules do not allow.
    """
    base = cohort.base.model_copy(update={"programme": programme})
    others = [one for one in cohort.changes if not isinstance(one, SettingChange)]
    return base.with_changes(*others) if others else base
