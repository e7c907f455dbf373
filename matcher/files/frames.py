"""Frames of pandas, or whatever has columns and rows as theirs, -> a cohort."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from matcher.files.columns import PROGRAMME, TABLE_NAMES
from matcher.files.file_names import suggested_table
from matcher.files.findings import Findings
from matcher.files.frame_cells import Cells, is_list, own_value
from matcher.files.reading import inspect_source
from matcher.files.settings import keys
from matcher.files.sources import Source
from matcher.files.tables import make_table
from matcher.plans import Plan
from matcher.programme import Programme

if TYPE_CHECKING:
    from matcher.files.inspection import Inspection

SETTINGS = "settings"
"""Where the problems of settings are said to stand."""
FIRST_ROW = 2
"""Where the first row of a frame would stand in a spreadsheet."""
KNOWN = tuple(dict.fromkeys((*TABLE_NAMES, PROGRAMME)))


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
    source = Source(opened=True, plan=_plan(current_plan, findings))
    if not isinstance(frames, Mapping):
        said = f"these are no frames by their names, but {type(frames).__name__}"
        findings.error("frames", said, "Give a dict: the name of each table, and its frame.")
        frames = {}
    for name, frame in frames.items():
        table = str(name).strip().casefold()
        if table == PROGRAMME and isinstance(frame, Mapping | Programme):
            settings = _once(settings, frame, findings)
        elif table in KNOWN:
            _read(table, frame, source, findings)
        else:
            _say_unknown(str(name), findings)
    if settings is not None and PROGRAMME in source.files:
        said = "the settings are given twice: as a frame and beside the frames"
        findings.error(SETTINGS, said, "Leave out one of the two.")
    elif PROGRAMME not in source.files:
        source.files[PROGRAMME] = SETTINGS
        source.sections = _sections(settings or {}, findings)
    return inspect_source(source, findings)


def _read(table: str, frame: Any, source: Source, findings: Findings) -> None:
    """Read a frame into its place."""
    if table in source.files:
        findings.error(table, "this frame is given twice", "Leave one of them.")
        return
    if not (hasattr(frame, "columns") and hasattr(frame, "itertuples")):
        said = f"this is no frame, but of the type {type(frame).__name__}"
        findings.error(table, said, "Give a pandas DataFrame with the columns of the table.")
        return
    source.files[table] = table
    read = make_table(table, table, _records(table, frame, findings), findings)
    if read is not None and table == PROGRAMME:
        source.settings = read
    elif read is not None:
        source.tables[table] = read


def _plan(given: Plan | None, findings: Findings) -> Plan | None:
    if given is None or isinstance(given, Plan):
        return given
    said = f"this is no plan, but of the type {type(given).__name__}"
    findings.error("current_plan", said, "Give a plan: `matcher.open_plan` reads one.")
    return None


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


def _records(table: str, frame: Any, findings: Findings) -> Iterator[list[str]]:
    """Yield the headings and the rows as a spreadsheet would show them."""
    kept = set(frame.columns)
    levels = [name for name in frame.index.names if name is not None and name not in kept]
    if levels:
        frame = frame.reset_index(level=levels)
    cells = Cells(table, findings)
    headings = [cells.heading(name) for name in frame.columns]
    yield headings
    rows = frame.astype(object).itertuples(index=False, name=None)
    for number, row in enumerate(rows, start=FIRST_ROW):
        yield [cells.text(cell, number, name) for cell, name in zip(row, headings, strict=True)]


def _sections(
    settings: Mapping[str, Any] | Programme, findings: Findings
) -> dict[str, dict[str, Any] | Any]:
    """Return settings by section, as TOML would hold them."""
    given: Mapping[str, Any]
    given = settings.model_dump() if isinstance(settings, Programme) else settings
    if not isinstance(given, Mapping):
        said = f"these are no settings, but of the type {type(given).__name__}"
        findings.error(SETTINGS, said, "Give a dict, or a Programme.")
        return {}
    sections: dict[str, Any] = {}
    for dotted, value in _dotted(given):
        section, dot, name = dotted.partition(".")
        held = sections.setdefault(section, {})
        if not dot or not isinstance(held, dict):
            sections[section] = _setting(value)
        elif name in held:
            findings.error(SETTINGS, "this is given twice", "Leave one of them.", column=dotted)
        elif own_value(value) is not None or (dotted in keys() and keys()[dotted].may_be_blank):
            held[name] = _setting(value)
    return sections


def _dotted(settings: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield str(name), value


def _setting(value: Any) -> Any:
    if is_list(value):
        return [_setting(one) for one in value]
    value = own_value(value)
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, str):
        return str.__str__(value)
    return "" if value is None else value
