"""The command runs a small case end to end, and writes what it found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.plots import growth_points, headline_points
from benchmarks.storing import read_results


def test_a_smoke_run_writes_table_and_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--smoke", "--only", "6 pairs", "--peer-limit", "2", "--out", str(tmp_path)])
    text = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() == text.strip()
    assert "| 6 pairs of 10 + 10, 50 dates |" in text
    data = json.loads((tmp_path / "benchmarks.json").read_text(encoding="utf-8"))
    (result,) = data["results"]
    assert [run["proven"] for run in result["runs"]] == [True]
    assert result["machine"]["cores"]
    for name, (run,) in result["peers"].items():
        assert run["pairs"] == 6, name
        assert run["broken"] == [], name
        assert run["total"] <= result["runs"][0]["total"], name
    series = {point["series"] for point in headline_points(data["results"])}
    assert "Matcher: proof" in series


def test_a_second_run_replaces_the_first_and_a_merge_keeps_it(tmp_path: Path) -> None:
    def run(only: str, *more: str) -> list[str]:
        main(["--smoke", "--no-peers", "--only", only, "--out", str(tmp_path), *more])
        data = read_results(tmp_path)
        assert data is not None
        return [result["case"] for result in data["results"]]

    assert run("growth with pairs: 4") == ["4 pairs"]
    assert run("harder") == ["4 pairs, every fit equal"]
    assert run("growth", "--merge") == ["4 pairs, every fit equal", "4 pairs", "8 pairs"]
    before = (tmp_path / "benchmarks.json").read_bytes()
    main(["--redraw", "--out", str(tmp_path)])
    assert (tmp_path / "benchmarks.json").read_bytes() == before
    data = read_results(tmp_path)
    assert data is not None
    assert {point["by"] for point in growth_points(data["results"])} == {"pairs"}
    assert "| pairs | time to the proof | 4:" in (tmp_path / "benchmarks.md").read_text("utf-8")


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    text = capsys.readouterr().out
    for option in ("--only", "--smoke", "--seeds", "--limit", "--peer-limit", "--no-peers"):
        assert option in text
