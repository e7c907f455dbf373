"""What prints says what people have to know, in their language, and nothing of others."""

from __future__ import annotations

import builtins
import io
import os
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from matcher.cohort import Person
from matcher.export.kinds import Wanted
from matcher.export.letters import files as letters_files
from matcher.export.printed import cohort_page, hand_outs, pdf
from matcher.export.printed.months import months_of
from matcher.export.printed.pair_sheets import pair_sheets
from matcher.export.transparency import files as transparency_files
from matcher.language import Language, words_in
from matcher.plans import Outcome, Reason
from matcher.samples import sample_names
from planned import planned


def wanted(sample: str, language: Language = Language.ENGLISH, **person: Any) -> Wanted:
    """Return a sample's plan to be written; the first pair's patient with some other values."""
    plan = planned(sample)
    if person:
        identity = plan.pairs[0].patient
        people = tuple(
            one.model_copy(update=person) if one.person_id == identity else one
            for one in plan.cohort.people
        )
        plan = plan.of_cohort(plan.cohort.model_copy(update={"people": people}))
    return Wanted(plan, words_in(language))


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_hand_out_says_when_where_with_whom_and_what_is_arranged() -> None:
    page = hand_outs.files(wanted("london"))["hand-outs/P01+H10.html"].decode()
    said = [
        "Wednesday 27 January 2027",
        "Lantern Rooms, Camden",
        "A front door",
        "check-ins",
        "10:00 to 16:00",
    ]
    assert not [one for one in said if one not in page]
    assert "A hearing loop" in page


def test_a_hand_out_names_only_the_pair_and_its_facilitators() -> None:
    case = wanted("london")
    people = {person.person_id: person for person in case.plan.cohort.people}
    for pair in case.plan.pairs:
        page = hand_outs.files(case)[f"hand-outs/{'+'.join(pair.members)}.html"].decode()
        others = [one for one in people.values() if one.person_id not in pair.members]
        assert not [one.name for one in others if one.name in page]
        assert not [one.email for one in people.values() if one.email and one.email in page]


def test_a_hand_out_tells_a_missed_workshop_and_the_day_to_catch_up() -> None:
    sheets = pair_sheets(wanted("lyon").plan)
    missing = next(sheet for sheet in sheets if any(one.away for one in sheet.workshops))
    page = hand_outs.files(wanted("lyon"))[f"hand-outs/{missing.key}.html"].decode()
    assert "cannot come" in page


def test_pages_are_written_in_french_too() -> None:
    page = cohort_page.files(wanted("lyon", Language.FRENCH))["cohort.html"].decode()
    assert '<html lang="fr">' in page
    assert "jeu. 21 janv. 2027" in page
    assert "Ateliers" in page
    assert "Workshops" not in page


def test_the_page_of_a_cohort_without_a_plan_says_why_and_what_would_help() -> None:
    plan = wanted("lyon").plan
    remedies = ("a reserve <patient>",)
    reason = Reason(rule="programme.pairs", text="there is nobody on the other side")
    none = plan.model_copy(
        update={
            "status": Outcome.INFEASIBLE,
            "objective": None,
            "pairs": (),
            "workshops": (),
            "reasons": (reason.model_copy(update={"remedies": remedies}),),
        }
    )
    case = Wanted(none, words_in(Language.ENGLISH))
    page = cohort_page.files(case)["cohort.html"].decode()
    assert "No plan exists under these rules: this is proven." in page
    assert "there is nobody on the other side" in page
    assert "What would help: a reserve &lt;patient&gt;" in page
    assert "0 pairs" not in page
    assert "<table>" not in page
    record = transparency_files(case)["transparency-record.md"].decode()
    assert "**This plan**: No plan exists under these rules: this is proven.\n" in record


@pytest.mark.skipif(
    not (pdf.is_available() or os.environ.get("MATCHER_REQUIRE_BROWSER")),
    reason="the library Pango is not installed",
)
@pytest.mark.parametrize("language", list(Language))
def test_all_months_stand_within_the_sheet(language: Language) -> None:
    plan = wanted("london").plan.model_copy(update={"pairs": ()})
    made = pdf.files(Wanted(plan, words_in(language)))
    page = PdfReader(io.BytesIO(made["cohort.pdf"])).pages[0]
    ends: list[float] = []
    page.extract_text(
        visitor_text=lambda text, around, place, *_: (
            ends.append(place[4] * around[0] + around[4]) if text.strip() else None
        )
    )
    assert max(ends) < float(page.mediabox.width) - 13 / 25.4 * 72


