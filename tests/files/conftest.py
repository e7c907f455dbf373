"""A way to look at one spoilt cohort after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sound import Files, write_files

from matcher.files import Inspection, inspect

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Inspection]:
    """Inspect a sound cohort in which some files are other ones."""

    def inspect_files(files: Files | None = None, **stems: str) -> Inspection:
        named = {f"{stem}.csv": text for stem, text in stems.items()}
        return inspect(write_files(tmp_path, {**(files or {}), **named}))

    return inspect_files
