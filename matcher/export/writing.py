"""Writing so that nothing is ever half there: beside the target first, then renamed into place."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from matcher.errors import MatcherError, OutputExistsError


class OutputError(MatcherError):
    """The output cannot be written where it should go."""


LEFT_AFTER = 24 * 3600.0
"""Seconds after which a folder that was being written is taken for left behind."""
_STAGE = re.compile(r"\.(.+)\.[0-9a-f]{8}\.new")

FORCE_REMEDY = "Name another place, or pass --force (force=True) to replace it."


def write_text(path: str | Path, text: str, *, force: bool = False) -> Path:
    """Write a UTF-8 file, whole or not at all; see `write_bytes`."""
    return write_bytes(path, text.encode("utf-8"), force=force)


def write_lines(path: str | Path, lines: Iterable[str], *, force: bool = False) -> Path:
    """Write a UTF-8 file piece by piece, whole or not at all; see `write_bytes`."""
    return _write(path, (line.encode("utf-8") for line in lines), force=force)


def write_bytes(path: str | Path, content: bytes, *, force: bool = False) -> Path:
    """Write a file, whole or not at all.

    Parameters
    ----------
    path
        Where it goes. Missing folders above it are made; a symbolic link is followed.
    content
        What to write.
    force
        Whether a file that stands there is replaced.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    matcher.errors.OutputExistsError
        When something stands there and `force` does not allow to replace it.
    OutputError
        When the disk refuses.
    """
    return _write(path, (content,), force=force)


def _write(path: str | Path, pieces: Iterable[bytes], *, force: bool) -> Path:
    asked = Path(path)
    with said_clearly(asked):
        if asked.is_char_device() or asked.is_fifo():
            with asked.open("wb") as stream:
                stream.writelines(pieces)
            return asked
        target = resolved(asked)
        if target.is_dir():
            raise OutputExistsError(f"{asked} is a folder. Name a file, for example inside it.")
        if target.exists() and not force:
            raise OutputExistsError(f"{asked} exists. {FORCE_REMEDY}")
        with stage_beside(target) as stage:
            fresh = stage / "new"
            with fresh.open("wb") as stream:
                stream.writelines(pieces)
            if target.exists():
                shutil.copymode(target, fresh)
            sync(fresh)
            os.replace(fresh, target)
        return target


@contextmanager
def stage_beside(target: Path) -> Iterator[Path]:
    """Give an empty folder on the target's own disk, and remove it with what is left in it.

    What is made in it has the permissions that it would have had in the target's place. What was
    left of such a folder long ago, by a process that was killed, is removed as well.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    stage = target.with_name(f".{target.name[:60]}.{token_hex(4)}.new")
    try:  # named before it is made: whoever is stopped in between leaves nothing behind
        stage.mkdir(mode=0o700)
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Remove the folders beside a target that nobody can be at work on any more."""
    for one in _left_in(target.parent).get(target.name[:60], ()):
        with suppress(OSError):  # somebody else sweeps it, too
            if time.time() - one.stat().st_mtime > LEFT_AFTER:
                shutil.rmtree(one)


@lru_cache(maxsize=16)
def _left_in(folder: Path) -> dict[str, list[Path]]:
    """Return such folders by what they were to become; looked for once, there may be many files."""
    found: dict[str, list[Path]] = {}
    for one in folder.iterdir():
        stage = _STAGE.fullmatch(one.name)
        if stage is not None:
            found.setdefault(stage[1], []).append(one)
    return found


@contextmanager
def said_clearly(target: Path) -> Iterator[None]:
    """Turn what the disk objects into an error that says where it happened and what to do."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error)
        raise OutputError(
            f"{target} cannot be written: {what}. "
            "Name a place that you may write to and that has room."
        ) from error


def resolved(path: Path) -> Path:
    """Return where a path leads, through every symbolic link."""
    try:
        return path.resolve()
    except (RuntimeError, ValueError) as error:  # a loop of links; a NUL in the name
        raise OutputError(f"{path} cannot be written: {error}. Name another place.") from error


def sync(file: Path) -> None:
    """Wait until a file has reached the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
