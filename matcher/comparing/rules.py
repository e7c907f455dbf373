"""The rules, and what was decided by hand, that differ between two cohorts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.changes.setting_values import setting_of, write_setting
from matcher.comparing.differences import SettingDifference
from matcher.export.folder import decisions_as_changes
from matcher.files.settings import keys

if TYPE_CHECKING:
    from matcher.cohort import Cohort


def settings(first: Cohort, second: Cohort) -> Iterator[SettingDifference]:
    """Yield every rule that differs, by its key, and then what was decided by hand."""
    for key in keys():
        was, now = (setting_of(one.programme, key) for one in (first, second))
        if was != now:
            yield SettingDifference(
                key=key, before=write_setting(key, was), after=write_setting(key, now)
            )
    before, after = (set(decisions_as_changes(one.decisions)) for one in (first, second))
    for change in sorted(before ^ after):
        key, _, value = change.partition("=")
        was_there = change in before
        yield SettingDifference(
            key=key, before=value if was_there else "", after="" if was_there else value
        )
