"""Tables without people: stable for whoever holds the key, telling for nobody else."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from matcher.cohort import Cohort
from matcher.errors import InputError
from matcher.export.kinds import Files, Wanted, export_plan
from matcher.export.pseudonymised import KEY, STATISTICS, files
from matcher.export.pseudonymised.pseudonyms import Pseudonyms
from matcher.language import Language, words_in
from matcher.plans import Plan
from planned import planned

ENGLISH = words_in(Language.ENGLISH)


@pytest.fixture(scope="module")
def london() -> Plan:
    return planned("london")


@pytest.fixture(scope="module")
def made(london: Plan) -> Files:
    return files(Wanted(london, ENGLISH))


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def key_of(made: Files) -> dict[tuple[str, str], str]:
    return {(row["kind"], row["id"]): row["pseudonym"] for row in read(made[KEY])}


def passed_on(made: Files) -> str:
    return "\n".join(
        content.decode() for name, content in made.items() if name.startswith("pseudonymised/")
    )


def test_no_id_name_address_organisation_or_area_is_passed_on(london: Plan, made: Files) -> None:
    cohort, text = london.cohort, passed_on(made)
    words = set(text.replace(";", ",").replace("\n", ",").split(","))
    for one in cohort.people:
        assert one.person_id not in words
        assert not [
            said for said in (one.name, one.email, one.organisation) if said and said in text
        ]
        assert not one.area or one.area not in words
    assert not [one for one in cohort.facilitators if one.facilitator_id in words]
    assert not [one for one in cohort.facilitators if one.name in text]
    assert not [one for one in cohort.venues if one.name in text or one.venue_id in words]
    assert not [one for one in cohort.projects if one.title in text or one.project_id in words]


def test_the_key_leads_back_and_stands_apart_with_a_warning(london: Plan, made: Files) -> None:
    key = key_of(made)
    pairs = {(row["patient"], row["professional"]) for row in read(made["pseudonymised/pairs.csv"])}
    assert pairs == {
        (key["person", one.patient], key["person", one.professional or ""]) for one in london.pairs
    }
    assert len(set(key.values())) == len(key)
    assert made["key/READ_ME.txt"].decode().startswith("WARNING")
    secret = next(identity for kind, identity in key if kind == "secret")
    assert [name for name, content in made.items() if secret.encode() in content] == [KEY]


def test_rows_do_not_stand_in_the_order_of_the_ids(london: Plan, made: Files) -> None:
    for name in ("pairs", "attendance"):
        found = [row["patient"] for row in read(made[f"pseudonymised/{name}.csv"])]
        assert found == sorted(found)


def test_pseudonyms_cannot_be_found_by_hashing_ids(london: Plan) -> None:
    one, other = Pseudonyms.fresh(), Pseudonyms.fresh()
    assert one.of("person", "P01") != other.of("person", "P01")
    assert one.of("person", "P01") != one.of("venue", "P01")
    plain = {
        getattr(hashlib, name)(text.encode()).hexdigest()
        for name in ("md5", "sha1", "sha256")
        for text in ("P01", "person\0P01")
    }
    assert one.of("person", "P01") not in plain


def test_the_same_key_keeps_pseudonyms_and_a_new_folder_has_new_ones(
    london: Plan, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    export_plan(london, first, kinds=["pseudonymised"])
    before = (first / KEY).read_bytes()
    export_plan(london, first, kinds=["pseudonymised"], force=True)
    assert (first / KEY).read_bytes() == before
    export_plan(london, second, kinds=["pseudonymised"])
    assert (second / KEY).read_bytes() != before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"kind,id\nsecret,abc\n", b"kind\nsecret\n"])
def test_a_key_that_cannot_be_read_is_refused_and_nothing_is_written(
    content: bytes, london: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export_plan(london, out, kinds=["pseudonymised"])
    (out / KEY).write_bytes(content)
    with pytest.raises(InputError, match="not a key that can be read"):
        export_plan(london, out, kinds=["pseudonymised"], force=True)
    assert (out / KEY).read_bytes() == content


def test_reasons_hold_no_ids_and_no_words_of_others(plan: Plan, cohort: Cohort) -> None:
    together = "applied together with H3, and on these dates the two cannot be placed"
    waiting = (plan.waiting[0].model_copy(update={"reason": together}), plan.waiting[1])
    made = files(Wanted(plan.model_copy(update={"waiting": waiting}).of_cohort(cohort), ENGLISH))
    reasons = {row["person"]: row["reason"] for row in read(made["pseudonymised/waiting.csv"])}
    key = key_of(made)
    assert reasons == {
        key["person", "-P3"]: together.replace("H3", key["person", "H3"]),
        key["person", "H3"]: "another reason",
    }


def test_statistics_cover_side_organisation_area_days_and_needs(made: Files) -> None:
    rows = read(made[STATISTICS])
    assert {row["by"] for row in rows} == {
        "all",
        "side",
        "organisation",
        "area",
        "days",
        "access_needs",
    }
    assert rows[0] | {"by": "", "group": ""} == {
        "by": "",
        "group": "",
        "applied": "44",
        "placed": "24",
        "waiting": "20",
    }
    for row in rows:
        for name in ("applied", "placed", "waiting"):
            assert row[name] in ("<5", "*") or int(row[name]) >= 5


def test_names_of_few_people_are_not_published(london: Plan, made: Files) -> None:
    for by in ("organisation", "area"):
        named = {row["group"] for row in read(made[STATISTICS]) if row["by"] == by}
        named -= {"all others", "not said"}
        for name in named:
            assert sum(getattr(one, by) == name for one in london.cohort.applicants) >= 5


@pytest.mark.parametrize("name", ["course", "buddies", "clinic"])
def test_other_programmes_are_pseudonymised_too(name: str) -> None:
    plan = planned(name)
    made = files(Wanted(plan, ENGLISH))
    assert len(read(made["pseudonymised/pairs.csv"])) == len(plan.pairs)
    sides = {row["by"] for row in read(made[STATISTICS])} & {"side"}
    assert bool(sides) is (name != "course")
