"""`matcher sweep`: the folder that it leaves, what it says, and how it ends."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
from importlib.util import find_spec as real_find_spec
from pathlib import Path
from typing import Any

import pytest

import matcher
from matcher.language import Language, words_in
from matcher.sweeps import plotting
from matcher.sweeps.plotting import NoPlotError, draw, obstacle
from matcher.sweeps.results import Sweep
from shells import SMALL, Ask, Shell

GAPS = "workshops.min_gap_days=14,21,28,35"


@pytest.fixture
def folder(shell: Shell) -> Path:
    return shell.write(SMALL)


def test_a_grid_leaves_a_table_the_data_and_pictures(ask: Ask, folder: Path) -> None:
    code, out, err = ask("sweep", folder, "--over", GAPS, "--over", "pairs=1,2", "--out", "s")
    assert code == 0
    assert out.startswith("8 points: 6 with a plan")
    assert "The results are in s" in err
    made = folder.parent / "s"
    assert {one.name for one in made.iterdir()} == {
        "sweep.csv",
        "sweep.json",
        "sweep.png",
        "sweep.svg",
    }
    assert (made / "sweep.png").read_bytes().startswith(b"\x89PNG\r\n")
    svg = (made / "sweep.svg").read_text("utf-8")
    assert svg.startswith("<svg")
    assert "2 pairs" in svg
    with (made / "sweep.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["programme.pairs"] for row in rows] == ["1", "2"] * 4
    assert {row["status"] for row in rows} == {"optimal", "refused"}
    assert len(rows[0]["dates"].split(";")) == 3
    kept = Sweep.model_validate_json((made / "sweep.json").read_text("utf-8"))
    assert [str(row.total or "") for row in kept.rows] == [row["total"] for row in rows]


def test_a_plan_is_swept_with_its_own_changes(ask: Ask, folder: Path) -> None:
    changed = matcher.plan(SMALL.with_changes("weekdays=Tue"))
    matcher.save(changed, folder.parent / "plan")
    code, out, _ = ask(
        *("sweep", "plan", "--over", "pairs=1,2", "--out", "s", "--json", "--jobs", "1")
    )
    assert code == 0
    found = Sweep.model_validate(json.loads(out))
    assert all(day.weekday() == 1 for row in found.rows for day in row.dates)
    assert found.input_digest == changed.provenance.input_digest


def test_a_line_is_drawn_in_french_too(ask: Ask, folder: Path) -> None:
    asked = ("sweep", folder, "--over", GAPS, "--out", "s", "--language", "fr", "--jobs", "1")
    code, out, _ = ask(*asked)
    assert code == 0
    assert out.startswith("4 points : 3 avec un plan")
    svg = (folder.parent / "s" / "sweep.svg").read_text("utf-8")
    assert "total, en points" in svg
    assert "2 binômes" in svg


def test_more_settings_are_drawn_side_by_side_as_long_as_they_fit() -> None:
    over: dict[str, Any] = {"pairs": (1, 2), "workshops.max_missed": (0, 1)}
    found = matcher.sweep(SMALL, {**over, "pairing.fairness": ("total", "worst_first")}, jobs=1)
    pictures = draw(found, words_in(Language.ENGLISH))
    assert "pairing.fairness = worst_first" in pictures["svg"].decode()
    many = found.model_copy(update={"varied": (*found.varied, *found.varied[:1] * 5)})
    with pytest.raises(NoPlotError, match="it would be 64 heat maps, and at most 24"):
        draw(many, words_in(Language.ENGLISH))


def test_without_the_packages_there_is_a_table_and_a_hint(
    ask: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        return None if name == "vl_convert" else real_find_spec(name)

    monkeypatch.setattr(plotting, "find_spec", missing)
    code, _, err = ask("sweep", folder, "--over", "pairs=1,2", "--out", "s", "--jobs", "1")
    assert code == 0
    assert "vl-convert-python is not installed" in err
    assert 'pip install "matcher[plot]"' in err
    assert {one.name for one in (folder.parent / "s").iterdir()} == {"sweep.csv", "sweep.json"}
    found = Sweep.model_validate_json((folder.parent / "s" / "sweep.json").read_text("utf-8"))
    assert obstacle(found) is not None


def test_nothing_is_overwritten_unasked(ask: Ask, folder: Path) -> None:
    asked = ("sweep", folder, "--over", "pairs=1,2", "--jobs", "1", "--out")
    assert ask(*asked, "s")[0] == 0
    (folder.parent / "s" / "note.txt").write_text("ours")
    code, _, err = ask(*asked, "s")
    assert code == 2
    assert "--force" in err
    assert ask(*asked, "s", "--force")[0] == 0
    assert (folder.parent / "s" / "note.txt").read_text() == "ours"
    (folder.parent / "foreign").mkdir()
    (folder.parent / "foreign" / "sweep.csv").write_text("a,b\n")
    code, _, err = ask(*asked, "foreign", "--force")
    assert code == 2
    assert "no sweep that this program wrote" in err


def test_all_that_is_wrong_with_the_command_is_said(ask: Ask, folder: Path) -> None:
    code, _, err = ask("sweep", folder, "--over", "pairs=3..1", "--over", "gap=1", "--out", "s")
    assert code == 2
    assert "programme.pairs" in err
    assert "3..1" in err
    assert "gap" in err
    assert not (folder.parent / "s").exists()


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (("workshops.min_gap_days=28", "workshops.count=9"), 1),
        (("workshops.min_gap_days=35",), 2),
    ],
)
def test_without_any_plan_the_exit_code_says_why(
    ask: Ask, folder: Path, over: tuple[str, ...], expected: int
) -> None:
    asked = [part for one in over for part in ("--over", one)]
    assert ask("sweep", folder, *asked, "--out", "s", "--jobs", "1")[0] == expected
    assert (folder.parent / "s" / "sweep.csv").is_file()


def test_ctrl_c_keeps_what_is_done(shell: Shell, folder: Path) -> None:
    patch = (
        "from matcher.talk import ManyProgress\n"
        "def report(self, done):\n"
        "    if done.number == 2: os.kill(os.getpid(), signal.SIGINT)\n"
        "ManyProgress.report = report"
    )
    asked = ("sweep", folder, "--over", GAPS, "--over", "pairs=1,2", "--out", "s", "--jobs", "1")
    done: subprocess.CompletedProcess[str] = shell.run_patched(patch, *asked)
    assert done.returncode == 0, (signal.SIGINT, done.stderr)
    assert "Stopped early: 6 points are missing, the others are kept." in done.stdout
    kept = Sweep.model_validate_json((shell.folder / "s" / "sweep.json").read_text("utf-8"))
    assert [row.status.value for row in kept.rows] == ["optimal"] * 2 + ["stopped"] * 6
