"""Reasons in a plan are known, and are said again in the language of those who read them."""

from __future__ import annotations

import pytest

import matcher
from matcher.allowed import MIN_FIT_TEXT, RULES
from matcher.language import Language, words_in
from matcher.language.reasons import reason_in_words, recognise
from matcher.plans import Plan
from planned import planned

ENGLISH, FRENCH = words_in(Language.ENGLISH), words_in(Language.FRENCH)


@pytest.mark.parametrize("name", ["london", "lyon", "mentoring", "buddies", "course", "clinic"])
def test_every_reason_of_the_samples_is_known(name: str) -> None:
    all_are_known(planned(name))


@pytest.mark.parametrize("name", ["london", "buddies", "course", "clinic"])
def test_every_reason_of_the_samples_with_too_few_people_is_known(name: str) -> None:
    changes = ("pairs=100", "rule=check_ins.latest_days_before=20")
    all_are_known(matcher.plan(planned(name).cohort.with_changes(*changes)))


def all_are_known(plan: Plan) -> None:
    reasons = {one.reason for one in (*plan.waiting, *plan.unplaced)}
    assert {reason for reason in reasons if recognise(reason) is None} == set()


def test_every_rule_on_pairs_of_applicants_is_known() -> None:
    of_others = {"consent", "withdrawn"}  # such people do not wait
    rules = [rule for rule in RULES if rule.key not in of_others]
    assert {rule.text for rule in rules if recognise(rule.text) is None} == set()
    assert recognise(MIN_FIT_TEXT) is not None


def test_sentences_within_sentences_are_said_in_the_language_too() -> None:
    reason = (
        "nobody who is free and whom they may be paired with can, on these dates, attend at least "
        "4 of 5 workshops together, number 1 and 5 among them"
    )
    assert reason_in_words(reason, ENGLISH) == reason
    assert reason_in_words(reason, FRENCH) == (
        "aucune personne libre et possible ne peut, à ces dates, venir à au moins 4 ateliers sur 5 "
        "ensemble, dont le 1 et 5"
    )


def test_dates_are_said_in_words_and_lists_as_the_language_has_them() -> None:
    reason = "on no working day from 2027-02-08 to 2027-02-12 can Ann, Bo and Mo all come"
    assert reason_in_words(reason, ENGLISH) == (
        "on no working day from Mon 8 Feb 2027 to Fri 12 Feb 2027 can Ann, Bo and Mo all come"
    )
    assert reason_in_words(reason, FRENCH) == (
        "aucun jour ouvré du lun. 8 févr. 2027 au ven. 12 févr. 2027 ne convient à la fois à Ann, "
        "Bo et Mo"
    )


def test_the_most_telling_sentence_is_found_for_what_begins_alike() -> None:
    found = recognise(
        "on no working day from 2027-02-08 to 2027-02-12 can Ann, Bo and Mo all come, and Mo "
        "cannot call each of them either"
    )
    assert found is not None
    assert found.values["person"] == "Mo"


def test_a_reason_that_is_not_known_stays_as_it_is() -> None:
    assert recognise("=1+1") is None
    assert reason_in_words("{odd}", FRENCH) == "{odd}"
