"""A cohort as a folder of its own files, made whole beside its place and renamed into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.export.swapping import Ours, put_in_place, refuse_bad_place
from matcher.export.writing import OutputError, resolved, said_clearly, stage_beside, sync
from matcher.files.columns import TABLE_NAMES
from matcher.files.findings import Findings
from matcher.files.settings import parse_settings
from matcher.files.sources import CURRENT_PLAN_FILE, PROGRAMME_FILE
from matcher.files.writing import settings_text, write_folder

if TYPE_CHECKING:
    from matcher.cohort import Cohort


def save_cohort(cohort: Cohort, folder: str | Path, *, force: bool = False) -> Path:
    """Write a cohort as the folder of files that is read back as the same cohort.

    Parameters
    ----------
    cohort
        What to write.
    folder
        Where it goes. Missing folders above it are made; a symbolic link is followed.
    force
        Whether a cohort that this program wrote there is replaced. Other files are kept.

    Returns
    -------
    Path
        The folder that was written.

    Raises
    ------
    matcher.InputError
        When something in the cohort, made in Python, could not be read back as it is.
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    asked = Path(folder)
    with said_clearly(asked):
        target = resolved(asked)
        refuse_bad_place(asked, target, _OURS, force=force)
        with stage_beside(target) as stage:
            fresh = stage / "new"
            write_folder(cohort, fresh)
            for file in fresh.iterdir():
                sync(file)
            put_in_place(fresh, target, _OURS)
    return target


def refuse_cohort_place(folder: str | Path, source: Path, *, force: bool = False) -> None:
    """Raise the error that `save_cohort` would raise, and one where the source would go.

    Parameters
    ----------
    folder
        Where the cohort is to go.
    source
        The folder or the workbook that it is read from, which must stay as it is.
    force
        As in `save_cohort`.
    """
    asked = Path(folder)
    with said_clearly(asked):
        target, read = resolved(asked), resolved(source)
        if target == read or target in read.parents:
            raise OutputError(
                f"{asked} is where the cohort is read from. Name a folder elsewhere: "
                "the files themselves stay as they are."
            )
        refuse_bad_place(asked, target, _OURS, force=force)


def _is_written(folder: Path) -> bool:
    """Return whether this program wrote the settings in a folder, with every one of them."""
    try:
        text = (folder / PROGRAMME_FILE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    programme = parse_settings(text, PROGRAMME_FILE, Findings())
    return programme is not None and settings_text(programme) == text


_OURS = Ours(
    frozenset({*(f"{name}.csv" for name in TABLE_NAMES), PROGRAMME_FILE, CURRENT_PLAN_FILE}),
    {},
    _is_written,
    "cohort",
)
