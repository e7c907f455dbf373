"""Settings that change together, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from matcher.changes.base import nearest
from matcher.errors import InputError
from matcher.files.settings import keys
from matcher.programme import Programme

if TYPE_CHECKING:
    from matcher.changes.settings import SettingChange
    from matcher.cohort import Cohort
    from matcher.errors import Problem


def with_settings(cohort: Cohort, changes: Sequence[SettingChange]) -> Cohort:
    """Return the cohort with some settings changed together, the last change of a key last.

    Raises
    ------
    matcher.InputError
        With every setting that is unknown or out of range, alone or beside the others.
    """
    if not changes:
        return cohort
    problems: list[Problem] = []
    blamed: dict[str, SettingChange] = {}
    sections = _sections(cohort, changes, blamed, problems)
    try:
        programme = Programme.model_validate(sections)
    except ValidationError as error:
        problems += [_out_of_range(detail, blamed) for detail in error.errors(include_url=False)]
    if problems:
        raise InputError(problems)
    return cohort.model_copy(update={"programme": programme})


def refused_alone(cohort: Cohort, change: SettingChange) -> list[Problem]:
    """Return what is wrong with a setting by itself, whatever the settings beside it are.

    What a check of ours refuses is not told: it may look at other settings as well.
    """
    problems: list[Problem] = []
    blamed: dict[str, SettingChange] = {}
    sections = _sections(cohort, [change], blamed, problems)
    try:
        Programme.model_validate(sections)
    except ValidationError as error:
        found = error.errors(include_url=False)
        problems += [_out_of_range(one, blamed) for one in found if one["type"] != "value_error"]
    return problems


def _sections(
    cohort: Cohort,
    changes: Sequence[SettingChange],
    blamed: dict[str, SettingChange],
    problems: list[Problem],
) -> dict[str, dict[str, Any]]:
    """Return the settings after some changes, by section; note who changed which."""
    sections = cohort.programme.model_dump()
    for change in changes:
        section, _, name = change.key.partition(".")
        try:
            if change.key not in keys():
                problems.append(_unknown(change))
                continue
            sections[section][name] = change.setting()
            blamed[change.key] = change
        except ValueError as error:
            problems.append(
                _refused(change, change.key, change.argument.partition("=")[2], str(error))
            )
    return sections


def _out_of_range(detail: Any, blamed: dict[str, SettingChange]) -> Problem:
    """Return what is wrong, at the change of that key, or of one that it depends on."""
    key = ".".join(str(part) for part in detail["loc"][:2])
    section = key.partition(".")[0]
    near = [change for name, change in blamed.items() if name.startswith(f"{section}.")]
    change = blamed.get(key) or [*blamed.values(), *near][-1]
    allowed = str(detail["ctx"]["error"]) if detail["type"] == "value_error" else None
    found = detail["input"]
    value = None if isinstance(found, dict) else _shown(found)
    return _refused(change, key, value, allowed=allowed)


def _refused(
    change: SettingChange,
    key: str,
    value: Any,
    why: str | None = None,
    allowed: str | None = None,
) -> Problem:
    known = keys().get(key)
    allowed = allowed or (known.cell.allowed if known else "what is allowed")
    if value is None:
        message = f"{key} do not go together"
    else:
        message = f"{key} cannot be {value}" + (f": {why}" if why else "")
    return change.problem(message, f"Write {allowed}.")


def _unknown(change: SettingChange) -> Problem:
    section = change.key.partition(".")[0]
    known = [key for key in keys() if key.startswith(f"{section}.")]
    same = [key for key in keys() if key.partition(".")[2] == change.key.casefold()]
    close = f"Did you mean {same[0]}? " if same else nearest(change.key, keys())
    listed = known or list(Programme.model_fields)
    return change.problem(
        f"there is no setting {change.key}", f"{close}There are: {', '.join(listed)}."
    )


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(_shown(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
