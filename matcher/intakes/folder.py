"""An intake as a folder: the whole, its tables, and a plan folder for each cohort."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from matcher import __version__
from matcher.errors import InputError, OutputExistsError, Problem
from matcher.export.folder import PLAN, plan_files
from matcher.export.swapping import Ours, put_in_place, refuse_bad_place
from matcher.export.writing import resolved, said_clearly, stage_beside, sync
from matcher.intakes.pieces import COHORTS, FINISHED, Piece, keep_plan, note
from matcher.intakes.results import Intake, with_plans
from matcher.intakes.tables import TABLES, table_csv

if TYPE_CHECKING:
    from matcher.language import Words

DATA, SUMMARY = "intake.json", "summary.txt"
FORMAT_START = "matcher-intake/"

PATIENCE = 2.0
"""Seconds that the processes of a run that was killed are given to end."""


def refuse_existing(folder: str | Path, *, force: bool = False) -> None:
    """Raise the error that writing would raise, before any work is done."""
    asked = Path(folder)
    with said_clearly(asked):
        refuse_bad_place(asked, resolved(asked), _ours(), force=force)


@contextmanager
def alone(folder: str | Path) -> Iterator[None]:
    """Keep other runs out of a folder while a block runs; it ends with whoever holds it.

    Raises
    ------
    matcher.OutputExistsError
        When another run is at work on that folder.
    """
    from filelock import FileLock, Timeout

    asked = Path(folder)
    with said_clearly(asked):
        target = resolved(asked)
        target.parent.mkdir(parents=True, exist_ok=True)
        file = target.with_name(f".{target.name[:60]}.lock")
        lock = FileLock(file, timeout=PATIENCE, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise OutputExistsError(
                f"Another run is at work on {asked}. Wait until it has ended, or name another "
                "folder."
            ) from error
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        lock.release()


def save_intake(intake: Intake, folder: str | Path, words: Words, *, force: bool = False) -> Path:
    """Write an intake and the plans of its cohorts into a folder, whole or not at all.

    Parameters
    ----------
    intake
        With its plans.
    folder
        Where it goes.
    words
        In which language the summary is written.
    force
        Whether an intake that stands there is replaced. Other files beside it are kept.

    Raises
    ------
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    asked = Path(folder)
    with said_clearly(asked):
        target = resolved(asked)
        refuse_bad_place(asked, target, _ours(), force=force)
        with stage_beside(target) as stage:
            fresh = stage / "new"
            (fresh / COHORTS).mkdir(parents=True)
            for one, plan in zip(intake.cohorts, intake.plans(), strict=True):
                keep_plan(plan, fresh / COHORTS / one.name)
            _write(intake, fresh, words)
            put_in_place(fresh, target, _ours())
    return target


def open_intake(folder: str | Path) -> Intake:
    """Read an intake out of a folder that was written for it.

    Raises
    ------
    matcher.InputError
        Where there is none.
    """
    place = Path(folder)
    try:
        text = (place / DATA).read_text(encoding="utf-8-sig")
        return with_plans(Intake.model_validate_json(text), folder=place)
    except (OSError, ValidationError) as error:
        remedy = "Name a folder as `matcher intake --out` wrote it."
        said = str(error).splitlines()[0]
        raise InputError([Problem(file=DATA, message=said, remedy=remedy)]) from error


@dataclass(frozen=True)
class Work:
    """What is finished of an intake, beside the place where all of it will stand.

    Attributes
    ----------
    asked, target
        That place, as people wrote it, and where it leads.
    place
        Where the work lies meanwhile: the same for the same intake, seed and version, so that a
        run that was cut short is gone on with.
    """

    asked: Path
    target: Path
    place: Path

    @classmethod
    def of(cls, out: str | Path, fingerprint: str, seed: int) -> Work:
        """Make room for an intake that goes to a folder."""
        asked = Path(out)
        with said_clearly(asked):
            target = resolved(asked)
            mark = f"{fingerprint.removeprefix('sha256:')[:12]}-{seed}-{__version__}"
            place = target.with_name(f".{target.name[:60]}.{mark}.unfinished")
            (place / COHORTS).mkdir(parents=True, exist_ok=True)
        return cls(asked, target, place)

    def finished(self) -> Iterator[Piece]:
        """Yield what is finished already; what is damaged, or has lost a plan, is done again."""
        for file in sorted((self.place / FINISHED).glob("*.json")):
            try:
                piece = Piece.model_validate_json(file.read_bytes())
            except ValidationError:
                continue
            plans = (self.place / COHORTS / one.name / PLAN for one in piece.cohorts)
            if all(plan.is_file() for plan in plans):
                yield piece

    def keep(self, piece: Piece) -> Piece:
        """Write the plans of a piece that came from elsewhere; it goes on without them."""
        with said_clearly(self.asked):
            for one, plan in zip(piece.cohorts, piece.plans, strict=True):
                keep_plan(plan, self.place / COHORTS / one.name)
            note(piece, self.place)
        return piece.model_copy(update={"plans": ()})

    def finish(self, intake: Intake, words: Words, *, force: bool) -> Path:
        """Write the whole, and put it in its place."""
        with said_clearly(self.asked):
            refuse_bad_place(self.asked, self.target, _ours(), force=force)
            known = {one.name for one in intake.cohorts}
            for folder in (self.place / COHORTS).iterdir():
                if folder.name not in known:  # left half-written by a run that was cut short
                    shutil.rmtree(folder)
            shutil.rmtree(self.place / FINISHED, ignore_errors=True)
            _write(intake, self.place, words)
            put_in_place(self.place, self.target, _ours())
        return self.target


def _write(intake: Intake, fresh: Path, words: Words) -> None:
    files = {f"{name}.csv": table_csv(name, intake) for name in TABLES}
    files[DATA] = f"{intake.model_dump_json(indent=1)}\n".encode()
    files[SUMMARY] = "".join(f"{line}\n" for line in intake.lines(words)).encode()
    for name, content in files.items():
        (fresh / name).write_bytes(content)
        sync(fresh / name)


def _ours() -> Ours:
    files = {DATA, SUMMARY, *(f"{name}.csv" for name in TABLES)}
    return Ours(frozenset(files), {}, _is_intake, what="intake", trees={COHORTS: plan_files()})


def _is_intake(folder: Path) -> bool:
    """Return whether an intake of whatever version lies in a folder."""
    try:
        content = json.loads((folder / DATA).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and str(content.get("format")).startswith(FORMAT_START)
