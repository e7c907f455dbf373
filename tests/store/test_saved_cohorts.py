"""Cohorts are saved while they are being worked on, each person's own, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from remembered import COHORT

from matcher.cohort import Cohort
from matcher.drafts import Draft
from matcher.drafts.keeping import from_json, to_json
from matcher.plans import Plan
from matcher.store.access import Visitor
from matcher.store.cohorts import SavedCohorts
from matcher.store.errors import (
    CohortSavedMeanwhileError,
    RefusedError,
    SavedMeanwhileError,
    StoreError,
    UnknownNameError,
)
from matcher.store.records import Act, PlanState
from matcher.store.shelving import Contents
from matcher.store.store import Store, open_store

ALONE = Visitor("Jo Hill")
ANN = Visitor("Ann Bo", "ann@example.org")
BEN = Visitor("Ben Ray", "Ben@Example.org")


@pytest.fixture
def mine(store: Store) -> SavedCohorts:
    return store.cohorts(ALONE)


def test_a_cohort_comes_back_as_it_was_saved(
    mine: SavedCohorts, first: Plan, second: Plan, third: Plan
) -> None:
    contents = Contents(b"\x00files", first, {"Locked": second, "Fewer": third})
    saved = mine.save_as(contents, "Spring")
    assert mine.open(saved.number) == contents
    assert mine.open(saved.number).scenarios["Fewer"].cohort == third.cohort
    assert (saved.name, saved.state, saved.pairs) == ("Spring", PlanState.DRAFT, 2)
    assert (saved.changed_by, saved.has_draft, saved.is_mine) == ("Jo Hill", True, True)
    assert mine.all() == (saved,)


def test_a_draft_without_a_plan_is_saved_too(mine: SavedCohorts) -> None:
    saved = mine.save_as(Contents(b"half of the answers"), "Spring")
    assert (saved.state, saved.current, saved.pairs) == (None, None, None)
    assert mine.open(saved.number) == Contents(b"half of the answers")


def test_saving_again_keeps_a_plan_only_where_it_is_another_one(
    mine: SavedCohorts, first: Plan, second: Plan
) -> None:
    saved = mine.save_as(Contents(b"1", first, {"A": second}), "Spring")
    again = mine.save(saved.number, Contents(b"2", first, {"A": second}), seen=saved.version)
    assert len(mine.plans(saved.number)) == 1
    assert mine.open(saved.number).draft == b"2"
    last = mine.save(saved.number, Contents(b"2", second, {}), seen=again.version)
    assert [one.is_current for one in mine.plans(saved.number)] == [False, True]
    assert mine.open(saved.number).scenarios == {}
    assert last.version > again.version > saved.version
    back = mine.save(saved.number, Contents(b"2", second, {"A": first}), seen=last.version)
    assert mine.open(back.number).scenarios == {"A": first}


def test_whoever_saves_later_gets_a_copy_and_is_told(
    mine: SavedCohorts, store: Store, first: Plan, second: Plan
) -> None:
    saved = mine.save_as(Contents(b"1", first), "Spring")
    other = store.cohorts(Visitor("Ann Bo"))
    mine.save(saved.number, Contents(b"2", first), seen=saved.version)
    with pytest.raises(
        CohortSavedMeanwhileError, match=r"Jo Hill saved .*\"Spring \(2\)\""
    ) as told:
        other.save(saved.number, Contents(b"3", second), seen=saved.version)
    assert mine.open(saved.number) == Contents(b"2", first)
    assert mine.open(told.value.copy.number) == Contents(b"3", second)
    assert [one.name for one in mine.all()] == ["Spring (2)", "Spring"]


def test_a_plan_that_does_not_agree_is_not_saved(mine: SavedCohorts, first: Plan) -> None:
    pair = first.pairs[0].model_copy(update={"fit": first.pairs[0].fit - 1})
    wrong = first.model_copy(update={"pairs": (pair, *first.pairs[1:])}).of_cohort(first.cohort)
    with pytest.raises(RefusedError, match="does not agree with its cohort"):
        mine.save_as(Contents(b"1", None, {"A": wrong}), "Spring")
    assert mine.all() == ()


def test_a_plan_is_reviewed_and_approved_and_the_list_says_so(
    mine: SavedCohorts, first: Plan, second: Plan
) -> None:
    saved = mine.save_as(Contents(b"1", first), "Spring")
    plan = saved.current
    assert plan is not None
    with pytest.raises(RefusedError, match="somebody has to review it first"):
        mine.approve(saved.number, plan, why="fair", seen=saved.version)
    seen = mine.review(saved.number, plan, why="read it", seen=saved.version)
    assert seen.state is PlanState.REVIEWED
    done = mine.approve(saved.number, plan, why="fair", seen=seen.version)
    assert (done.state, done.approved) == (PlanState.APPROVED, plan)
    later = mine.save(saved.number, Contents(b"2", second), seen=done.version)
    assert (later.state, later.approved) == (PlanState.DRAFT, plan)
    with pytest.raises(SavedMeanwhileError, match="Jo Hill saved the cohort"):
        mine.review(saved.number, later.current or 0, why="late", seen=done.version)


def test_a_cohort_is_seen_by_its_owner_and_those_it_is_shared_with(
    store: Store, first: Plan
) -> None:
    ann, ben = store.cohorts(ANN), store.cohorts(BEN)
    saved = ann.save_as(Contents(b"1", first), "Spring")
    assert saved.owner == "ann@example.org"
    assert ben.all() == ()
    asks = (
        lambda: ben.one(saved.number),
        lambda: ben.open(saved.number),
        lambda: ben.plan(saved.number, saved.current or 0),
        lambda: ben.plans(saved.number),
        lambda: ben.log(saved.number),
        lambda: ben.save(saved.number, Contents(b"2"), seen=saved.version),
        lambda: ben.copy(saved.number, "Mine"),
        lambda: ben.review(saved.number, saved.current or 0, why="x", seen=saved.version),
        lambda: ben.use(saved.number, saved.current or 0, why="x", seen=saved.version),
        lambda: ben.delete(saved.number),
    )
    for ask in asks:
        with pytest.raises(UnknownNameError, match="or it is not shared with you"):
            ask()
    shared = ann.share(saved.number, " BEN@example.org ")
    assert shared.shared_with == ("ben@example.org",)
    assert [one.is_mine for one in ben.all()] == [False]
    assert ben.open(saved.number) == Contents(b"1", first)
    ben.save(saved.number, Contents(b"2", first), seen=shared.version)
    with pytest.raises(RefusedError, match="Only its owner"):
        ben.share(saved.number, "cy@example.org")
    ann.unshare(saved.number, "ben@example.org")
    assert ben.all() == ()
    assert [one.name for one in store.cohorts(ALONE).all()] == ["Spring"]


def test_a_plan_of_another_cohort_is_not_opened_by_its_number(store: Store, first: Plan) -> None:
    ann, ben = store.cohorts(ANN), store.cohorts(BEN)
    hers, his = ann.save_as(Contents(b"1", first), "A"), ben.save_as(Contents(b"2", first), "B")
    with pytest.raises(UnknownNameError, match="no plan 1 in this cohort"):
        ben.plan(his.number, hers.current or 0)


@pytest.mark.parametrize("whom", ["ben", "ben ray@example.org", ""])
def test_a_cohort_is_shared_with_an_address(store: Store, first: Plan, whom: str) -> None:
    ann = store.cohorts(ANN)
    saved = ann.save_as(Contents(b"1", first), "Spring")
    with pytest.raises(StoreError, match=r"e-mail address|who you are"):
        ann.share(saved.number, whom)
    assert ann.one(saved.number) == saved


def test_a_copy_is_ones_own(store: Store, first: Plan, second: Plan) -> None:
    ann, ben = store.cohorts(ANN), store.cohorts(BEN)
    saved = ann.save_as(Contents(b"1", first, {"A": second}), "Spring")
    ann.share(saved.number, "ben@example.org")
    copy = ben.copy(saved.number, "Spring")
    assert (copy.name, copy.owner, copy.shared_with) == ("Spring (2)", "ben@example.org", ())
    assert ben.open(copy.number) == ann.open(saved.number)
    assert len(ann.all()) == 1


def test_a_cohort_is_renamed_deleted_and_brought_back(mine: SavedCohorts, first: Plan) -> None:
    saved = mine.save_as(Contents(b"1", first), "Spring")
    assert mine.rename(saved.number, "Summer").name == "Summer"
    mine.delete(saved.number)
    assert mine.all() == ()
    assert [one.name for one in mine.all(deleted=True)] == ["Summer"]
    assert mine.bring_back(saved.number).deleted is False
    assert mine.open(saved.number).draft == b"1"
    told = [one.act for one in mine.log(saved.number)]
    assert told == [Act.KEPT, Act.SAVED, Act.RENAMED, Act.DELETED, Act.BROUGHT_BACK]


def test_a_plan_kept_by_the_command_line_can_be_gone_on_with(
    store: Store, mine: SavedCohorts, first: Plan
) -> None:
    store.keep(first, "Spring", by="Jo Hill", why="a first try")
    (found,) = mine.all()
    assert (found.has_draft, mine.open(found.number)) == (False, Contents(None, first))
    mine.save(found.number, Contents(b"1", first), seen=found.version)
    assert mine.one(found.number).has_draft


def test_a_backup_carries_drafts_and_access(store: Store, tmp_path: Path, first: Plan) -> None:
    ann = store.cohorts(ANN)
    saved = ann.save_as(Contents(b"\xff\x00", first, {"A": first}), "Spring")
    ann.share(saved.number, "ben@example.org")
    store.backup(tmp_path / "all.zip")
    with open_store(tmp_path / "other.sqlite") as other:
        other.restore(tmp_path / "all.zip")
        assert other.cohorts(BEN).open(saved.number) == Contents(b"\xff\x00", first, {"A": first})


def draft_of(cohort: Cohort) -> bytes:
    return json.dumps({"cohort": cohort.model_dump(mode="json"), "changes": []}).encode()


def test_a_person_is_removed_from_drafts_and_scenarios(store: Store, first: Plan) -> None:
    ann = store.cohorts(ANN)
    saved = ann.save_as(Contents(draft_of(COHORT), first, {"For Asha Patel": first}), "Spring")
    ann.share(saved.number, "asha.patel@example.org")
    store.purge("P1")
    contents = ann.open(saved.number)
    assert contents.draft is not None
    assert b"Asha" not in contents.draft
    people = {one["person_id"]: one for one in json.loads(contents.draft)["cohort"]["people"]}
    assert people["gone-1"]["status"] == "withdrawn"
    assert "name" not in people["gone-1"]
    assert list(contents.scenarios) == ["For gone-1"]
    assert ann.one(saved.number).shared_with == ()


def test_a_person_who_stands_in_a_draft_alone_is_removed(mine: SavedCohorts, store: Store) -> None:
    saved = mine.save_as(Contents(draft_of(COHORT)), "Spring")
    store.purge("asha.patel@example.org")
    assert b"asha" not in (mine.open(saved.number).draft or b"asha").lower()
    with pytest.raises(UnknownNameError, match="Nobody answers"):
        store.purge("asha.patel@example.org")


def files_of(draft: Draft) -> bytes:
    return json.dumps({"files": to_json(draft)}).encode()


def test_a_person_is_removed_from_working_files(mine: SavedCohorts, store: Store) -> None:
    saved = mine.save_as(Contents(files_of(Draft.of_cohort(COHORT))), "Spring")
    store.purge("P1")
    kept = json.loads(mine.open(saved.number).draft or b"")
    for trace in ("Asha", "Patel", "P1", "Riverside", "sleep", "mornings"):
        assert trace not in str(kept), trace
    cohort = from_json(kept["files"]).inspect().require()
    people = {one.person_id: one for one in cohort.people}
    assert people["gone-1"].status == "withdrawn"
    assert people["H1"].prefers == ("gone-1", "P2")
    assert people["H2"].prefers == ("gone-1",)
    assert "gone-1" not in cohort.availability


def test_a_person_is_removed_from_files_that_are_not_sound(
    mine: SavedCohorts, store: Store
) -> None:
    draft = Draft.of_cohort(COHORT)
    people = draft.sheet("participants")
    assert people is not None
    broken = draft.with_sheet(people.with_cell(3, "side", "pateint"))
    saved = mine.save_as(Contents(files_of(broken)), "Spring")
    store.purge("asha.patel@example.org")
    kept = json.loads(mine.open(saved.number).draft or b"")
    assert from_json(kept["files"]).inspect().cohort is None
    assert "asha" not in str(kept).lower()
    with pytest.raises(UnknownNameError, match="Nobody answers"):
        store.purge("asha.patel@example.org")
