"""What belongs to a plan beside the pairs: attendance, calendar, who could go with whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from visits import london, london_plan, plan, title, words_of

from matcher.cohort import Cohort
from matcher.export.names import Names
from matcher.scores import Scorer
from matcher.ui import frame
from matcher.ui.plan import attendance, calendar, pairing_map
from matcher.ui.sittings.jobs import Job

Opened = Callable[[Cohort], AppTest]


@pytest.fixture
def planned(open_app: Opened) -> AppTest:
    """Return the app on the page of a plan that was made before."""
    app = open_app(london())
    sitting = frame.sittings().find(app.session_state[frame.KEY])
    assert sitting is not None
    made = london_plan()
    sitting.cohort, sitting.job = made.cohort, Job.done(made)
    return app.run()


def test_attendance_says_cannot_where_somebody_is_absent() -> None:
    made, names = london_plan(), Names(london(), hidden=True)
    rows = attendance.of_pairs(made, names)
    for place, workshop in enumerate(made.workshops, 1):
        for pair, row in zip(made.pairs, rows, strict=True):
            away = bool({pair.patient, pair.professional} & set(workshop.absent))
            assert (row[place] == "✕ cannot") == away


def test_everybody_who_applied_has_an_answer_for_each_workshop() -> None:
    rows = attendance.of_people(london_plan(), Names(london(), hidden=True))
    assert {row[0] for row in rows} == {
        one.person_id for one in london().people if one.is_applicant
    }
    said = {cell for row in rows for cell in row[1:]}
    assert said <= {"✓ yes", "◐ if needed", "✕ cannot", "? not answered"}


def test_the_calendar_has_each_workshop_and_each_closed_day() -> None:
    made = london_plan()
    marked = calendar.marks(made)
    for workshop in made.workshops:
        assert marked[workshop.date].said == f"Workshop {workshop.number}"
    assert marked[date(2027, 3, 29)].said == "Easter Monday"
    shown = calendar.months((date(2027, 1, 11), date(2027, 7, 9)), marked)
    assert shown.count("<table") == 7
    assert shown.count(": Workshop ") == len(made.workshops)


def test_every_chosen_pair_is_among_the_allowed() -> None:
    made = london_plan()
    allowed = Scorer(london()).all().allowed
    chosen = pairing_map.chosen_pairs(made, allowed.shape)
    assert chosen.sum() == len(made.pairs)
    assert not (chosen & ~allowed).any()
    rows = {
        row[0]: row for row in pairing_map.partners(made, allowed, Names(london(), hidden=True))
    }
    for pair in made.pairs:
        assert rows[pair.patient][2] == pair.professional
        assert rows[pair.professional][2] == pair.patient


def test_a_large_map_is_drawn_in_blocks_that_lose_no_pair() -> None:
    allowed = np.ones((201, 199), dtype=bool)
    chosen = np.eye(201, 199, dtype=bool)
    chart = pairing_map.in_blocks(allowed, chosen, ("Patient", "Professional"), "light").to_dict()
    (cells,) = chart["datasets"].values()
    assert len(cells) <= pairing_map.MOST_BLOCKS**2
    assert sum(int(cell["sign"] or 0) for cell in cells) == 199


def test_a_card_leads_to_the_reasons_for_its_pair(planned: AppTest) -> None:
    pair = london_plan().pairs[0]
    planned.button(key=f"why_{pair.patient}_{pair.professional}").click().run()
    assert title(planned) == "Why the plan is as it is"


def test_a_card_leads_to_the_plan_without_its_pair(planned: AppTest) -> None:
    pair = london_plan().pairs[0]
    planned.button(key=f"split_{pair.patient}_{pair.professional}").click().run()
    sitting = frame.sittings().find(planned.session_state[frame.KEY])
    assert sitting is not None
    trial = sitting.trial()
    assert trial is not None
    assert [str(one) for one in trial.changes] == [f"forbid={pair.patient}+{pair.professional}"]
    sitting.stop()


def test_a_plan_of_other_rules_is_called_out_of_date(planned: AppTest) -> None:
    assert "have changed since this plan was made" not in words_of(planned)
    sitting = frame.sittings().find(planned.session_state[frame.KEY])
    assert sitting is not None
    sitting.cohort = sitting.cohort.with_changes("pairs=11")
    planned.run()
    assert "have changed since this plan was made" in words_of(planned)
    plan(planned)
    assert title(planned) == "11 of 11 pairs"


def test_the_page_speaks_french(planned: AppTest) -> None:
    planned.segmented_control(key="language").set_value("fr").run()
    said = words_of(planned)
    assert title(planned) == "12 sur 12 binômes"
    assert "Le meilleur possible selon vos règles : prouvé." in said
    assert "le meilleur possible, prouvé" in said
    for english in ("Attends", "workshops", "waiting", "Why?", "Best possible"):
        assert english not in said
