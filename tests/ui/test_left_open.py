"""What was left unsaved when something else was opened is found again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from visits import go, london_plan, words_of

from matcher.drafts import Draft, Step
from matcher.samples import sample_path
from matcher.ui import frame
from matcher.ui.sittings import sittings as module
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.keeping import is_saved, unsaved
from matcher.ui.sittings.scenarios import Scenario
from matcher.ui.sittings.sittings import Sitting, Sittings

OWNER = "one browser"


def edit(sitting: Sitting) -> None:
    """Take a step with the working files."""
    draft = sitting.open_files().draft
    sheet = draft.sheet("participants")
    assert sheet is not None
    before = sheet.cell(2, "name")
    sitting.edit(draft.with_sheet(sheet.with_cell(2, "name", f"{before}x")), Step("A name"))


def changed(sittings: Sittings, owner: str = OWNER) -> tuple[str, Sitting]:
    key = sittings.open_draft(Draft.of_path(sample_path("london")), owner)
    sitting = sittings.find(key, owner)
    assert sitting is not None
    edit(sitting)
    return key, sitting


def test_what_has_something_unsaved_is_kept_and_the_rest_is_closed() -> None:
    sittings = Sittings()
    key, sitting = changed(sittings)
    fresh = sittings.open(london_plan().cohort, owner=OWNER)
    assert sittings.leave(key)
    assert not sittings.leave(fresh)
    assert sittings.left(OWNER) == [(key, sitting)]
    assert sittings.find(fresh, OWNER) is None


def test_nobody_else_sees_it() -> None:
    sittings = Sittings()
    key, _ = changed(sittings)
    nameless, _ = changed(sittings, owner="")
    sittings.leave(key)
    sittings.leave(nameless)
    assert sittings.left("another browser") == []
    assert sittings.left("") == []
    assert [one for one, _ in sittings.left("", [nameless, key])] == [nameless]
    sittings.put_away(key, "another browser")
    assert [one.is_away for _, one in sittings.left(OWNER)] == [False]


def test_only_the_last_ones_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LEFT", 2)
    sittings = Sittings()
    keys = [changed(sittings)[0] for _ in range(3)]
    for key in keys:
        sittings.leave(key)
    assert [one for one, _ in sittings.left(OWNER)] == keys[:0:-1]


def test_everything_that_was_done_counts_until_it_is_saved() -> None:
    _, sitting = changed(Sittings())
    assert unsaved(sitting) == 1
    sitting.job = Job.done(london_plan())
    sitting.scenarios.append(Scenario("A try", london_plan()))
    sitting.known = sitting.cohort.with_changes("pairs=11")
    assert unsaved(sitting) == 4
    assert not is_saved(sitting)
    sitting.undo()
    assert unsaved(sitting) == 3


def test_the_way_back_is_on_start_and_putting_away_can_be_undone(app: AppTest) -> None:
    app.button(key="sample_london").click().run()
    first = app.session_state[frame.KEY]
    sitting = frame.sittings().find(first)
    assert sitting is not None
    edit(sitting)
    go(app, "start")
    assert "Left open, not saved" not in words_of(app)
    app.button(key="sample_lyon").click().run()
    assert app.session_state[frame.KEY] != first
    said = words_of(go(app, "start"))
    assert "Left open, not saved" in said
    assert "London 2027" in said
    assert "1 change not yet saved" in said
    app.button(key="left_away_0").click().run()
    assert "Put away: London 2027." in words_of(app)
    app.button(key="left_undo").click().run()
    app.button(key="left_0").click().run()
    assert app.session_state[frame.KEY] == first
    assert "Left open, not saved" not in words_of(go(app, "start"))


def test_files_that_are_not_sound_yet_stand_on_cohorts_too(app: AppTest) -> None:
    app.button(key="sample_london").click().run()
    sitting = frame.sittings().find(app.session_state[frame.KEY])
    assert sitting is not None
    edit(sitting)
    sitting.known = None
    assert "Files that are to be put right are open, and not saved." in words_of(go(app, "cohorts"))
    go(app, "start")
    app.button(key="sample_lyon").click().run()
    assert "Files to put right" in words_of(go(app, "cohorts"))
