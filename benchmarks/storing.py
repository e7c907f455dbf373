"""Writes results so that a reader never sees half a file, and merges them with earlier ones."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "matcher-benchmarks/2"
JSON_NAME = "benchmarks.json"


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a path beside a file to write to; it takes the file's place when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file in one step."""
    with beside(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_results(folder: Path, data: dict[str, Any]) -> None:
    """Write the results as JSON."""
    write_text(folder / JSON_NAME, json.dumps(data, indent=1, allow_nan=False) + "\n")


def read_results(folder: Path) -> dict[str, Any] | None:
    """Return the results that a folder holds, if it holds any.

    Raises
    ------
    ValueError
        When they are of another format.
    """
    path = folder / JSON_NAME
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if data.get("format") != FORMAT:
        raise ValueError(f"{path} is of format {data.get('format')!r}, not {FORMAT!r}")
    return data


def merged(earlier: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, Any]:
    """Return the results of a run together with those of an earlier one that it did not renew.

    Cases are the same when section and name are. The order is the earlier one's; new cases
    follow.
    """
    if earlier is None:
        return now
    renewed = {_key(result): result for result in now["results"]}
    results = [renewed.pop(_key(result), result) for result in earlier["results"]]
    return {
        **now,
        "results": [*results, *renewed.values()],
        "others": {**earlier.get("others", {}), **now["others"]},
    }


def _key(result: dict[str, Any]) -> tuple[str, str]:
    return result["section"], result["case"]
