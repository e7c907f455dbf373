"""Work in a process of its own: what comes back, what goes wrong, and how it is stopped."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from typing import Any

import pytest

import matcher
from matcher.errors import Problem
from matcher.parallel.apart import BrokenOffError, Watcher, done_apart
from worlds import cohort as cohort_of
from worlds import people

PATIENCE = 30.0


class Watching:
    """Takes note of what is reported, and stops the work after so many reports."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.heard: list[Any] = []
        self._stop_after = stop_after

    def report(self, what: Any, /) -> None:
        self.heard.append(what)

    def stop_requested(self) -> bool:
        return self._stop_after is not None and len(self.heard) >= self._stop_after


def numbers(most: int, watcher: Watcher) -> tuple[int, int]:
    print("this is no news")
    for number in range(most):
        watcher.report(number)
    return most, os.getpid()


def until_stopped(watcher: Watcher) -> str:
    watcher.report("under way")
    end = time.monotonic() + PATIENCE
    while not watcher.stop_requested() and time.monotonic() < end:
        time.sleep(0.01)
    return "stopped" if watcher.stop_requested() else "never told"


def deaf(watcher: Watcher) -> None:
    watcher.report("under way")
    time.sleep(PATIENCE)


def refused(watcher: Watcher) -> None:
    raise matcher.InputError([Problem(file="a.csv", row=3, message="no such day", remedy="look")])


def defect(watcher: Watcher) -> None:
    raise ValueError("Amara Okafor")


def shot(watcher: Watcher) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leaving(watcher: Watcher) -> None:
    os._exit(3)


def planned(cohort: matcher.Cohort, watcher: Watcher) -> matcher.Plan:
    return matcher.plan(cohort, progress=watcher)


def test_reports_and_what_comes_of_it_come_back_from_another_process() -> None:
    watching = Watching()
    made, process = done_apart(partial(numbers, 3), watching)
    assert (made, watching.heard) == (3, [0, 1, 2])
    assert process != os.getpid()


def test_a_plan_is_the_same_and_knows_its_cohort() -> None:
    cohort = cohort_of(*people(3, 3), rules={"programme.pairs": 2})
    found = done_apart(partial(planned, cohort), Watching())
    assert found.cohort == cohort
    assert (found.pairs, found.workshops) == (matcher.plan(cohort).pairs, found.workshops)
    assert matcher.check_plan(cohort, found) == ()


def test_work_that_is_told_to_stop_ends_with_what_it_has() -> None:
    assert done_apart(until_stopped, Watching(stop_after=1)) == "stopped"


def test_work_that_does_not_listen_is_ended() -> None:
    started = time.monotonic()
    with pytest.raises(BrokenOffError, match="did not end when it was told to"):
        done_apart(deaf, Watching(stop_after=1), patience=0)
    assert time.monotonic() - started < PATIENCE


def test_problems_come_back_as_they_were_raised() -> None:
    with pytest.raises(matcher.InputError, match="no such day") as caught:
        done_apart(refused, Watching())
    assert caught.value.problems[0].row == 3


def test_a_defect_says_its_place_and_nothing_about_people() -> None:
    with pytest.raises(BrokenOffError, match=r"^ValueError at .*test_apart\.py:\d+$"):
        done_apart(defect, Watching())


def test_a_process_that_the_system_ends_was_short_of_memory() -> None:
    with pytest.raises(MemoryError, match=r"^$"):
        done_apart(shot, Watching())


def test_a_process_that_ends_by_itself_is_told() -> None:
    with pytest.raises(BrokenOffError, match="ended before its work was done"):
        done_apart(leaving, Watching())
