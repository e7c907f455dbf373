"""A long search lets those through who wait for a page, and goes on all the same."""

from __future__ import annotations

import threading

import pytest
from visits import london

from matcher.ui.sittings import readers
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.readers import Readers

LONG = 60.0


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Readers:
    """Return readers for whom a search waits as long as it takes."""
    monkeypatch.setattr(readers, "LONGEST_WAIT", LONG)
    return Readers()


def test_a_search_waits_until_the_last_page_is_there(waiting: Readers) -> None:
    went_on = threading.Event()

    def search() -> None:
        job.stop_requested()
        went_on.set()

    job = Job(london(), readers=waiting)
    thread = threading.Thread(target=search)
    with waiting.reading():
        with waiting.reading():
            thread.start()
        assert not went_on.wait(0.05)
    assert went_on.wait(LONG)
    thread.join(LONG)


def test_a_page_that_ends_in_an_error_holds_nobody_up(waiting: Readers) -> None:
    with pytest.raises(ValueError, match="broken"), waiting.reading():
        raise ValueError("broken")
    waiting.let_through()


def test_a_search_goes_on_even_if_pages_never_end() -> None:
    held = Readers()
    with held.reading():
        assert not Job(london(), readers=held).stop_requested()
