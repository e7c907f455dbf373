"""A person is removed from everything, and the arithmetic stays."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from remembered import ASHA, BY_JO, COHORT, behind_its_back
from sqlalchemy import create_engine, select

from cohorts import random_cohort
from matcher.cohort import Cohort
from matcher.follow_up import FollowUp, InvitationReply
from matcher.pipeline import plan
from matcher.plans import Plan
from matcher.store.errors import AmbiguousPersonError, RefusedError, UnknownNameError
from matcher.store.place import locate
from matcher.store.records import Act
from matcher.store.removing import Face, Remover, faces
from matcher.store.store import Store, open_store
from matcher.store.tables import METADATA
from worlds import person

TRACES = ("asha", "patel", "riverside", "prefers mornings", "sleep clinics")
"""What tells of P1, in lower case."""


def everything(place: str) -> str:
    """Return all that stands in a database, in lower case."""
    engine = create_engine(locate(place))
    with engine.connect() as connection:
        rows = [
            [str(value) for value in row]
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        ]
    engine.dispose()
    return json.dumps(rows, ensure_ascii=False).casefold()


def ids_in(value: Any) -> Iterator[str]:
    """Yield every string that stands alone, keys too."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from ids_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from ids_in(one)
    elif isinstance(value, str):
        yield value


def keep_with_traces(store: Store, first: Plan, second: Plan) -> None:
    store.keep(first, "Spring with Asha Patel", by="Asha Patel", why="Asha asked for it")
    reasons = {("P1", "H2"): "ASHA PATEL and Eli know each other (asha.patel@example.org)"}
    store.keep(second, "Spring with Asha Patel", by="Jo Hill", why="P1 is well", reasons=reasons)
    store.review(2, by="Ann Bo", why="Mrs Patel agrees")


def test_nothing_of_a_person_is_left_and_every_number_is(
    store: Store, place: str, first: Plan, second: Plan
) -> None:
    keep_with_traces(store, first, second)
    assert all(trace in everything(place) for trace in TRACES)
    before = [store.plan(number) for number in (1, 2)]
    gone = store.purge("P1", by="Jo Hill")
    left = everything(place)
    assert [trace for trace in TRACES if trace in left] == []
    assert '"p1"' not in left
    assert gone.pseudonym == "gone-1"
    assert (gone.cohorts, gone.plans, gone.answers) == (1, 2, 2)
    for number, earlier in enumerate(before, start=1):
        after, kept = store.plan(number), store.kept(number)
        assert after.objective == earlier.objective
        assert sorted((pair.fit, pair.value) for pair in after.pairs) == sorted(
            (pair.fit, pair.value) for pair in earlier.pairs
        )
        assert kept.input_digest == earlier.provenance.input_digest
        assert kept.purged
    assert ("gone-1", "H2") in {pair.couple for pair in store.plan(2).pairs}
    assert store.kept(2).changes[0] == "lock=gone-1+H2"
    assert store.kept(2).touched[0].patient == "gone-1"


def test_others_keep_what_is_theirs(store: Store, first: Plan, second: Plan) -> None:
    keep_with_traces(store, first, second)
    store.purge("P1")
    people = {one.person_id: one for one in store.plan(1).cohort.people}
    assert people["gone-1"].model_dump(exclude_defaults=True) == {
        **{"person_id": "gone-1", "side": "patient", "consent": True}
    }
    assert people["P2"].name == "Ben Okoro"
    assert people["P2"].goals == ("Sit with gone-1",)
    assert people["P3"].extra == {"note": "came with gone-1, see gone-1"}
    assert people["H1"].prefers == ("gone-1", "P2")
    assert people["H2"] == next(one for one in COHORT.people if one.person_id == "H2").model_copy(
        update={"prefers": ("gone-1",)}
    )
    scenario = store.scenarios()[0]
    assert scenario.name == "Spring with gone-1"
    told = [(entry.act, entry.who, entry.why) for entry in store.log()]
    assert told == [
        (Act.KEPT, "gone-1", "gone-1 asked for it"),
        (Act.KEPT, "Jo Hill", "gone-1 is well"),
        (Act.REVIEWED, "Ann Bo", "Mrs gone-1 agrees"),
        (Act.PURGED, "somebody", "gone-1"),
    ]
    assert scenario.version == len(told)


def test_a_plan_without_somebody_is_read_but_not_made_again(store: Store, first: Plan) -> None:
    store.keep(first, "Spring", **BY_JO)
    store.purge("asha.patel@example.org")
    with pytest.raises(RefusedError, match="can be read but not made again"):
        store.reproduce(1)
    again = store.keep(first, "Spring", **BY_JO)
    assert store.plan(again.number).cohort == COHORT
    assert store.reproduce(again.number).is_same


