"""What can be taken away: the plan, or the whole folder of it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import matcher

if TYPE_CHECKING:
    from matcher.plans import Plan


def folder_as_zip(plan: Plan) -> bytes:
    """Return the folder that `matcher.save` writes, packed."""
    packed = io.BytesIO()
    with TemporaryDirectory(prefix="matcher-") as name:
        folder = matcher.save(plan, Path(name) / file_stem(plan))
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(folder.parent))
    return packed.getvalue()


def file_stem(plan: Plan) -> str:
    """Return a name for the files of a plan, safe on every system: london-2027."""
    name = plan.cohort.programme.programme.name.casefold()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:60] or "plan"
