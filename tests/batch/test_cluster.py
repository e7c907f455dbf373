"""A Dask cluster of several processes on this machine plans the cohorts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import matcher
from matcher.batch.cluster import dask_executor
from matcher.batch.results import State
from matcher.samples import sample_path
from shells import SMALL, Shell
from worlds import cohort, people, person

pytestmark = pytest.mark.slow

LOOPBACK = ("--host", "127.0.0.1")


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.running: list[subprocess.Popen[bytes]] = []
        self._start("dask_scheduler", *LOOPBACK, "--port", "0", "--no-dashboard")
        end = time.monotonic() + 60
        while not self.file.exists():
            assert time.monotonic() < end, "the scheduler does not start"
            time.sleep(0.05)

    def add_worker(self) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")
        return self._start("dask_worker", *LOOPBACK, *options)

    @property
    def address(self) -> str:
        import json

        return str(json.loads(self.file.read_text("utf-8"))["address"])

    def end(self) -> None:
        for one in self.running:
            one.kill()
            one.wait()

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        started = subprocess.Popen(
            [
                *(sys.executable, "-m", f"distributed.cli.{module}"),
                *("--scheduler-file", str(self.file), *options),
            ],
            cwd=self.folder,
            env=Shell.environment(),
            stderr=subprocess.DEVNULL,
        )
        self.running.append(started)
        return started


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.end()


def test_a_worker_that_is_killed_and_one_that_comes_change_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    london = matcher.load(sample_path("london"))
    cohorts = [london.with_changes(f"pairs={number}") for number in range(3, 12)]
    cohorts += [SMALL, cohort(*people(2, 3), person("P3", weekdays=("Tue", "Thu")))]
    first, _ = cluster.add_worker(), cluster.add_worker()
    with dask_executor(cluster.address) as executor:
        found = matcher.plan_many(cohorts, executor=executor, out=tmp_path / "out")
        done = [next(found)]
        first.kill()
        cluster.add_worker()
        done += list(found)
    assert {one.status for one in done} == {State.OPTIMAL}
    alone = {one.row.number: one.row for one in matcher.plan_many(cohorts, jobs=1)}
    for one in done:
        assert (one.row.total, one.row.dates) == (
            alone[one.row.number].total,
            alone[one.row.number].dates,
        )
        assert one.folder is not None
        assert one.plan is not None
