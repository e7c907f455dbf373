"""Scores of all pairs: the same in blocks as at once, and of the two people alone."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import coverage_of, parts_of
from cohorts import random_cohort
from matcher.cohort import (
    Answer,
    CalendarRow,
    Cohort,
    Facilitator,
    Person,
    Project,
    Side,
    Status,
    Venue,
)
from matcher.criteria import CRITERIA, Score
from matcher.decisions import DateRange, Decisions
from matcher.programme import Programme, Weekday, WeightSettings
from matcher.scores import REASON_KEYS, REASON_TEXTS, Scorer, points


@given(st.integers(0, 500))
def test_parts_add_up_to_the_fit(seed: int) -> None:
    cohort = random_cohort(seed)
    scorer = Scorer(cohort)
    scores = scorer.all()
    for row, patient in enumerate(cohort.patients):
        for column, other in enumerate(cohort.professionals):
            parts = scorer.parts(patient.person_id, other.person_id)
            assert sum(parts.values()) == scores.fit[row, column] <= 1000
            assert 0 <= scorer.coverage(patient.person_id, other.person_id) <= 1


def test_blocks_give_the_same_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = random_cohort(3, "small")
    whole = Scorer(cohort).all()
    monkeypatch.setattr("matcher.scores.BLOCK_CELLS", 1)
    blocks = Scorer(cohort).all()
    assert (whole.fit == blocks.fit).all()
    assert (whole.reason == blocks.reason).all()


def fits(cohort: Cohort) -> dict[tuple[str, str], int]:
    scores = Scorer(cohort).all()
    return {
        (patient.person_id, other.person_id): int(scores.fit[row, column])
        for row, patient in enumerate(cohort.patients)
        for column, other in enumerate(cohort.professionals)
    }


@given(st.integers(0, 500))
def test_a_fit_does_not_depend_on_who_else_applied(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    few = cohort.model_copy(update={"people": cohort.people[::2]})
    everybody = fits(cohort)
    assert {pair: everybody[pair] for pair in fits(few)} == fits(few)


@given(st.integers(0, 500))
def test_a_fit_does_not_depend_on_days_that_are_blocked_or_fixed(seed: int) -> None:
    cohort = random_cohort(seed)
    start, end = cohort.programme.programme.start, cohort.programme.programme.end
    rows = (
        CalendarRow(date_from=start, date_to=end, kind="blocked"),
        CalendarRow(date_from=start, date_to=end, kind="avoid", area="North"),
    )
    blocked = cohort.model_copy(update={"calendar": rows, "venues": (), "facilitators": ()})
    assert fits(blocked) == fits(cohort)


WORDS = st.sampled_from(["PR1", "PR2", "Sleep", " sleep ", "pain", "a", "b", "c", "d", "e", "pr1"])
IDS = st.sampled_from(["P1", "P2", "H1", "H2", "X1", "X2", "X3", "X4", "X5"])
WEEKDAYS = st.sampled_from(list(Weekday))


def up_to(items: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most).map(tuple)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "project_id": st.sampled_from(["PR1", "PR2"]),
        "themes": up_to(WORDS, 9),
        "goals": up_to(WORDS, 9),
        "prefers": up_to(IDS, 9),
        "motivation": st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5)),
        "area": st.sampled_from(["North", "north ", "South", ""]),
        "remote_ok": st.sampled_from([True, False, None]),
        "weekdays": up_to(WEEKDAYS, 6),
    },
)
WEIGHTS = st.lists(
    st.one_of(st.just(0), st.integers(0, 1_000_000).map(lambda n: n / 1000)),
    min_size=len(CRITERIA),
    max_size=len(CRITERIA),
).filter(any)
DIARIES = st.dictionaries(
    st.integers(-1, 15).map(lambda n: date(2027, 3, 22) + timedelta(days=n)),
    st.sampled_from(list(Answer)),
)


@given(
    st.lists(ANSWERS, min_size=4, max_size=4),
    st.lists(DIARIES, min_size=4, max_size=4),
    WEIGHTS,
    up_to(WEEKDAYS, 5).filter(bool),
)
def test_parts_are_the_floors_of_the_fractions_that_the_docs_define(
    answers: list[dict[str, Any]],
    diaries: list[dict[date, Answer]],
    weights: list[float],
    weekdays: tuple[Weekday, ...],
) -> None:
    ids = ["P1", "P2", "H1", "H2"]
    settings = {
        "programme": {"start": "2027-03-22", "end": "2027-04-05"},
        "workshops": {"weekdays": weekdays},
        "weights": dict(zip(WeightSettings.model_fields, weights, strict=True)),
    }
    cohort = Cohort(
        programme=Programme.model_validate(settings),
        people=tuple(
            Person(
                **{"person_id": identity, "consent": True, **said},
                side=Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL,
            )
            for identity, said in zip(ids, answers, strict=True)
        ),
        availability=dict(zip(ids, diaries, strict=True)),
        projects=(
            Project(project_id="PR1", title="Nights", theme=" SLEEP"),
            Project(project_id="PR2", title="Days"),
        ),
    )
    scorer = Scorer(cohort)
    for one in cohort.patients:
        for other in cohort.professionals:
            ours, theirs = one.person_id, other.person_id
            assert scorer.parts(ours, theirs) == parts_of(cohort, one, other)
            covered = float(coverage_of(cohort, one, other))
            assert scorer.coverage(ours, theirs) == pytest.approx(covered, abs=0.000501)


@given(
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.integers(1, 4000),
    st.lists(st.integers(0, 4000), min_size=1, max_size=8),
)
def test_points_are_floors_however_awkward_the_sum(
    weight: int, others: int, denominator: int, numerators: list[int]
) -> None:
    above = np.array([[min(n, denominator) for n in numerators]], dtype=np.int32)
    total = weight + others
    expected = [
        [Fraction(1000 * weight * n, denominator * total).__floor__() for n in above[0].tolist()]
    ]
    assert points(Score(above, denominator), weight, total).tolist() == expected
    below = np.full(above.shape, denominator, dtype=np.int32)
    assert points(Score(above, below), weight, total).tolist() == expected


@pytest.mark.parametrize("seed", range(30))
def test_parts_of_random_cohorts_are_those_worked_out_by_hand(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    scorer = Scorer(cohort)
    for one in cohort.patients:
        for other in cohort.professionals:
            assert scorer.parts(one.person_id, other.person_id) == parts_of(cohort, one, other)


def newcomer(identity: str, side: Side, others: tuple[str, ...]) -> Person:
    """Somebody who brings words, wishes and areas that nobody had before, and old ones too."""
    return Person(
        person_id=identity,
        side=side,
        themes=("Aardvarks", "Sleep", "Zebras"),
        goals=("aim", "learn", "zeal"),
        motivation={"aa": 5, "change": 1, "zz": 2},
        prefers=others[:3],
        area="Aberdeen",
        weekdays=("Sun",),
        consent=True,
    )


@pytest.mark.parametrize("seed", range(15))
def test_a_fit_does_not_depend_on_newcomers_places_calendars_or_decisions(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    before = {pair: (fit, cover(cohort, pair)) for pair, fit in fits(cohort).items()}
    settings = cohort.programme.programme
    start, end = settings.start, settings.end
    ours = tuple(one.person_id for one in cohort.patients)
    theirs = tuple(one.person_id for one in cohort.professionals)
    rows = tuple(
        CalendarRow(date_from=start, date_to=end, kind=kind, area=area)
        for kind in ("blocked", "avoid")
        for area in ("", "North", "South", "Aberdeen")
    )
    crowd = (
        newcomer("A0", Side.PATIENT, theirs),
        newcomer("Z9", Side.PATIENT, theirs),
        newcomer("A1", Side.PROFESSIONAL, ours),
        newcomer("Z8", Side.PROFESSIONAL, ours),
    )
    changed = cohort.model_copy(
        update={
            "people": tuple(sorted((*cohort.people, *crowd), key=lambda one: one.person_id)),
            "venues": (Venue(venue_id="V9", capacity=0, area="Aberdeen"),),
            "facilitators": (Facilitator(facilitator_id="F9", conflicts=ours),),
            "calendar": rows,
            "decisions": Decisions(
                blocked=(DateRange(first=start, last=end),),
                fixed_dates={1: start},
                forbidden=((ours[0], theirs[0]),),
                locked=((ours[-1], theirs[-1]),),
            ),
        }
    )
    after = fits(changed)
    assert {pair: (after[pair], cover(changed, pair)) for pair in before} == before


def cover(cohort: Cohort, pair: tuple[str, str]) -> float:
    return Scorer(cohort).coverage(*pair)


@pytest.mark.parametrize("seed", range(15))
def test_the_settings_that_say_nothing_of_fit_or_window_leave_it_alone(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    settings = cohort.programme.model_dump()
    settings["programme"] |= {"pairs": 77, "name": "Other", "locale": "fr-FR"}
    settings["workshops"] |= {"count": 9, "blocks": (), "everyone": (), "min_gap_days": 1}
    settings["pairing"] |= {"min_fit": 999, "require_shared_project": True}
    settings["costs"] |= {"missed_workshop": 1, "if_needed": 1, "avoided_date": 1}
    other = cohort.model_copy(update={"programme": Programme.model_validate(settings)})
    assert fits(other) == fits(cohort)


@pytest.mark.parametrize("status", [Status.RESERVE, Status.CONFIRMED, Status.WITHDRAWN])
def test_a_fit_does_not_depend_on_where_an_application_stands(status: Status) -> None:
    cohort = random_cohort(4, "small")
    people = tuple(one.model_copy(update={"status": status}) for one in cohort.people)
    assert fits(cohort.model_copy(update={"people": people})) == fits(cohort)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_rows_changes_nothing(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    random = Random(seed)
    rows = {name: list(getattr(cohort, name)) for name in ("people", "projects", "calendar")}
    for kind in rows.values():
        random.shuffle(kind)
    answers = list(cohort.availability.items())
    random.shuffle(answers)
    shuffled = Cohort(
        programme=cohort.programme,
        venues=tuple(reversed(cohort.venues)),
        facilitators=cohort.facilitators,
        decisions=cohort.decisions,
        availability={who: dict(reversed(list(said.items()))) for who, said in answers},
        **{name: tuple(kind) for name, kind in rows.items()},
    )
    assert shuffled == cohort
    one, other = Scorer(shuffled).all(), Scorer(cohort).all()
    assert (one.fit == other.fit).all()
    assert (one.reason == other.reason).all()


def test_writing_everything_twice_changes_no_fit() -> None:
    cohort = random_cohort(2, "small")
    people = tuple(
        one.model_copy(
            update={
                "themes": tuple(
                    text for item in one.themes for text in (item, aloud(cohort, item))
                ),
                "goals": tuple(text for item in one.goals for text in (item, f" {item.upper()}")),
            }
        )
        for one in cohort.people
    )
    assert fits(cohort.model_copy(update={"people": people})) == fits(cohort)


def aloud(cohort: Cohort, item: str) -> str:
    """Return a theme in other letters; an id stays as it is."""
    is_project = any(item == project.project_id for project in cohort.projects)
    return item if is_project else f"{item.upper()}  "


@pytest.mark.parametrize(("patients", "professionals"), [(0, 0), (0, 2), (2, 0)])
def test_a_side_without_people_has_no_scores(patients: int, professionals: int) -> None:
    cohort = random_cohort(1, "small")
    few = (*cohort.patients[:patients], *cohort.professionals[:professionals])
    scores = Scorer(cohort.model_copy(update={"people": few})).all()
    assert scores.fit.shape == scores.reason.shape == (patients, professionals)


def test_a_block_can_be_scored_alone() -> None:
    cohort = random_cohort(8, "small")
    scorer = Scorer(cohort)
    whole, block = scorer.all(), scorer.block(slice(1, 3))
    assert (block.fit == whole.fit[1:3]).all()
    assert (block.allowed == whole.allowed[1:3]).all()
    assert (block.parts.sum(axis=0) == block.fit).all()
    assert block.parts.shape == (len(CRITERIA), *block.fit.shape)


def test_every_reason_has_a_key_and_a_text() -> None:
    assert len(REASON_KEYS) == len(REASON_TEXTS)
    assert (REASON_KEYS[0], REASON_TEXTS[0]) == ("", "")
    assert all(REASON_KEYS[1:])
    assert all(REASON_TEXTS[1:])
