"""The settings: what is taken, and what is said of the rest."""

from __future__ import annotations

from datetime import date

import pytest
from sound import SETTINGS, Look, errors, places

from matcher.files.settings import keys
from matcher.programme import Weekday


def test_every_setting_is_known_with_what_it_allows() -> None:
    assert keys()["workshops.count"].allowed == "a whole number from 0 to 52"
    assert keys()["programme.start"].allowed.startswith("a date")
    assert "total, worst_first" in keys()["pairing.fairness"].allowed
    assert keys()["pairing.require_shared_project"].allowed == "true or false"
    assert "Mon, Tue" in keys()["workshops.weekdays"].allowed
    assert "1:2027-01-11..2027-01-29" in keys()["workshops.windows"].allowed
    assert "3:2027-04-13" in keys()["workshops.fixed"].cell.allowed
    assert "1:Tue" in keys()["workshops.weekdays_for"].allowed
    assert "theme: * <= 4" in keys()["balance.limits"].cell.allowed
    assert keys()["labels.patient"].allowed == "text of 1 to 40 characters in quotation marks"
    assert keys()["venues.budget"].allowed == "a number from 0 to 1000000000"


def test_settings_are_read(look: Look) -> None:
    text = SETTINGS + '[workshops]\nweekdays = ["Tue", "Mon"]\n[weights]\nmotivation = 2.5\n'
    cohort = look({"programme.toml": "\ufeff" + text}).cohort
    assert cohort is not None
    assert cohort.programme.programme.start == date(2027, 1, 11)
    assert cohort.programme.workshops.weekdays == (Weekday.MON, Weekday.TUE)
    assert cohort.programme.weights.motivation == 2.5


def test_a_date_in_quotation_marks_is_a_date(look: Look) -> None:
    assert look({"programme.toml": SETTINGS.replace("2027-01-11", '"2027-01-11"')}).problems == ()


BAD = [
    ("[workshops]\nmin_gap_days = 0", "workshops.min_gap_days", "0", "from 1 to 1000"),
    ("[workshops]\nmin_gap_days = 2000", "workshops.min_gap_days", "2000", "from 1 to 1000"),
    ("[workshops]\nmin_gap_days = 90", "workshops.max_gap_days", "56", "min_gap_days (90)"),
    ("[workshops]\ncount = 5.5", "workshops.count", "5.5", "a whole number from 0 to 52"),
    ("[workshops]\ncount = true", "workshops.count", "True", "a whole number from 0 to 52"),
    ('[workshops]\ncount = "5"', "workshops.count", "5", "a whole number from 0 to 52"),
    ("[workshops]\ncout = 5", "workshops.cout", "5", "Did you mean workshops.count?"),
    ('[workshops]\nweekdays = ["Mo"]', "workshops.weekdays", "Mo", "Mon, Tue"),
    ("[workshops]\nweekdays = []", "workshops.weekdays", "[]", "Mon, Tue"),
    ("[workshops]\nblocks = [2, 2]", "workshops.blocks", "[2, 2]", "workshops.count (5)"),
    ("[workshops]\neveryone = [6]", "workshops.everyone", "[6]", "from 1 to workshops.count"),
    ("[pairing]\nrequire_shared_project = 1", "pairing.require_shared_project", "1", "true or"),
    ('[pairing]\nfairness = "best"', "pairing.fairness", "best", "total, worst_first"),
    ("[weights]\nmotivation = -1", "weights.motivation", "-1", "from 0 to 1000"),
    ("[weights]\nmotivation = nan", "weights.motivation", "nan", "from 0 to 1000"),
    ("[weights]\nmotivation = 0.0001", "weights.motivation", "0.0001", "three decimals"),
    ("[costs]\nif_needed = -5", "costs.if_needed", "-5", "from 0 to 100000"),
    ("[workshop]\ncount = 5", "workshop", None, "Did you mean workshops?"),
    ("[solve]\ntime_limit = 5", "solve.time_limit", "5", "solve.time_limit_seconds"),
    ("[solve]\nmin_gap_days = 5", "solve.min_gap_days", "5", "workshops.min_gap_days"),
]


@pytest.mark.parametrize(("more", "column", "value", "remedy"), BAD)
def test_a_bad_setting_is_refused_with_what_is_allowed(
    look: Look, more: str, column: str, value: str | None, remedy: str
) -> None:
    found = errors(look({"programme.toml": f"{SETTINGS}{more}\n"}))
    assert places(found) == [("programme.toml", None, column)]
    assert remedy in found[0].remedy
    if value is not None:
        assert value in str(found[0].value)


@pytest.mark.parametrize(
    ("more", "close"),
    [
        ("[costs]\ncolour = 1", None),
        ("[costs]\nweekdays = 1", "workshops.weekdays"),
        ("[costs]\nmised_workshops = 1", "costs.missed_workshop"),
        ("[workshops]\nmin_gap = 1", "workshops.min_gap_days"),
        ("[weight]\nlocality = 1", "weights"),
        ("[palette]\nred = 1", None),
    ],
)
def test_a_setting_is_suggested_from_its_own_table_or_by_its_very_name(
    look: Look, more: str, close: str | None
) -> None:
    (found,) = errors(look({"programme.toml": f"{SETTINGS}{more}\n"}))
    assert ("Did you mean" in found.remedy) == (close is not None)
    assert close is None or f"Did you mean {close}? " in found.remedy


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (" ", ["programme.start", "programme.end"]),
        ("[programme]\nstart = 2027-01-11\n", ["programme.end"]),
        ("start = 2027-01-11\n" + SETTINGS, ["start"]),
        ("programme = 3\n", ["programme"]),
        (SETTINGS.replace("2027-07-09", "2026-07-09"), ["programme.end"]),
        (SETTINGS.replace("2027-07-09", "2057-07-09"), ["programme.end"]),
        (SETTINGS.replace("2027-07-09", "1800000000"), ["programme.end"]),
        (SETTINGS.replace("2027-07-09", "2027-07-09T10:00:00"), ["programme.end"]),
        (SETTINGS + 'country = "XX"\n', ["programme.country"]),
        (SETTINGS + 'subdivision = "XXX"\n', ["programme.subdivision"]),
        (
            SETTINGS + "pairs = 0\n[costs]\nif_needed = 1.5\n",
            ["costs.if_needed", "programme.pairs"],
        ),
        ("[programme\n", [None]),
        ("a = " + "[" * 5_000, [None]),
        ("a = " + "9" * 5_000, [None]),
        ("# " + "x" * 1_100_000, [None]),
    ],
)
def test_bad_settings_name_their_keys(look: Look, text: str, columns: list[str | None]) -> None:
    found = errors(look({"programme.toml": text}))
    assert [each.column for each in found] == columns
    assert {each.file for each in found} == {"programme.toml"}


def test_every_weight_of_nothing_is_refused(look: Look) -> None:
    names = [key.partition(".")[2] for key in keys() if key.startswith("weights.")]
    text = SETTINGS + "[weights]\n" + "".join(f"{name} = 0\n" for name in names)
    found = errors(look({"programme.toml": text}))
    assert places(found) == [("programme.toml", None, "weights")]
    assert "above 0" in found[0].remedy


def test_holidays_that_are_not_surely_known_are_a_warning(look: Look) -> None:
    text = SETTINGS.replace("2027-01-11", "2028-06-01").replace("2027-07-09", "2029-06-01")
    inspection = look({"programme.toml": text})
    assert places(list(inspection.problems)) == [("programme.toml", None, "programme.end")]
    assert inspection.cohort is not None
