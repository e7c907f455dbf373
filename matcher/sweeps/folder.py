"""A sweep as a folder: the table, the data, and the picture where it can be drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.export.swapping import Ours, put_in_place, refuse_bad_place
from matcher.export.writing import resolved, said_clearly, stage_beside, sync
from matcher.sweeps.plotting import draw, obstacle
from matcher.sweeps.tables import table_csv

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.sweeps.results import Sweep

TABLE, DATA, PICTURE = "sweep.csv", "sweep.json", "sweep"
FORMAT_START = "matcher-sweep/"


def refuse_existing(folder: str | Path, *, force: bool = False) -> None:
    """Raise the error that `save_sweep` would raise, before any work is done."""
    asked = Path(folder)
    with said_clearly(asked):
        refuse_bad_place(asked, resolved(asked), _ours(), force=force)


def save_sweep(
    sweep: Sweep, folder: str | Path, words: Words, *, force: bool = False
) -> tuple[Path, ...]:
    """Write a sweep into a folder, whole or not at all.

    Parameters
    ----------
    sweep
        What came of it.
    folder
        Where it goes: `sweep.csv`, `sweep.json`, and `sweep.png` and `sweep.svg` where the
        packages that draw are installed (see `matcher.sweeps.plotting.obstacle`).
    words
        In which language the picture is labelled.
    force
        Whether a sweep that stands there is replaced. Other files beside it are kept.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    asked = Path(folder)
    files = {TABLE: table_csv(sweep), DATA: f"{sweep.model_dump_json(indent=2)}\n".encode()}
    if obstacle(sweep) is None:
        pictures = draw(sweep, words)
        files |= {f"{PICTURE}.{ending}": picture for ending, picture in pictures.items()}
    with said_clearly(asked):
        target = resolved(asked)
        refuse_bad_place(asked, target, _ours(), force=force)
        with stage_beside(target) as stage:
            fresh = stage / "new"
            fresh.mkdir()
            for name, content in files.items():
                (fresh / name).write_bytes(content)
                sync(fresh / name)
            put_in_place(fresh, target, _ours())
    return tuple(target / name for name in files)


def _ours() -> Ours:
    files = {TABLE, DATA, *(f"{PICTURE}.{ending}" for ending in ("png", "svg"))}
    return Ours(frozenset(files), {}, _is_sweep, what="sweep")


def _is_sweep(folder: Path) -> bool:
    """Return whether a sweep of whatever version lies in a folder."""
    try:
        content = json.loads((folder / DATA).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and str(content.get("format")).startswith(FORMAT_START)