def test_the_bytes_are_gone_from_the_file_and_from_its_log(
    sqlite: str, first: Plan, second: Plan
) -> None:
    files = [Path(sqlite), Path(f"{sqlite}-wal")]

    def raw() -> bytes:
        return b"".join(file.read_bytes() for file in files if file.exists()).lower()

    with open_store(sqlite) as store, closing(sqlite3.connect(sqlite)) as other:
        other.execute("SELECT COUNT(*) FROM log").fetchall()  # keeps the log of writes in its place
        keep_with_traces(store, first, second)
        store.keep(first, "Autumn", **BY_JO)
        assert files[1].exists()
        assert b"asha.patel@example.org" in raw()
        store.purge("Asha Patel")
        assert [trace for trace in TRACES if trace.encode() in raw()] == []


def test_whoever_reads_meanwhile_is_said_to_hold_remnants(sqlite: str, first: Plan) -> None:
    with open_store(sqlite) as store, closing(sqlite3.connect(sqlite)) as reader:
        store.keep(first, "Spring", **BY_JO)
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM log").fetchall()
        told = store.purge("P1").remnants
        assert any("somebody has the file open" in one for one in told)
        reader.execute("COMMIT")


def test_copies_from_before_an_update_are_named(sqlite: str, first: Plan) -> None:
    copy = Path(f"{sqlite}.before-r0002")
    copy.write_bytes(b"old")
    with open_store(sqlite) as store:
        store.keep(first, "Spring", **BY_JO)
        told = store.purge("P1").remnants
    assert told[0].startswith(str(copy))
    assert "backups made before" in told[-1]


def test_a_backup_made_afterwards_holds_nothing(
    store: Store, tmp_path: Path, first: Plan, second: Plan
) -> None:
    keep_with_traces(store, first, second)
    store.purge("P1")
    with zipfile.ZipFile(store.backup(tmp_path / "memory.zip")) as archive:
        left = archive.read("memory.json").decode().casefold()
    assert [trace for trace in TRACES if trace in left] == []


def test_a_facilitator_who_also_signed_is_removed(store: Store, place: str, first: Plan) -> None:
    store.keep(first, "Spring", **BY_JO)
    store.purge("F1")
    assert "jo hill" not in everything(place)
    assert store.kept(1).decisions[0].who == "gone-1"
    opened = store.plan(1)
    assert opened.cohort.facilitators[0].facilitator_id == "gone-1"
    assert {one for each in opened.workshops for one in each.facilitators} == {"gone-1"}


def test_somebody_who_only_signed_is_removed(store: Store, place: str, first: Plan) -> None:
    store.keep(first, "Spring", by="Gil Penn", why="Gil thinks so")
    gone = store.purge("Gil Penn")
    assert (gone.plans, gone.texts) == (0, 2 + 2)
    assert "gil" not in everything(place)


def test_somebody_who_joined_by_a_change_is_removed(
    store: Store, place: str, tmp_path: Path
) -> None:
    file = tmp_path / "ravi_rao.csv"
    file.write_text("person_id,side,consent,name,email\nP9,patient,yes,Ravi Rao,rr@example.org\n")
    changes = f"add={file}", "answer=P9@2027-01-12:yes", "unanswer=P9@2027-01-12"
    changes = *changes, "withdraw=P9@1", f"unadd={file}", f"add={file}"
    store.keep(plan(COHORT.with_changes(*changes)), "Spring", **BY_JO)
    gone = store.purge("P9")
    assert gone.answers == 2
    assert not {"ravi", "rr@example.org"} & set(everything(place).replace("_", " ").split())
    assert "ravi" not in everything(place)
    assert store.kept(1).changes == (
        *("add=gone-1-1.csv", "withdraw=gone-1@1"),
        *("unadd=gone-1-1.csv", "add=gone-1-1.csv"),
    )
    assert "gone-1" in {one.person_id for one in store.plan(1).cohort.people}


def test_nobody_else_of_the_same_id_is_removed(store: Store, first: Plan) -> None:
    someone = {**ASHA, "name": "Nia Webb", "email": "nia@example.org"}
    people = [
        one.model_copy(update=someone) if one.person_id == "P1" else one for one in COHORT.people
    ]
    store.keep(first, "Spring", **BY_JO)
    store.keep(plan(COHORT.model_copy(update={"people": tuple(people)})), "Autumn", **BY_JO)
    with pytest.raises(AmbiguousPersonError, match=r'"Autumn", "Spring".*--scenario'):
        store.purge("P1")
    assert not any(each.purged for each in store.plans())
    assert store.purge("P1", scenario="Spring").scenarios == ("Spring",)
    assert [each.purged for each in store.plans()] == [True, False]
    assert store.purge("Nia Webb").pseudonym == "gone-2"


