"""In sentences people have names; for programs they have ids."""

from __future__ import annotations

import re

import pytest

import matcher
from cohorts import benchmark_cohort
from matcher.cohort import Cohort
from matcher.explaining.asking import explain
from matcher.explaining.questions import QUESTIONS, Options
from matcher.language import Language, words_in
from matcher.plans import Plan
from matcher.programme import Weekday
from worlds import cohort, person, with_rules

WORDS = words_in(Language.ENGLISH)
FRIDAYS = (Weekday.THU, Weekday.FRI)
NAMES = {"P1": "Odile Hubert", "P2": "Anna Ek", "H1": "Ugo Orsi", "H2": "Ilse Beck"}


def named(*, only_fridays: str = "P2") -> Cohort:
    people = [
        person(one, name=name, **({"weekdays": FRIDAYS} if one == only_fridays else {}))
        for one, name in NAMES.items()
    ]
    return cohort(*people, person("P3", name="Paz Lima", weekdays=tuple(Weekday)[:3]))


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return a plan of a cohort in which everybody has a name of their own, after the id."""
    given = benchmark_cohort(6, 9, 30, seed=2)
    people = [one.model_copy(update={"name": f"Name-{one.person_id}"}) for one in given.people]
    return matcher.plan(given.model_copy(update={"people": tuple(people)}))


@pytest.mark.parametrize("name", ["dates", "near", "fairness", "prices"])
def test_people_are_named_in_sentences_and_have_ids_as_data(name: str, plan: Plan) -> None:
    told = QUESTIONS[name].ask(plan, WORDS, Options(most=1 if name == "near" else 20, seconds=5))
    text, data = "\n".join(told.lines), told.data.model_dump_json()
    assert "Name-" in text
    assert "Name-" not in data
    for one in plan.cohort.people:
        assert not re.search(rf"(?<!Name-)\b{one.person_id}\b", text)
    assert any(f'"{one.patient}"' in data for one in plan.pairs)


def test_places_are_told_as_pairs_or_as_people() -> None:
    text = "\n".join(QUESTIONS["dates"].ask(matcher.plan(named()), WORDS).lines)
    assert " 2 of 2 pairs in the plan can come." in text
    assert ": at best 2 pairs and a total of" in text
    alone = with_rules(named(), pairing={"form_pairs": False})
    text = "\n".join(QUESTIONS["dates"].ask(matcher.plan(alone), WORDS).lines)
    assert " 2 of 2 people in the plan can come." in text
    assert ": at best 2 people and a total of" in text
    assert "pair" not in text


def test_french_needs_no_elision_before_a_name_and_sets_semicolons_apart() -> None:
    given = named(only_fridays="nobody")
    given = given.model_copy(
        update={
            "people": tuple(
                one.model_copy(update={"motivation": {"learn": 4, "share_power": 5}})
                for one in given.people
            )
        }
    )
    lines = explain(matcher.plan(given), "P1", "H1", language="fr").lines
    text = "\n".join(lines)
    assert "Partenaires permis pour Odile Hubert : 2." in text
    assert "par rapport à Odile Hubert" in text
    assert "\u00a0; " in text
    assert not [word for word in ("de Odile", "que Odile", "de Ugo", "que Ugo") if word in text]
