"""Settings that can have no effect are warned of, and those that have one are not."""

from __future__ import annotations

import pytest
from sound import SETTINGS, Look, warnings

PEOPLE = "person_id,side,consent,area\nP1,patient,yes,North\nH1,professional,yes,South\n"


@pytest.mark.parametrize(
    ("settings", "column", "said"),
    [
        ('[balance]\nlimits = ["area: West <= 3"]', "balance.limits", "nobody has this area"),
        (
            '[balance]\nlimits = ["organisation: Elm >= 1"]',
            "balance.limits",
            "nobody has this organisation",
        ),
        (
            '[balance]\nlimits = ["patient.profession: nurse <= 1"]',
            "balance.limits",
            "nobody has this profession",
        ),
        ('[balance]\nlimits = ["theme: Sleep <= 1"]', "balance.limits", "nobody has this theme"),
        ('[workshops]\nfixed = ["2:2028-03-01"]', "workshops.fixed", "outside the programme"),
        ('[workshops]\nfixed = ["2:2027-03-06"]', "workshops.fixed", "this date is a Sat"),
        (
            "[workshops]\npublication_date = 2027-08-01",
            "workshops.publication_date",
            "after the programme's last day, 2027-07-09",
        ),
        (
            "[drop_out]\nby_workshop = [1, 1, 1, 1, 1, 2]",
            "drop_out.by_workshop",
            "more shares than workshops (5)",
        ),
    ],
)
def test_a_setting_without_effect_is_warned_of(
    look: Look, settings: str, column: str, said: str
) -> None:
    found = look({"programme.toml": f"{SETTINGS}{settings}\n"}, participants=PEOPLE)
    (warning,) = warnings(found)
    assert (warning.file, warning.column) == ("programme.toml", column)
    assert said in warning.message
    assert warning.value
    assert warning.remedy


def test_settings_with_an_effect_are_not_warned_of(look: Look) -> None:
    settings = """
[balance]
limits = ["area: North <= 3", "patient.area: * <= 4"]
[workshops]
fixed = ["2:2027-03-02"]
publication_date = 2027-01-11
[drop_out]
by_workshop = [3, 1, 1, 1, 0.5]
"""
    found = look({"programme.toml": f"{SETTINGS}{settings}"}, participants=PEOPLE)
    assert found.problems == ()