def test_several_who_share_an_address_are_named(store: Store) -> None:
    couple = [one.model_copy(update={"email": "us@example.org"}) for one in COHORT.people[:2]]
    shared = COHORT.model_copy(update={"people": (*couple, *COHORT.people[2:])})
    store.keep(plan(shared), "Spring", **BY_JO)
    with pytest.raises(AmbiguousPersonError, match=r"H1, H2\. Name one id"):
        store.purge("us@example.org")


def test_somebody_who_is_not_there_is_said(store: Store, first: Plan) -> None:
    store.keep(first, "Spring", **BY_JO)
    with pytest.raises(UnknownNameError, match='Nobody answers to "P77"'):
        store.purge("P77")


def test_asking_what_would_go_removes_nothing(
    store: Store, place: str, first: Plan, second: Plan
) -> None:
    keep_with_traces(store, first, second)
    before = everything(place)
    counted = store.count_of("P1")
    assert everything(place) == before
    assert counted == store.purge("P1").model_copy(update={"remnants": ()})


@pytest.mark.parametrize("seed", range(12))
def test_no_field_of_any_cohort_or_plan_keeps_an_id(seed: int) -> None:
    given = random_cohort(seed)
    made = plan(given, time_limit=5)
    everybody = [one.person_id for one in given.people]
    everybody += [one.facilitator_id for one in given.facilitators]
    for identity in everybody:
        remover = Remover(frozenset({Face(identity, "", "")}), "gone-1")
        for value in (given.model_dump(mode="json"), made.model_dump(mode="json")):
            after = remover.content(value)
            assert identity not in set(ids_in(after))
            assert {face.identity for face in faces(after)} == {
                "gone-1" if face.identity == identity else face.identity for face in faces(value)
            }


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Asha Patel, ASHA  PATEL and asha patel", "gone-1, gone-1 and gone-1"),
        ("write to Asha.Patel@example.org.", "write to gone-1."),
        ("P1 left, P11 and P1-b stay; ask P1.", "gone-1 left, P11 and P1-b stay; ask gone-1."),
        ("Ashanti and patella stay", "Ashanti and patella stay"),
    ],
)
def test_sentences_lose_the_person_and_nothing_else(text: str, after: str) -> None:
    asha = Face("P1", "Asha Patel", "asha.patel@example.org")
    assert Remover(frozenset({asha}), "gone-1").text(text) == after


def test_an_id_that_is_a_number_is_no_word_of_a_sentence() -> None:
    remover = Remover(frozenset({Face("12", "", "")}), "gone-1")
    assert remover.text("12 pairs wanted, 12 formed") == "12 pairs wanted, 12 formed"
    assert remover.content({"patient": "12", "project": "12"}) == {
        **{"patient": "gone-1", "project": "12"}
    }


def test_a_purge_is_noted_in_each_scenario(store: Store, place: str, first: Plan) -> None:
    store.keep(first, "Spring", **BY_JO)
    store.keep(first, "Autumn", **BY_JO)
    store.purge("P1", by="Ann Bo")
    assert [(one.scenario, one.who) for one in store.log() if one.act is Act.PURGED] == [
        *(("Spring", "Ann Bo"), ("Autumn", "Ann Bo"))
    ]
    assert behind_its_back(place, "SELECT COUNT(*) FROM plan") == [(2,)]


def test_scenarios_whose_names_become_one_stay_two(store: Store, first: Plan) -> None:
    for name in ("With Asha Patel", "With ASHA PATEL"):
        store.keep(first, name, **BY_JO)
    assert store.purge("P1").scenarios == ("With gone-1", "With gone-1 (2)")


def test_trios_pauses_and_what_became_of_invitations_know_nobody_either() -> None:
    notes = [
        FollowUp(person_id=who, workshop=1, reply=InvitationReply.ACCEPTED) for who in ("P1", "P2")
    ]
    given = COHORT.model_copy(update={"follow_up": tuple(notes)})
    changes = ("join=P1:P2+H2", "join=P5:P4+H3", "pause=H1")
    changed = given.model_copy(
        update={"people": (*given.people, person("P4"), person("P5"))}
    ).with_changes(*changes)
    content = changed.model_dump(mode="json")
    content["decisions"]["released"] = ["P1"]
    for gone in ("P1", "H1", "P4"):
        remover = Remover(frozenset({Face(gone, "", "")}), f"gone-{gone}")
        after = remover.content(content)
        assert gone not in set(ids_in(after))
        assert remover.answers == (3 if gone == "P1" else 0)
        read = Cohort.model_validate(after)
        assert len(read.decisions.thirds) == 2
        assert len(read.follow_up) == (1 if gone == "P1" else 2)
