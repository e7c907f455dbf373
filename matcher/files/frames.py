"""Frames of pandas, or whatever has columns and rows as theirs, -> a cohort."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from matcher.files.cells import LIST_SEPARATOR
from matcher.files.columns import PROGRAMME, TABLE_NAMES
from matcher.files.file_names import suggested_table
from matcher.files.findings import Findings
from matcher.files.reading import inspect_source
from matcher.files.settings import keys
from matcher.files.sources import Source
from matcher.files.tables import make_table
from matcher.files.workbooks import cell_text
from matcher.programme import Programme

if TYPE_CHECKING:
    from matcher.files.inspection import Inspection
    from matcher.plans import Plan

SETTINGS = "settings"
"""Where the problems of settings are said to stand."""
KNOWN = tuple(dict.fromkeys((*TABLE_NAMES, PROGRAMME)))
SEVERAL = (list, tuple, set, frozenset)


def inspect_frames(
    frames: Mapping[str, Any],
    settings: Mapping[str, Any] | Programme | None = None,
    current_plan: Plan | None = None,
) -> Inspection:
    """Read a cohort from frames and say everything that is wrong with it.

    Parameters
    ----------
    frames
        Table -> frame, with the names and columns of the files; ``programme`` may be the settings.
    settings
        As in `programme.toml`: section by section, or by dotted names.
    current_plan
        A plan already running.

    Returns
    -------
    Inspection
        As of a folder. The file of a problem is the name of the frame, or `settings`; its row is
        that of a spreadsheet with the headings in row 1: the first row of the frame is row 2.
    """
    findings = Findings()
    source = Source(opened=True, plan=current_plan)
    for name, frame in frames.items():
        table = str(name).strip().casefold()
        if table == PROGRAMME and isinstance(frame, Mapping | Programme):
            settings = _once(settings, frame, findings)
            continue
        if table not in KNOWN:
            _say_unknown(str(name), findings)
        elif not (hasattr(frame, "columns") and hasattr(frame, "itertuples")):
            said = f"this is no frame, but of the type {type(frame).__name__}"
            findings.error(table, said, "Give a pandas DataFrame with the columns of the table.")
        else:
            source.files[table] = table
            read = make_table(table, table, _records(frame), findings)
            if read is not None and table == PROGRAMME:
                source.settings = read
            elif read is not None:
                source.tables[table] = read
    if settings is not None and PROGRAMME in source.files:
        said = "the settings are given twice: as a frame and beside the frames"
        findings.error(SETTINGS, said, "Leave out one of the two.")
    elif PROGRAMME not in source.files:
        source.files[PROGRAMME] = SETTINGS
        source.sections = _sections(settings or {}, findings)
    return inspect_source(source, findings)


def _once(
    settings: Mapping[str, Any] | Programme | None,
    programme: Mapping[str, Any] | Programme,
    findings: Findings,
) -> Mapping[str, Any] | Programme:
    """Return the settings, which stand either among the frames or beside them."""
    if settings is not None:
        said = "the settings are given twice: among the frames and beside them"
        findings.error(SETTINGS, said, "Leave out one of the two.")
    return programme


def _say_unknown(name: str, findings: Findings) -> None:
    close = suggested_table(name)
    hint = f"; it looks like {close}" if close else ""
    known = ", ".join(KNOWN)
    findings.error(name, f"no table has this name{hint}", f"Name it as one of: {known}.")


def _records(frame: Any) -> Iterator[list[str]]:
    """Yield the headings and the rows as a spreadsheet would show them."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    yield [_text(name) for name in frame.columns]
    for row in frame.astype(object).itertuples(index=False, name=None):
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """Return a cell as people would type it; nothing for what stands for no value."""
    if isinstance(cell, SEVERAL):
        items = sorted(cell, key=str) if isinstance(cell, set | frozenset) else cell
        return f"{LIST_SEPARATOR} ".join(_text(item) for item in items)
    return cell_text(_plain(cell))


def _plain(value: Any) -> Any:
    """Return a value of Python's own; nothing for NaN, NaT and the like."""
    item = getattr(value, "item", None)
    value = item() if callable(item) and getattr(value, "ndim", None) == 0 else value
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    return None if isinstance(value, float) and value != value else value


def _sections(
    settings: Mapping[str, Any] | Programme, findings: Findings
) -> dict[str, dict[str, Any] | Any]:
    """Return settings by section, as TOML would hold them."""
    given: Mapping[str, Any]
    given = settings.model_dump() if isinstance(settings, Programme) else settings
    sections: dict[str, Any] = {}
    for dotted, value in _dotted(given):
        section, dot, name = dotted.partition(".")
        held = sections.setdefault(section, {})
        if not dot or not isinstance(held, dict):
            sections[section] = _setting(value)
        elif name in held:
            findings.error(SETTINGS, "this is given twice", "Leave one of them.", column=dotted)
        elif _plain(value) is not None or (dotted in keys() and keys()[dotted].may_be_blank):
            held[name] = _setting(value)
    return sections


def _dotted(settings: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value


def _setting(value: Any) -> Any:
    if isinstance(value, SEVERAL) or getattr(value, "ndim", 0) == 1:
        return [_setting(one) for one in value]
    value = _plain(value)
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, str):
        return str.__str__(value)
    return "" if value is None else value
