"""Putting a folder in the place of another one without losing either.

The old folder steps aside, the new one takes its place; only when it stands there do other
people's entries move over, and only after that do our own old ones go. Killed at any moment, this
leaves the old or the new folder complete.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matcher.errors import OutputExistsError
from matcher.export.writing import FORCE_REMEDY, OutputError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ours:
    """Which entries of a folder this program writes, and may therefore replace.

    Attributes
    ----------
    files
        The names of the files.
    folders
        The name of each folder in it -> the names of the files in that.
    wrote
        Whether this program wrote the folder that stands there.
    what
        What such a folder holds.
    trees
        The name of each folder in it that holds folders in turn -> the names of the files in them.
    """

    files: frozenset[str]
    folders: Mapping[str, frozenset[str]]
    wrote: Callable[[Path], bool]
    what: str = "plan"
    trees: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self) -> frozenset[str]:
        """Return the names of all entries."""
        return self.files | self.folders.keys() | self.trees.keys()


def refuse_bad_place(
    asked: Path, target: Path, ours: Ours, *, force: bool, remedy: str = FORCE_REMEDY
) -> None:
    """Raise an error where a folder must not be put.

    Parameters
    ----------
    asked
        The place as people wrote it.
    target
        Where that leads.
    ours
        What may be replaced, when `force` allows it.
    force
        Whether a folder that stands there may be replaced.
    remedy
        What to do where something stands there.
    """
    here = Path.cwd()
    if target == here or target in here.parents:
        raise OutputError(
            f"{asked} is the folder that you are in, or one above it. Name a folder inside it."
        )
    if target.exists() and not target.is_dir():
        raise OutputExistsError(f"{asked} is a file. Name a folder, or move the file away.")
    if not target.exists() or not any(target.iterdir()):
        return
    if not force:
        raise OutputExistsError(f"{asked} exists and is not empty. {remedy}")
    taken = sorted(name for name in ours.names() if os.path.lexists(target / name))
    if taken and not ours.wrote(target):
        raise OutputExistsError(
            f"{asked} holds {', '.join(taken)}, but no {ours.what} that this program wrote. "
            "Name another folder."
        )


def put_in_place(fresh: Path, target: Path, ours: Ours) -> None:
    """Rename a finished folder into its place, and keep what is not ours of what stood there."""
    if not target.is_dir():
        os.rename(fresh, target)
        return
    mode = stat.S_IMODE(target.stat().st_mode)
    fresh.chmod(mode | stat.S_IRWXU)  # a folder that may not be written in could not be moved
    if not any(target.iterdir()):
        target.rmdir()
        os.rename(fresh, target)
        target.chmod(mode)
        return
    old = _free_name(target)
    os.rename(target, old)
    try:
        os.rename(fresh, target)
    except BaseException:
        os.rename(old, target)
        raise
    _clear(old, target, ours)
    target.chmod(mode)


def _clear(old: Path, new: Path, ours: Ours) -> None:
    """Move what is not ours to the new folder, then delete what is ours of the old one."""
    try:
        _move_foreign(old, new, ours.names())
        for folder, files in ours.folders.items():
            _move_foreign(old / folder, new / folder, files)
        for file in _own_files(old, ours):
            file.unlink()
        for tree, files in ours.trees.items():
            _clear_tree(old / tree, files)
        for empty in (*(old / folder for folder in ours.folders), old):
            if _is_real_folder(empty) and not any(empty.iterdir()):
                empty.rmdir()
    except OSError as error:
        log.warning("clearing up after replacing a folder: %s", error)
    if old.exists():
        log.warning("what could not be moved from the replaced folder is kept in %s", old)


def _own_files(old: Path, ours: Ours) -> Iterator[Path]:
    places = [old, *(old / folder for folder in ours.folders)]
    for place, names in zip(places, (ours.files, *ours.folders.values()), strict=True):
        if _is_real_folder(place):
            yield from (
                place / name
                for name in sorted(names)
                if (place / name).is_file() or (place / name).is_symlink()
            )


def _clear_tree(tree: Path, ours: frozenset[str]) -> None:
    """Delete our files in a folder and all below it, and the folders that are then empty."""
    if not _is_real_folder(tree):
        return
    for entry in sorted(tree.iterdir()):
        if _is_real_folder(entry):
            _clear_tree(entry, ours)
        elif entry.name in ours:
            entry.unlink()
    if not any(tree.iterdir()):
        tree.rmdir()


def _move_foreign(old: Path, new: Path, ours: frozenset[str]) -> None:
    """Move entries that are not ours, unless their name is taken in the new folder."""
    if not _is_real_folder(old):
        return
    for entry in sorted(old.iterdir()):
        if entry.name not in ours and not os.path.lexists(new / entry.name):
            new.mkdir(exist_ok=True)
            os.rename(entry, new / entry.name)


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _free_name(target: Path) -> Path:
    """Return a name beside the target under which the old folder can wait."""
    candidate, number = target.with_name(f"{target.name}.old"), 1
    while os.path.lexists(candidate):
        number += 1
        candidate = target.with_name(f"{target.name}.old-{number}")
    return candidate