def test_names_are_never_read_as_markup() -> None:
    hostile = "<script>alert(1)</script>"
    case = wanted("clinic", name=hostile)
    pages = {**hand_outs.files(case), **cohort_page.files(case)}
    assert not [name for name, page in pages.items() if hostile.encode() in page]
    assert "&lt;script&gt;" in pages["cohort.html"].decode()


def test_the_months_reach_from_the_first_workshop_to_the_last_and_mark_them() -> None:
    plan = wanted("london").plan
    months = months_of(plan)
    assert [month.first.month for month in months] == [1, 2, 3, 4, 5, 6]
    days = {day.date: day for month in months for week in month.weeks for day in week if day.date}
    assert {day for day, one in days.items() if one.workshops} == {w.date for w in plan.workshops}
    assert days[date(2027, 3, 29)].closed == "Easter Monday"


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_prints(name: str) -> None:
    case = wanted(name)
    page = cohort_page.files(case)["cohort.html"].decode()
    assert len(hand_outs.files(case)) == len(case.plan.pairs)
    assert ("Calendar" in page) == bool(case.plan.workshops)


@pytest.mark.skipif(
    not (pdf.is_available() or os.environ.get("MATCHER_REQUIRE_BROWSER")),
    reason="the library Pango is not installed",
)
def test_twelve_pairs_fit_on_one_sheet_of_a_tagged_pdf() -> None:
    case = wanted("london")
    made = pdf.files(case)
    assert len(made) == 1 + len(case.plan.pairs)
    reader = PdfReader(io.BytesIO(made["cohort.pdf"]))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert "Wed 27 Jan 2027" in text_of(made["cohort.pdf"])
    assert "Lantern Rooms" in text_of(made["hand-outs/P01+H10.pdf"])


def test_without_what_makes_pdf_the_error_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'pango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert not pdf.is_available()
    with pytest.raises(pdf.PdfError, match=r"pip install 'matcher\[pdf\]'"):
        pdf.files(wanted("clinic"))


@pytest.mark.parametrize("language", list(Language))
def test_a_transparency_record_is_filled_from_the_plan_and_names_nobody(language: Language) -> None:
    case = wanted("london", language)
    text = transparency_files(case)["transparency-record.md"].decode()
    people = case.plan.cohort.people
    assert not [one.name for one in people if one.name and one.name in text]
    assert case.plan.provenance.input_digest in text
    assert f": {words_in(language).number(30)}\n" in text
    assert text.count("[") == text.count("]") >= 10


def test_a_transparency_record_gives_no_small_count_away() -> None:
    plan = wanted("london").plan
    people = plan.cohort.people
    placed = {who for pair in plan.pairs for who in pair.members}

    def record_of(*chosen: Person) -> str:
        cohort = plan.cohort.model_copy(update={"people": chosen})
        case = Wanted(plan.of_cohort(cohort), words_in(Language.ENGLISH))
        return transparency_files(case)["transparency-record.md"].decode()

    applied = len(plan.cohort.applicants)
    assert 0 < len(people) - applied < 5
    one_refused = record_of(*people)
    assert f"{applied} people applied to this programme and gave consent." in one_refused
    assert f"{len(people)} people" not in one_refused

    waiting = [one for one in people if one.person_id not in placed]
    few_wait = record_of(*(one for one in people if one.person_id in placed), *waiting[:2])
    assert "How many people applied is left out here" in few_wait
    assert f"{len(placed) + 2} people" not in few_wait
    assert "12 pairs" not in few_wait


def test_french_says_what_is_arranged_in_the_same_words_on_paper_and_in_letters() -> None:
    case = wanted("london", Language.FRENCH, access_needs=("live_captions", "Step free"))
    page = next(iter(hand_outs.files(case).values())).decode()
    assert "<li>Un sous-titrage en direct</li>" in page
    assert "<li>Un accès de plain-pied</li>" in page
    letters = letters_files(case)["letters.csv"].decode("utf-8-sig")
    assert "un sous-titrage en direct; un accès de plain-pied" in letters


def test_a_transparency_record_speaks_of_pairs_and_sides_as_the_programme_does() -> None:
    course, buddies = (
        transparency_files(wanted(name))["transparency-record.md"].decode()
        for name in ("course", "buddies")
    )
    assert not [word for word in ("pair", "patient", "professional") if word in course]
    assert "It proposes who has a place. It proposes on which days" in course
    assert "which newcomers and buddies work together in pairs. People review" in buddies
