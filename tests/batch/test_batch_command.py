"""`matcher batch`: the folder that it leaves, what it says, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

import matcher
from matcher.batch import cluster
from matcher.batch.plotting import chart, draw
from matcher.batch.results import Batch, State
from matcher.batch.words import lines
from matcher.language import Language, words_in
from matcher.samples import sample_path
from shells import SMALL, Ask, Shell
from worlds import cohort, people


@pytest.fixture
def folders(shell: Shell) -> list[Path]:
    return [shell.write(SMALL, "a"), shell.write(cohort(*people(3, 3)), "b")]


def rows_in(folder: Path) -> list[dict[str, str]]:
    with (folder / "batch.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_batch_leaves_a_folder_each_and_a_summary(ask: Ask, folders: list[Path]) -> None:
    code, out, err = ask("batch", *folders, "--out", "o", "--jobs", "1")
    assert code == 0
    assert out.startswith("2 cohorts: 2 with a plan, 2 of them proven to be the best.")
    assert "The results are in o" in err
    made = folders[0].parent / "o"
    assert {one.name for one in made.iterdir()} == {
        *("a", "b", "batch.csv", "batch.json", "batch.xlsx", "batch.png", "batch.svg"),
        "problems.csv",
    }
    for row in rows_in(made):
        plan = matcher.open_plan(made / row["name"])
        assert plan.objective is not None
        assert row["total"] == str(plan.objective.total)
    kept = Batch.model_validate_json((made / "batch.json").read_text("utf-8"))
    assert [row.name for row in kept.rows] == ["a", "b"]


def test_bad_files_are_a_row_and_exit_code_two(ask: Ask, folders: list[Path]) -> None:
    (folders[0] / "participants.csv").write_text("person_id,side\nP1,=1+1\n")
    code, out, _ = ask("batch", *folders, "nowhere", "--out", "o", "--jobs", "1")
    assert code == 2
    assert "files that cannot be used: 2" in out
    made = folders[0].parent / "o"
    assert [row["status"] for row in rows_in(made)] == ["refused", "optimal", "refused"]
    book = load_workbook(made / "batch.xlsx")
    assert book.sheetnames == ["Cohorts", "Problems"]
    cells = [cell for row in book["Problems"].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "'=1+1" in (made / "problems.csv").read_text("utf-8-sig")


def test_what_is_wrong_with_files_is_said_in_the_language_that_is_asked_for(
    ask: Ask, folders: list[Path]
) -> None:
    (folders[0] / "participants.csv").write_text("person_id,side,consent\nP1,patient,yes\n" * 2)
    _, out, _ = ask("batch", *folders, "--out", "o", "--jobs", "1", "--language", "fr")
    assert "a: participants.csv, ligne 4, person_id" in out
    assert "the same person_id" not in out
    book = load_workbook(folders[0].parent / "o" / "batch.xlsx")
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("the same person_id" in one for one in said)


def test_a_cohort_is_called_as_it_was_named_also_through_a_link(
    ask: Ask, folders: list[Path]
) -> None:
    link = folders[0].parent / "linked"
    link.symlink_to(folders[0])
    assert ask("batch", link, folders[1], "--out", "o", "--jobs", "1")[0] == 0
    assert [row["name"] for row in rows_in(folders[0].parent / "o")] == ["linked", "b"]


def test_options_that_do_not_go_together_are_refused(ask: Ask, folders: list[Path]) -> None:
    code, _, err = ask("batch", *folders, "--out", "o", "--shared-files")
    assert (code, "only workers of --dask share files" in err) == (2, True)
    code, _, err = ask("batch", *folders, "--out", "o", "--dask", "tcp://127.0.0.1:9", "--jobs", 2)
    assert (code, "a cluster has its own workers" in err) == (2, True)


def test_where_a_batch_may_not_go_is_said_with_what_to_do(ask: Ask, folders: list[Path]) -> None:
    code, _, err = ask("batch", *folders, "--out", folders[0])
    assert code == 2
    assert "pass --force (again=True) to plan into it" in " ".join(err.split())


def test_another_cohort_of_the_same_name_takes_no_plans_place(ask: Ask, shell: Shell) -> None:
    for area, size in (("north", 2), ("south", 3)):
        shell.write(cohort(*people(size, size), rules={"programme.pairs": size}), f"{area}/c")
    assert ask("batch", "north/c", "--out", "o", "--jobs", "1")[0] == 0
    code, _, err = ask("batch", "south/c", "--out", "o", "--jobs", "1")
    assert code == 2
    assert "holds plans of other cohorts that have the same names: c (north/c)" in " ".join(
        err.split()
    )
    assert len(matcher.open_plan(shell.folder / "o" / "c").pairs) == 2
    assert ask("batch", shell.folder / "north" / "c", "--out", "o", "--jobs", "1")[0] == 0
    assert ask("batch", "south/c", "--out", "o", "--jobs", "1", "--force")[0] == 0
    assert len(matcher.open_plan(shell.folder / "o" / "c").pairs) == 3


def test_a_second_run_keeps_what_is_there(ask: Ask, folders: list[Path]) -> None:
    assert ask("batch", *folders, "--out", "o", "--jobs", "1")[0] == 0
    code, out, _ = ask("batch", *folders, "--out", "o", "--jobs", "1", "--json")
    assert code == 0
    found = Batch.model_validate(json.loads(out))
    assert all(row.is_from_before for row in found.rows)


def test_an_impossible_cohort_gives_exit_code_one_and_french_words(
    ask: Ask, shell: Shell, folders: list[Path]
) -> None:
    gaps = {"workshops.min_gap_days": 100, "workshops.max_gap_days": 100}
    shell.write(cohort(*people(1, 1), rules=gaps), "c")
    asked = ("batch", "a", "c", "--out", "o", "--jobs", "1", "--language", "fr")
    code, out, _ = ask(*asked)
    assert code == 1
    assert out.startswith("2 cohortes : 1 avec un plan")
    assert "aucun plan n'existe : 1" in out or "aucun plan n'existe: 1" in out


def test_every_state_is_told_and_drawn() -> None:
    (made,) = matcher.plan_many([SMALL], jobs=1)
    rows = tuple(
        made.row.model_copy(update={"number": place, "name": f"c{place}", "status": state})
        for place, state in enumerate(State, start=1)
    )
    batch = Batch(rows=rows, version="1")
    for language in Language:
        words = words_in(language)
        assert len(list(lines(batch, words))) > len(State) - 2
        assert draw(batch, words)["png"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("number", "ticks"), [(1, [1]), (3, [1, 2, 3]), (30, list(range(1, 31, 3)))]
)
def test_the_cohorts_of_the_picture_are_counted_in_whole_numbers(
    number: int, ticks: list[int]
) -> None:
    (made,) = matcher.plan_many([SMALL], jobs=1)
    rows = tuple(made.row.model_copy(update={"number": place}) for place in range(number))
    drawn = chart(Batch(rows=rows, version="1"), words_in(Language.ENGLISH)).to_dict()
    assert drawn["vconcat"][1]["encoding"]["x"]["axis"]["values"] == ticks


def test_a_run_that_is_killed_loses_nothing_that_was_finished(shell: Shell) -> None:
    """The whole run ends with kill -9: no process stays behind, and the next run goes on."""
    names = [shell.write(matcher.load(sample_path("london")), f"c{n}").name for n in range(4)]
    command = shell.command("batch", *names, "--out", "o", "--jobs", "2")
    run = subprocess.Popen(
        command, cwd=shell.folder, env=shell.environment(), stderr=subprocess.DEVNULL
    )
    out = shell.folder / "o"
    end = time.monotonic() + 60
    while not list(out.glob("*/plan.json")):
        assert time.monotonic() < end
        time.sleep(0.02)
    workers = _children(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    while any(Path(f"/proc/{one}").exists() for one in workers):
        assert time.monotonic() < end
        time.sleep(0.05)
    finished = {place.parent.name for place in out.glob("*/plan.json")}
    assert shell("batch", *names, "--out", "o").returncode == 0
    rows = rows_in(out)
    assert {row["status"] for row in rows} == {"optimal"}
    assert finished <= {row["name"] for row in rows if row["is_from_before"] == "1"}


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(one) for one in listed.split()]


def test_a_cluster_that_does_not_answer_is_told(
    ask: Ask, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.2)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        code, _, err = ask("batch", *folders, "--out", "o", "--dask", address)
        assert code == 2
        assert f"No Dask scheduler answers at {address}" in err


def test_without_dask_it_says_how_to_install_it(
    ask: Ask, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, err = ask("batch", *folders, "--out", "o", "--dask", "tcp://127.0.0.1:1")
    assert code == 2
    assert 'pip install "matcher[cluster]"' in err
