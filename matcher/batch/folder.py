"""The folder of a batch: a folder for each plan, and a summary of all of them."""

from __future__ import annotations

import json
import os
from errno import EACCES
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from matcher import __version__
from matcher.batch.files import BOOK, DATA, FORMAT_START, OWN_FILES, PICTURE, PROBLEMS, TABLE
from matcher.batch.plotting import draw, obstacle
from matcher.batch.results import Batch
from matcher.batch.tables import book, problems_csv, table_csv
from matcher.errors import OutputExistsError
from matcher.export.swapping import Ours, refuse_bad_place
from matcher.export.writing import resolved, said_clearly, write_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matcher.batch.sources import Task
    from matcher.errors import Problem
    from matcher.language import Words


REMEDY = (
    "Name another folder, or pass --force (again=True) to plan into it; what lies there is kept, "
    "apart from plans of the same names."
)


def begin(folder: str | Path, tasks: Sequence[Task] = (), *, force: bool = False) -> Path:
    """Return the folder of a batch, made where there is none.

    Parameters
    ----------
    folder
        Where it is, or is to be.
    tasks
        The cohorts that are to be planned.
    force
        Whether it may be a folder in which other files lie; they are kept.

    Raises
    ------
    matcher.OutputExistsError
        When something stands there that is not a batch, or plans of other cohorts of these names.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    asked = Path(folder)
    with said_clearly(asked):
        target = resolved(asked)
        refuse_bad_place(asked, target, _ours(), force=force or _is_batch(target), remedy=REMEDY)
        target.mkdir(parents=True, exist_ok=True)
        if not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        if not force:
            _refuse_others(asked, target, tasks)
        if not _is_batch(target):
            _write(target, {DATA: _data(Batch(version=__version__))})
    return target


def _refuse_others(asked: Path, target: Path, tasks: Sequence[Task]) -> None:
    """Raise an error where the last batch there planned another cohort under one of the names."""
    try:
        before = Batch.model_validate_json((target / DATA).read_bytes())
    except (OSError, ValidationError):
        return
    sources = {row.name: row.source for row in before.rows if row.source}
    others = [
        f"{task.name} ({sources[task.name]})"
        for task in tasks
        if task.place and task.name in sources and _is_elsewhere(task.place, sources[task.name])
    ]
    if others:
        raise OutputExistsError(
            f"{asked} holds plans of other cohorts that have the same names: {', '.join(others)}. "
            f"{REMEDY}"
        )


def _is_elsewhere(one: str, other: str) -> bool:
    """Return whether two places differ; one may have been named from further down."""
    shorter, longer = sorted((Path(normpath(place)).parts for place in (one, other)), key=len)
    return longer[len(longer) - len(shorter) :] != shorter


def save_summary(
    batch: Batch,
    problems: Mapping[str, Sequence[Problem]],
    folder: Path,
    words: Words,
) -> tuple[Path, ...]:
    """Write what came of a batch: table, workbook, data, problems, and a picture where possible.

    Parameters
    ----------
    batch
        Every cohort, in the order in which they were named.
    problems
        The name of a cohort -> what is wrong with its files, or worth a look.
    folder
        As `begin` gave it.
    words
        In which language the workbook and the picture are.
    """
    files = {
        TABLE: table_csv(batch),
        PROBLEMS: problems_csv(problems),
        BOOK: book(batch, problems, words),
    }
    if obstacle(batch) is None:
        pictures = draw(batch, words)
        files |= {f"{PICTURE}.{ending}": picture for ending, picture in pictures.items()}
    files[DATA] = _data(batch)
    with said_clearly(folder):
        _write(folder, files)
        for name in OWN_FILES - files.keys():
            (folder / name).unlink(missing_ok=True)
    return tuple(folder / name for name in files)


def _data(batch: Batch) -> bytes:
    return f"{batch.model_dump_json(indent=2)}\n".encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        write_bytes(folder / name, content, force=True)


def _ours() -> Ours:
    return Ours(OWN_FILES, {}, _is_batch, what="batch")


def _is_batch(folder: Path) -> bool:
    """Return whether a batch of whatever version lies in a folder."""
    try:
        content = json.loads((folder / DATA).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and str(content.get("format")).startswith(FORMAT_START)
