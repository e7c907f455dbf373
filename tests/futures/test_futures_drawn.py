"""Who leaves when: rates, times, and random numbers that belong to one person each."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from matcher.cohort import Side
from matcher.futures.drawing import Rates, draw, rates
from matcher.programme.drop_out import DropOutSettings

BOTH = (Side.PATIENT, Side.PROFESSIONAL)
IDS = ("P1", "H1")


def found(times: int = 4, held: int = 0, **values: object) -> Rates:
    given = rates(DropOutSettings.model_validate(values), times, held)
    assert given is not None
    return given


def test_nobody_leaves_at_rate_0_and_everybody_at_rate_1() -> None:
    stay = draw(IDS, BOTH, found(patient=0, professional=0), 50, 1)
    go = draw(IDS, BOTH, found(patient=1, professional=1), 50, 1)
    assert (stay.leave == 4).all()
    assert (go.leave < 4).all()
    assert (go.leave == stay.would).all()


def test_rates_by_side_and_shares_by_time_come_out() -> None:
    chances = found(patient=0.3, professional=0.1, by_workshop=(0, 3, 1, 0))
    drawn = draw(IDS, BOTH, chances, 20_000, 1).leave
    gone = drawn < 4
    assert gone.mean(axis=0) == pytest.approx([0.3, 0.1], abs=0.02)
    assert set(np.unique(drawn[gone])) == {1, 2}
    assert (drawn[gone] == 1).mean() == pytest.approx(0.75, abs=0.02)


def test_without_shares_people_leave_equally_often_at_all_times() -> None:
    assert found(times=4).shares.tolist() == [0.25] * 4
    assert found(times=4, by_workshop=(1, 1)).shares.tolist() == [0.5, 0.5, 0, 0]
    assert rates(DropOutSettings(by_workshop=(0, 0, 1)), 2, 0) is None


def test_who_is_still_there_after_two_of_four_times_leaves_with_what_is_left_of_the_chance() -> (
    None
):
    chances = found(times=4, held=2, patient=0.4, professional=0)
    assert chances.chance[Side.PATIENT] == pytest.approx(0.2 / 0.8)
    assert chances.shares.tolist() == [0, 0, 0.5, 0.5]
    assert (draw(IDS, BOTH, chances, 500, 1).leave >= 2).all()
    assert found(times=2, held=2, patient=1).chance[Side.PATIENT] == 0


def test_the_seed_decides_and_nobody_depends_on_who_else_is_there() -> None:
    chances = found(patient=0.5, professional=0.5)
    both, alone = draw(IDS, BOTH, chances, 200, 7).leave, draw(IDS[1:], BOTH[1:], chances, 200, 7)
    assert (both[:, 1] == alone.leave[:, 0]).all()
    assert (both != draw(IDS, BOTH, chances, 200, 8).leave).any()
    assert (both[:, 0] != both[:, 1]).any()


def test_a_higher_rate_only_adds_to_those_who_leave() -> None:
    low = draw(IDS, BOTH, found(patient=0.2), 300, 1).leave
    high = draw(IDS, BOTH, found(patient=0.6), 300, 1).leave
    assert (high[low < 4] == low[low < 4]).all()
    assert (high < 4).sum() > (low < 4).sum()


@pytest.mark.parametrize("values", [{"patient": 1.1}, {"by_workshop": (0, 0)}, {"nurse": 0.1}])
def test_rates_that_make_no_sense_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"patient|by_workshop|nurse"):
        DropOutSettings.model_validate(values)
