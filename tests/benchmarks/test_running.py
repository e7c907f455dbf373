"""Whatever happens to one run, the others are kept and the tables say it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cases import Case
from benchmarks.isolate import Failed, Skipped
from benchmarks.measure import Timing, time_search
from benchmarks.others import Other, run_other
from benchmarks.peers import PEERS, Peer, Question
from benchmarks.peers.environments import Environment, python_of
from benchmarks.peers.exchange import Answer, as_json, asked
from benchmarks.running import Options, measured
from benchmarks.tables import report
from matcher.solve.problem import build_problem

TINY = Case("3 pairs", 3, 5, 30, peers=("dates first, then pairs",))


def crash_on_seed_1(case: Case, seed: int, limit: float) -> Timing:
    if seed == 1:
        os._exit(9)
    return time_search(case, seed, limit)


def never(question: Question) -> Any:
    raise AssertionError("a way that is skipped is not asked")


def options(tmp_path: Path, **more: Any) -> Options:
    given: dict[str, Any] = {"seeds": 2, "limit": 10.0, "peers": True, "peer_seeds": 1}
    return Options(**{**given, "peer_limit": 10.0, "venvs": tmp_path, **more})


def told(result: dict[str, Any]) -> str:
    return report({"results": [{**result, "machine": {"cores": "2"}}], "others": {}})


def test_a_crash_of_one_run_keeps_the_others_and_is_a_row(tmp_path: Path) -> None:
    result = measured(TINY, options(tmp_path, task=crash_on_seed_1))
    first, second = result["runs"]
    assert first["proven"]
    assert second == {"seed": 1, "failed": "its process ended with exit code 9"}
    (other,) = result["peers"]["dates first, then pairs"]
    assert other["pairs"] == 3
    text = told(result)
    assert "| 3 pairs | the search | failed: its process ended with exit code 9 | 1 |" in text
    assert "| 1 of 2 |" in text


def test_a_way_that_cannot_be_had_is_a_row_that_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = Environment("nobody", ("nothing",), programs=("no-such-program",))
    monkeypatch.setitem(PEERS, "nobody", Peer(never, environment=needs))
    case = Case("3 pairs", 3, 5, 30, peers=("nobody",))
    result = measured(case, options(tmp_path, seeds=1))
    assert result["peers"]["nobody"] == [{"seed": 0, "skipped": "no-such-program is not installed"}]
    assert "| 3 pairs | nobody | skipped: no-such-program is not installed | 0 |" in told(result)


def test_without_a_jvm_timefold_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    needs = PEERS["Timefold"].environment
    assert needs is not None
    assert python_of(needs, tmp_path) == Skipped("no JVM")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_package_that_pip_cannot_install_is_skipped(tmp_path: Path) -> None:
    found = python_of(Environment("bad", ("not a requirement",)), tmp_path)
    assert isinstance(found, Skipped)
    assert "not a requirement cannot be installed" in found.why
    assert not (tmp_path / "bad" / "installed.txt").exists()


def test_an_environment_that_is_there_is_used_again(tmp_path: Path) -> None:
    home = tmp_path / "made"
    home.mkdir()
    (home / "installed.txt").write_text("one==1", encoding="utf-8")
    found = python_of(Environment("made", ("one==1",)), tmp_path)
    assert found == home / "bin" / "python"


def test_others_get_the_problem_as_plain_data(tmp_path: Path) -> None:
    cohort = TINY.cohort(0)
    problem = build_problem(cohort)
    plain = as_json(cohort, problem, 5)
    assert plain["rules"]["wanted"] == 3
    assert plain["fits"] == problem.fit.tolist()
    gladly = problem.patients.can & ~problem.patients.only_if_needed
    assert [[one == 2 for one in diary] for diary in plain["patients"]] == gladly.tolist()
    script = tmp_path / "answer.py"
    script.write_text(
        "import json, sys\nasked = json.load(open(sys.argv[1]))\n"
        "plan = {'seconds': 1, 'pairs': [[0, 1]], 'dates': [asked['workshops']]}\n"
        "json.dump(plan, open(sys.argv[2], 'w'))\n",
        encoding="utf-8",
    )
    found = asked(Path(sys.executable), str(script), cohort, problem, 5)
    assert found == Answer(1.0, ((0, 1),), (5,))


def test_a_program_that_fails_is_told_by_its_last_line(tmp_path: Path) -> None:
    cohort = TINY.cohort(0)
    script = tmp_path / "fail.py"
    script.write_text("raise SystemExit('out of memory')", encoding="utf-8")
    found = asked(Path(sys.executable), str(script), cohort, build_problem(cohort), 5)
    assert found == Failed("out of memory")


def test_another_benchmark_is_run_where_it_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_up_benchmark.py").write_text(
        "import sys\nopen(sys.argv[-1], 'w').write('[{\"size\": 5}]')\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made_up = Other("made_up_benchmark", smoke=("--small",))
    assert run_other(made_up, smoke=True) == [{"size": 5}]
    assert run_other(Other("made_up_benchmark"), smoke=True) is None
    assert run_other(Other("benchmarks.nothing_like_that"), smoke=False) is None
