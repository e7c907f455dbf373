"""Files of an export -> a folder, made whole beside its place and then renamed into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matcher.export.earlier import TOLD
from matcher.export.folder import plan_text
from matcher.export.swapping import Ours, put_in_place, refuse_bad_place
from matcher.export.writing import resolved, said_clearly, stage_beside, sync

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.plans import Plan

LASTING = ("key/", "calendars/sequences.json")
"""What the next export still needs, even where this one does not write it: the key to pseudonyms,
and the numbers of what calendars said."""

LIST = "files.txt"
"""Which files an export wrote, a line each, so that the next one replaces just these."""


def hand_over(
    plan: Plan, files: Mapping[str, bytes], out: Path, *, force: bool
) -> tuple[Path, ...]:
    """Write files into a folder, with the plan that they tell of.

    Parameters
    ----------
    plan
        What the files were made from.
    files
        The content of each by its name, at most one folder deep.
    out
        The folder.
    force
        Whether an export that stands there is replaced.
    """
    whole = {**files, TOLD: plan_text(plan).encode()}
    whole[LIST] = "".join(f"{name}\n" for name in sorted([*whole, LIST])).encode()
    with said_clearly(out):
        target = resolved(out)
        ours = _ours({*whole, *_listed(target)})
        refuse_bad_place(out, target, ours, force=force)
        with stage_beside(target) as stage:
            fresh = stage / "new"
            for name, content in whole.items():
                file = fresh / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                sync(file)
            put_in_place(fresh, target, ours)
    return tuple(out / name for name in sorted(files))


def _ours(names: set[str]) -> Ours:
    """Return what an export may replace in its folder."""
    folders: dict[str, set[str]] = {}
    for name in names:
        folder, _, file = name.rpartition("/")
        folders.setdefault(folder, set()).add(file)
    files = frozenset(folders.pop("", set()))
    return Ours(files, {name: frozenset(inner) for name, inner in folders.items()}, _is_export)


def _listed(folder: Path) -> list[str]:
    """Return the files that an earlier export wrote into a folder, as far as they lie in it.

    What lasts is none of them: it goes only when the next one takes its place.
    """
    file = folder / LIST
    if not (file.is_file() and _is_export(folder)):
        return []
    names = file.read_text(encoding="utf-8").splitlines()
    return [
        name
        for name in names
        if not ({"..", "", "."} & set(name.split("/")) or name.startswith(LASTING))
    ]


def _is_export(folder: Path) -> bool:
    return (folder / TOLD).is_file()
