"""Each change: what it does, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.cohort import Answer, Cohort, Status
from matcher.decisions import DateRange
from matcher.errors import InputError
from matcher.programme import Fairness, Weekday


def refused(cohort: Cohort, text: str, match: str) -> None:
    with pytest.raises(InputError, match=match) as caught:
        cohort.with_changes(text)
    for problem in caught.value.problems:
        assert problem.file == "change"
        assert problem.column == text.partition("=")[0]
        assert problem.value == text
        assert problem.remedy


@pytest.mark.parametrize("text", ["lock=P1+H2", "lock=H2+P1"])
def test_a_lock_names_the_two_in_either_order(cohort: Cohort, text: str) -> None:
    changed = cohort.with_changes(text)
    assert changed.decisions.locked == (("P1", "H2"),)
    assert [str(change) for change in changed.changes] == ["lock=P1+H2"]


def test_a_forbid_is_kept_as_patient_and_professional(cohort: Cohort) -> None:
    assert cohort.with_changes("forbid=H2+P1").decisions.forbidden == (("P1", "H2"),)


def test_an_impossible_lock_is_left_to_planning(cohort: Cohort) -> None:
    assert cohort.with_changes("lock=P3+H1").decisions.locked == (("P3", "H1"),)


def test_unlock_and_allow_take_back_in_either_order_of_the_ids(cohort: Cohort) -> None:
    changed = cohort.with_changes("lock=P1+H1", "forbid=P2+H1", "unlock=H1+P1", "allow=H1+P2")
    assert changed == cohort


@pytest.mark.parametrize("kind", ["lock", "forbid", "unlock", "allow"])
def test_both_people_of_a_pair_must_exist(cohort: Cohort, kind: str) -> None:
    with pytest.raises(InputError, match="no participant with the id P9") as caught:
        cohort.with_changes(f"{kind}=P9+H9")
    assert len(caught.value.problems) == 2


def test_a_pair_of_one_side_is_refused(cohort: Cohort) -> None:
    refused(cohort, "lock=P1+P2", "P1 and P2 are on the same side, patient")


def test_a_facilitator_cannot_be_paired(cohort: Cohort) -> None:
    refused(cohort, "forbid=P1+F1", "F1 is a facilitator, not a participant")


def test_an_id_nearby_is_suggested(cohort: Cohort) -> None:
    refused(cohort, "withdraw=p1", r"Did you mean P1\?")


def test_unlocking_what_is_not_locked_is_refused(cohort: Cohort) -> None:
    refused(cohort, "unlock=P1+H1", "P1 and H1 are not locked")


def test_allow_says_that_it_lifts_only_a_forbid(cohort: Cohort) -> None:
    refused(cohort, "allow=P1+H1", r"allow only takes back a forbid\. What the files say .* stays")


def test_withdrawing_marks_the_status_and_the_workshop(cohort: Cohort) -> None:
    changed = cohort.with_changes("withdraw=P1", "withdraw=P2@2")
    one, two = changed.patients[:2]
    assert (one.status, one.withdrawn_after_workshop) == (Status.WITHDRAWN, None)
    assert (two.status, two.withdrawn_after_workshop) == (Status.WITHDRAWN, 2)


def test_withdrawing_after_an_unknown_workshop_is_refused(cohort: Cohort) -> None:
    refused(cohort, "withdraw=P1@4", "there is no workshop 4.*from 0 to 3")


@pytest.mark.parametrize("who", ["P1", "P2", "H1"])
def test_whoever_returns_has_the_status_that_they_had(cohort: Cohort, who: str) -> None:
    assert cohort.with_changes(f"withdraw={who}@1").with_changes(f"return={who}") == cohort


def test_whoever_had_left_by_the_files_returns_as_applied(cohort: Cohort) -> None:
    back = cohort.with_changes("return=P3").patients[2]
    assert (back.status, back.withdrawn_after_workshop) == (Status.APPLIED, None)


def test_nobody_returns_who_has_not_left(cohort: Cohort) -> None:
    refused(cohort, "return=P1", r"P1 has not left \(status confirmed\)")


def test_a_date_is_fixed(cohort: Cohort) -> None:
    changed = cohort.with_changes("date=2:2027-04-13")
    assert changed.decisions.fixed_dates == {2: date(2027, 4, 13)}


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("date=4:2027-04-13", "there is no workshop 4.*from 1 to 3"),
        ("date=1:2027-02-26", "Fri 26 Feb 2027 lies outside the programme.*2027-03-01 to"),
        ("date=1:2027-04-10", "Sat 10 Apr 2027 is on none of the weekdays.*Mon, Tue, Wed"),
        ("date=1:2027-03-26", "Fri 26 Mar 2027 is a public holiday: Good Friday"),
    ],
)
def test_a_date_on_which_no_workshop_can_be_is_refused(
    cohort: Cohort, text: str, match: str
) -> None:
    refused(cohort, text, match)


def test_a_date_with_two_faults_has_two_problems(cohort: Cohort) -> None:
    with pytest.raises(InputError, match="no workshop 9") as caught:
        cohort.with_changes("date=9:2027-04-10")
    assert len(caught.value.problems) == 2


def test_days_are_blocked_one_or_many(cohort: Cohort) -> None:
    changed = cohort.with_changes("block=2027-04-13", "block=2027-04-01..2027-04-09")
    assert changed.decisions.blocked == (
        DateRange(first=date(2027, 4, 1), last=date(2027, 4, 9)),
        DateRange(first=date(2027, 4, 13), last=date(2027, 4, 13)),
    )


def test_blocking_outside_the_programme_is_refused(cohort: Cohort) -> None:
    refused(cohort, "block=2028-04-13", "2028-04-13 lies outside the programme")


def test_weekdays_replace_the_earlier_ones(cohort: Cohort) -> None:
    changed = cohort.with_changes("weekdays=Thu;tuesday")
    assert changed.programme.workshops.weekdays == (Weekday.TUE, Weekday.THU)
    assert str(changed.changes[0]) == "weekdays=Tue;Thu"


def test_pairs_rule_and_weight_change_the_programme(cohort: Cohort) -> None:
    programme = cohort.with_changes(
        "pairs=10",
        "rule=workshops.min_gap_days=28",
        "rule=workshops.everyone=[1, 3]",
        "rule=pairing.require_shared_project=true",
        "rule=pairing.fairness=worst_first",
        "rule=programme.end=2027-06-30",
        'rule=programme.name="Pairs # 1"',
        "weight=motivation=40.5",
    ).programme
    assert programme.programme.pairs == 10
    assert programme.workshops.min_gap_days == 28
    assert programme.workshops.everyone == (1, 3)
    assert programme.pairing.require_shared_project is True
    assert programme.pairing.fairness is Fairness.WORST_FIRST
    assert programme.programme.end == date(2027, 6, 30)
    assert programme.programme.name == "Pairs # 1"
    assert programme.weights.motivation == 40.5


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("pairs=0", "programme.pairs cannot be 0.*from 1 to 100000"),
        ("rule=workshops.count=53", "workshops.count cannot be 53.*from 0 to 52"),
        ("rule=workshops.count=many", "workshops.count cannot be many.*from 0 to 52"),
        ("rule=workshops.min_gap=3", r"no setting workshops.min_gap .*mean workshops.min_gap_days"),
        ("rule=nothing.at_all=3", "no setting nothing.at_all.*There are: programme, workshops"),
        ("rule=pairing.fairness=best", "pairing.fairness cannot be best.*one of total, worst_fir"),
        ("rule=workshops.everyone=[9]", r"workshops.everyone cannot be 9.*workshops.count \(3\)"),
        ("rule=workshops.min_gap_days=90", r"max_gap_days cannot be 56.*min_gap_days \(90\)"),
        ("weight=motivation=-1", "weights.motivation cannot be -1.*from 0 to 1000"),
        ("weight=motivaton=1", r"no setting weights.motivaton.*mean weights.motivation\?"),
    ],
)
def test_a_setting_out_of_range_names_key_value_and_what_is_allowed(
    cohort: Cohort, text: str, match: str
) -> None:
    refused(cohort, text, match)


def test_without_any_weight_there_is_no_fit(cohort: Cohort) -> None:
    none = [f"weight={name}=0" for name, _ in cohort.programme.weights]
    with pytest.raises(InputError, match="at least one weight above 0"):
        cohort.with_changes(none)


def test_settings_count_together_whatever_their_order(cohort: Cohort) -> None:
    texts = ["rule=workshops.min_gap_days=60", "rule=workshops.max_gap_days=70"]
    assert cohort.with_changes(texts) == cohort.with_changes(texts[::-1])


def test_a_date_may_be_fixed_on_a_weekday_that_a_later_change_allows(cohort: Cohort) -> None:
    changed = cohort.with_changes("date=1:2027-04-10", "weekdays=Sat")
    assert changed.decisions.fixed_dates == {1: date(2027, 4, 10)}


def test_a_venue_with_dates_loses_the_closed_ones(cohort: Cohort) -> None:
    changed = cohort.with_changes("venue_closed=V2@2027-03-10..2027-04-30")
    assert changed.venues[1].dates == (date(2027, 3, 9),)


def test_a_venue_without_dates_stays_open_on_every_other_day(cohort: Cohort) -> None:
    venue = cohort.with_changes(
        "venue_closed=V1@2027-04-13", "rule=programme.end=2027-06-30"
    ).venues[0]
    assert not venue.is_open(date(2027, 4, 13))
    assert venue.is_open(date(2027, 3, 1))
    assert venue.is_open(date(2027, 4, 17))
    assert venue.is_open(date(2027, 6, 30))


def test_a_facilitator_who_is_away_answers_no_inside_the_programme(cohort: Cohort) -> None:
    changed = cohort.with_changes("facilitator_away=F1@2027-05-27..2029-01-01")
    assert changed.availability["F1"] == {
        date(2027, 5, 27): Answer.NO,
        date(2027, 5, 28): Answer.NO,
    }
    assert list(changed.availability) == ["F1", "P2"]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("venue_closed=V9@2027-04-13", "no venue with the id V9.*The venues are V1, V2"),
        ("venue_closed=V1@2026-04-13", "2026-04-13 lies outside the programme"),
        ("facilitator_away=F9@2027-04-13", "no facilitator with the id F9.*are F1, F2"),
        ("facilitator_away=F1@2026-04-13", "2026-04-13 lies outside the programme"),
        ("answer=P9@2027-04-13:yes", "no participant with the id P9"),
        ("answer=P1@2026-04-13:yes", "2026-04-13 lies outside the programme"),
    ],
)
def test_places_and_answers_that_do_not_exist_are_refused(
    cohort: Cohort, text: str, match: str
) -> None:
    refused(cohort, text, match)


@pytest.mark.parametrize("answer", list(Answer))
def test_an_answer_replaces_the_earlier_one(cohort: Cohort, answer: Answer) -> None:
    changed = cohort.with_changes(f"answer=P2@2027-03-09:{answer}", "answer=F2@2027-03-01:yes")
    assert changed.availability["P2"] == {date(2027, 3, 9): answer}
    assert changed.availability["F2"] == {date(2027, 3, 1): Answer.YES}


def test_every_problem_of_a_list_is_said_at_once(cohort: Cohort) -> None:
    texts = ["withdraw=P9", "pairs=0", "date=9:2027-04-13", "unlock=P1+H1", "return=P1"]
    with pytest.raises(InputError, match="P9") as caught:
        cohort.with_changes(texts)
    assert {problem.value for problem in caught.value.problems} == set(texts)
