"""What can be taken away: the plan, or the whole folder of it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import matcher
from matcher.export.kinds import export_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.plans import Plan


def folder_as_zip(plan: Plan) -> bytes:
    """Return the folder that `matcher.save` writes, packed."""
    with TemporaryDirectory(prefix="matcher-") as name:
        return _packed(matcher.save(plan, Path(name) / file_stem(plan)))


def exports_as_zip(
    plan: Plan, kinds: Sequence[str], language: str, before: Plan | None = None
) -> bytes:
    """Return what `matcher export` writes, packed: some kinds, in the language of their readers.

    Letters say what is new since the plan before, where there is one.
    """
    with TemporaryDirectory(prefix="matcher-") as name:
        folder = Path(name) / f"{file_stem(plan)}-exports"
        known = None if before is None else matcher.save(before, Path(name) / "before")
        export_plan(plan, folder, kinds=kinds, language=language, since=known)
        return _packed(folder)


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent))
    return packed.getvalue()


def file_stem(plan: Plan) -> str:
    """Return a name for the files of a plan, safe on every system: london-2027."""
    name = plan.cohort.programme.programme.name.casefold()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:60] or "plan"
