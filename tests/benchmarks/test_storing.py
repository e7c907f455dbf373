"""Results are written whole or not at all, and a merge loses nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.storing import (
    FORMAT,
    JSON_NAME,
    beside,
    merged,
    read_results,
    write_results,
    write_text,
)


def results(*cases: str, told: int = 0, **others: Any) -> dict[str, Any]:
    rows = [{"section": "proof", "case": case, "told": told} for case in cases]
    return {"format": FORMAT, "results": rows, "others": others}


def test_a_file_takes_its_place_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "table.md"
    write_text(path, "first")
    write_text(path, "second")
    assert path.read_text(encoding="utf-8") == "second"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "table.md"
    write_text(path, "old")

    def write_half() -> None:
        with beside(path) as temporary:
            temporary.write_text("ha", encoding="utf-8")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_half()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    assert read_results(tmp_path) is None
    write_results(tmp_path, results("12 pairs"))
    assert read_results(tmp_path) == results("12 pairs")


def test_numbers_that_json_does_not_know_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        write_results(tmp_path, {**results(), "proof": float("inf")})
    assert list(tmp_path.iterdir()) == []


def test_results_of_another_format_are_refused(tmp_path: Path) -> None:
    (tmp_path / JSON_NAME).write_text(json.dumps({"format": "older"}), encoding="utf-8")
    with pytest.raises(ValueError, match="is of format 'older'"):
        read_results(tmp_path)


def test_a_merge_renews_what_was_run_and_keeps_the_rest() -> None:
    earlier = results("12 pairs", "30 pairs", pairing=1, replanning=2)
    now = results("30 pairs", "50 pairs", told=1, pairing=3)
    both = merged(earlier, now)
    told = [(row["case"], row["told"]) for row in both["results"]]
    assert told == [("12 pairs", 0), ("30 pairs", 1), ("50 pairs", 1)]
    assert both["others"] == {"pairing": 3, "replanning": 2}
    assert merged(None, now) == now
