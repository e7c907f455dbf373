"""Every rule is met by a sound plan, and noticed where it is broken."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from breaking import Broken, Change, Kept, findings, held, names

from matcher.check import CHECKS, Finding, check_plan, facts, require_clean
from matcher.cohort import Answer, CalendarRow, Side, Status
from matcher.decisions import DateRange
from matcher.errors import PlanError
from matcher.plans import CheckIn, Outcome, Waiting, WorkshopState

if TYPE_CHECKING:
    from conftest import Case

FIRST, SECOND, THIRD = date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27)


def check_in(**values: Any) -> CheckIn:
    return CheckIn(
        **{
            "patient": "P1",
            "professional": "H1",
            "after_workshop": 1,
            "date": date(2027, 3, 18),
            "facilitator": "F1",
            **values,
        }
    )


def more_check_ins(*more: CheckIn) -> Change:
    return lambda case: case.with_plan(check_ins=(*case.plan.check_ins, *more))


def infeasible(case: Case, **values: Any) -> Case:
    empty = {"objective": None, "bound": None, "gap": None, "pairs": (), "workshops": ()}
    lists = {"check_ins": (), "waiting": (), "reasons": ()}
    return case.with_plan(**{"status": Outcome.INFEASIBLE, **empty, **lists, **values})


def blocks(sizes: tuple[int, ...], *days: date) -> Change:
    def change(case: Case) -> Case:
        case = case.with_settings("workshops", blocks=sizes)
        for number, day in enumerate(days, start=1):
            case = case.with_workshop(number, date=day)
        return case

    return change


def running(case: Case, state: WorkshopState) -> Case:
    """Return the case with its plan running, the first workshop in some state."""
    return case.with_cohort(current_plan=case.with_workshop(1, state=state).plan)


def first_wish(case: Case) -> Case:
    """Return the case in which P2 wants their project most as well."""
    parts = {**case.plan.pairs[1].parts, "shared_project": 1000}
    return case.with_record("people", "P2", themes=("Sleep",)).with_pair(1, fit=1000, parts=parts)


BROKEN = [
    Broken(
        "status.without_plan",
        "an infeasible plan with pairs",
        lambda case: infeasible(case, pairs=case.plan.pairs),
        "pairs of a plan that is infeasible: expected none",
    ),
    Broken(
        "status.without_plan",
        "an unknown plan with an objective",
        lambda case: case.with_plan(status=Outcome.UNKNOWN),
        "objective of a plan that is unknown",
    ),
    Broken(
        "status.without_plan",
        "an infeasible plan with a bound",
        lambda case: infeasible(case, bound=case.plan.bound),
        "bound of a plan that is infeasible: expected None, found one",
    ),
    Broken(
        "workshops.state",
        "a workshop that is held though no plan is running",
        lambda case: case.with_workshop(1, state=WorkshopState.HELD),
        "state of workshop 1: expected planned, found held",
    ),
    Broken(
        "workshops.state",
        "a workshop that is held though the running plan only announced it",
        lambda case: running(case, WorkshopState.ANNOUNCED).with_workshop(
            1, state=WorkshopState.HELD
        ),
        "state of workshop 1: expected announced, found held",
    ),
    Broken(
        "status.with_plan",
        "a feasible plan without a bound",
        lambda case: case.with_plan(status=Outcome.FEASIBLE, bound=None),
        "bound of a plan that is feasible: expected one",
    ),
    Broken(
        "status.with_plan",
        "an optimal plan without pairs",
        lambda case: case.with_plan(pairs=()),
        "pairs of a plan that is optimal: expected some",
    ),
    Broken("status.reasons", "an infeasible plan without reasons", infeasible, "at least one"),
    Broken(
        "status.optimal",
        "an optimal plan with a higher bound",
        lambda case: case.with_plan(bound=1631),
        "bound of an optimal plan: expected 1630, found 1631",
    ),
    Broken(
        "status.optimal",
        "an optimal plan with a gap",
        lambda case: case.with_plan(gap=0.01),
        "gap of an optimal plan: expected 0, found 0.01",
    ),
    Broken(
        "bound",
        "a bound below the total",
        lambda case: case.with_plan(status=Outcome.FEASIBLE, bound=1629),
        "bound: expected at least 1630, found 1629",
    ),
    Broken(
        "gap",
        "a gap that does not go with the bound",
        lambda case: case.with_plan(status=Outcome.FEASIBLE, bound=1793, gap=0.2),
        "gap: expected 0.1, found 0.2",
    ),
    Broken(
        "objective.pairs",
        "one pair too many in the objective",
        lambda case: case.with_objective(pairs=3),
        "expected 2, found 3",
    ),
    Broken(
        "objective.worst_fit",
        "another lowest fit",
        lambda case: case.with_objective(worst_fit=801),
        "expected 800, found 801",
    ),
    Broken(
        "objective.total",
        "a total without the avoided date",
        lambda case: case.with_objective(total=1680),
        "expected 1630, found 1680",
    ),
    Broken(
        "provenance.input_digest",
        "a cohort that has changed since",
        lambda case: case.with_record("people", "P3", name="Somebody else"),
        "expected sha256:",
    ),
    Broken(
        "pairs.order",
        "pairs in another order",
        lambda case: case.with_plan(pairs=case.plan.pairs[::-1]),
        "expected P1 P2, found P2 P1",
    ),
    Broken(
        "pairs.once",
        "somebody in two pairs",
        lambda case: case.with_pair(1, professional="H1"),
        "pairs of H1: expected at most 1, found 2",
    ),
    Broken(
        "pairs.sides",
        "two people of one side",
        lambda case: case.with_pair(1, professional="P3"),
        "P3 in P2+P3: expected a professional, found patient",
    ),
    Broken(
        "pairs.sides",
        "somebody who does not exist",
        lambda case: case.with_pair(1, patient="P9"),
        "P9 in P9+H2: expected a patient, found nobody of that id",
    ),
    Broken(
        "pairs.allowed",
        "a pair with a conflict",
        lambda case: case.with_record("people", "P1", conflicts=("H1",)),
        "P1+H1: expected a pair that is allowed, found they must never be paired",
    ),
    Broken(
        "pairs.allowed",
        "somebody without consent",
        lambda case: case.with_record("people", "H2", consent=False),
        "the professional has not consented",
    ),
    Broken(
        "decisions.forbidden",
        "a forbidden pair",
        lambda case: case.with_decisions(forbidden=(("P2", "H2"),)),
        "P2+H2",
    ),
    Broken(
        "partner_id",
        "somebody who applied together with somebody else",
        lambda case: case.with_record("people", "H3", partner_id="P2"),
        "partner of P2: expected H3, found H2",
    ),
    Broken(
        "pairing.min_fit",
        "a fit below the least",
        lambda case: case.with_settings("pairing", min_fit=801),
        "fit of P2+H2: expected at least 801, found 800",
    ),
    Broken(
        "decisions.locked",
        "a locked pair that is missing",
        lambda case: case.with_decisions(locked=(("P3", "H3"),)),
        "P3+H3: expected the pair",
    ),
    Broken(
        "status.confirmed",
        "a confirmed person who waits",
        lambda case: case.with_record("people", "P3", status=Status.CONFIRMED),
        "P3: expected a place",
    ),
    Broken(
        "programme.pairs",
        "more pairs than wanted",
        lambda case: case.with_settings("programme", pairs=1),
        "pairs: expected at most 1, found 2",
    ),
    Broken(
        "parts.sum",
        "parts that do not add up",
        lambda case: case.with_pair(0, fit=999),
        "sum of the parts of P1+H1: expected 999, found 1000",
    ),
    Broken(
        "fit",
        "another fit",
        lambda case: case.with_pair(1, fit=801),
        "fit of P2+H2: expected 800, found 801",
    ),
    Broken(
        "parts",
        "points under another criterion",
        lambda case: case.with_pair(0, parts={"motivation": 1000}),
        "parts of P1+H1",
    ),
    Broken(
        "coverage",
        "another coverage",
        lambda case: case.with_pair(0, coverage=0.5),
        "coverage of P1+H1: expected 1.0, found 0.5",
    ),
    Broken(
        "missed",
        "a missed workshop that is not counted",
        lambda case: case.with_pair(1, missed=0),
        "missed of P2+H2: expected 1, found 0",
    ),
    Broken(
        "missed",
        "an unknown answer that is counted as yes",
        lambda case: case.with_answer("H1", FIRST, Answer.UNKNOWN),
        "missed of P1+H1: expected 1, found 0",
    ),
    Broken(
        "if_needed",
        "an if-needed day that is not counted",
        lambda case: case.with_pair(0, if_needed=0),
        "if_needed of P1+H1: expected 1, found 0",
    ),
    Broken(
        "if_needed",
        "two partners who come only if needed",
        lambda case: case.with_answer("H1", SECOND, Answer.IF_NEEDED),
        "if_needed of P1+H1: expected 2, found 1",
    ),
    Broken(
        "value",
        "another value",
        lambda case: case.with_pair(1, value=800),
        "value of P2+H2: expected 700, found 800",
    ),
    Broken(
        "projects.options",
        "a project that is no option",
        lambda case: case.with_pair(0, project="PR2"),
        "project of P1+H1: expected one of PR1, found PR2",
    ),
    Broken(
        "projects.options",
        "no project where there is an option",
        lambda case: case.with_pair(0, project=None),
        "expected one of PR1, found None",
    ),
    Broken(
        "projects.options",
        "a project where there is no option",
        lambda case: case.with_cohort(projects=()),
        "expected None, found PR1",
    ),
    Broken(
        "projects.max_pairs",
        "too many pairs on a project",
        lambda case: case.with_record("projects", "PR1", max_pairs=1),
        "pairs of PR1: expected at most 1, found 2",
    ),
    Broken(
        "projects.min_pairs",
        "too few pairs on a project",
        lambda case: case.with_record("projects", "PR1", min_pairs=3),
        "pairs of PR1: expected none or at least 3, found 2",
    ),
    Broken(
        "workshops.count",
        "a workshop too few",
        lambda case: case.with_plan(workshops=case.plan.workshops[:2]),
        "expected [1, 2, 3], found [1, 2]",
    ),
    Broken(
        "workshops.count",
        "workshops in another order",
        lambda case: case.with_plan(workshops=case.plan.workshops[::-1]),
        "expected [1, 2, 3], found [3, 2, 1]",
    ),
    Broken(
        "workshops.candidate",
        "a weekday that is not allowed",
        lambda case: case.with_workshop(2, date=date(2027, 3, 31)),
        "workshop 2: expected a candidate date, found 2027-03-31 (outside the programme)",
    ),
    Broken(
        "workshops.candidate",
        "a day on which no facilitator can come",
        lambda case: case.with_answer("F1", SECOND, Answer.NO),
        "2027-03-30 (facilitators)",
    ),
    Broken(
        "workshops.blocked",
        "a day that the calendar blocks",
        lambda case: case.with_cohort(
            calendar=(CalendarRow(date_from=SECOND, date_to=SECOND, kind="blocked"),)
        ),
        "workshop 2: expected a day that is not blocked, found 2027-03-30",
    ),
    Broken(
        "workshops.blocked",
        "a day that a decision blocks",
        lambda case: case.with_decisions(blocked=(DateRange(first=FIRST, last=SECOND),)),
        "workshop 1",
    ),
    Broken(
        "workshops.order",
        "a workshop before the one before",
        lambda case: case.with_workshop(2, date=date(2027, 3, 2)),
        "workshop 2: expected a date after 2027-03-02, found 2027-03-02",
    ),
    Broken(
        "workshops.min_gap_days",
        "workshops too close",
        lambda case: case.with_settings("workshops", min_gap_days=29),
        "between workshops 1 and 2: expected at least 29 days, found 28",
    ),
    Broken(
        "workshops.max_gap_days",
        "workshops too far apart",
        lambda case: case.with_settings("workshops", max_gap_days=27),
        "between workshops 2 and 3: expected at most 27 days, found 28",
    ),
    Broken(
        "workshops.min_gap_days",
        "a block too close to the next one",
        blocks((2, 1), date(2027, 3, 30), date(2027, 3, 31), date(2027, 4, 20)),
        "between workshops 2 and 3: expected at least 21 days, found 20",
    ),
    Broken(
        "workshops.blocks",
        "a working day inside a block",
        blocks((2, 1), date(2027, 3, 30), date(2027, 4, 1), date(2027, 4, 27)),
        "between workshops 1 and 2: expected no working day, found 1 of them",
    ),
    Broken(
        "workshops.blocks",
        "a block on one day",
        blocks((2, 1), date(2027, 3, 30), date(2027, 3, 30), date(2027, 4, 27)),
        "expected the next working day",
    ),
    Broken(
        "workshops.fixed",
        "a fixed workshop on another day",
        lambda case: case.with_decisions(fixed_dates={2: date(2027, 4, 1)}),
        "workshop 2: expected 2027-04-01, it was fixed, found 2027-03-30",
    ),
    Broken(
        "workshops.max_missed",
        "a pair that misses too much",
        lambda case: case.with_settings("workshops", max_missed=0),
        "missed by P2+H2: expected at most 0, found 1",
    ),
    Broken(
        "workshops.everyone",
        "a pair that misses a workshop for everyone",
        lambda case: case.with_settings("workshops", everyone=(3,)),
        "workshop 3: expected every pair, found P2+H2 cannot come",
    ),
    Broken(
        "workshops.absent",
        "somebody absent who is not listed",
        lambda case: case.with_workshop(3, absent=()),
        "absent from workshop 3: expected ('P2',), found ()",
    ),
    Broken(
        "workshops.absent",
        "absent people in another order",
        lambda case: case.with_answer("H2", THIRD, Answer.NO).with_workshop(3, absent=("P2", "H2")),
        "expected ('H2', 'P2')",
    ),
    Broken(
        "venues.named",
        "no venue where there are some",
        lambda case: case.with_workshop(1, venue=None),
        "venue of workshop 1: expected a venue of the cohort, found None",
    ),
    Broken(
        "venues.named",
        "a venue where there is none",
        lambda case: case.with_cohort(venues=()),
        "venue of workshop 1: expected None, found V1",
    ),
    Broken(
        "venues.open",
        "a venue that is not free",
        lambda case: case.with_workshop(1, venue="V2"),
        "V2 on 2027-03-02: expected free, found not free",
    ),
    Broken(
        "venues.suitable",
        "a venue that is too small",
        lambda case: case.with_workshop(1, venue="V3"),
        "venue of workshop 1: expected room and features for everybody, found V3",
    ),
    Broken(
        "workshops.facilitators",
        "a facilitator too few",
        lambda case: case.with_workshop(1, facilitators=()),
        "facilitators of workshop 1: expected 1 different ones",
    ),
    Broken(
        "workshops.facilitators",
        "one facilitator twice",
        lambda case: case.with_workshop(1, facilitators=("F1", "F1")),
        "found F1, F1",
    ),
    Broken(
        "workshops.facilitators",
        "a facilitator where the cohort names none",
        lambda case: case.with_cohort(facilitators=()),
        "expected 0 different ones, found F1",
    ),
    Broken(
        "facilitators.known",
        "a facilitator who does not exist",
        lambda case: case.with_workshop(1, facilitators=("F9",)),
        "workshop 1: expected facilitators of the cohort, found F9",
    ),
    Broken(
        "facilitators.can_come",
        "a facilitator who cannot come",
        lambda case: case.with_workshop(1, facilitators=("F2",)),
        "workshop 1: expected facilitators who can come, found F2",
    ),
    Broken(
        "check_ins.pair",
        "a check-in of two people who are no pair",
        lambda case: case.with_check_in(professional="H2"),
        "check-in of P1+H2 after workshop 1: expected a pair of the plan",
    ),
    Broken(
        "check_ins.window",
        "a check-in too soon after a workshop",
        lambda case: case.with_check_in(date=date(2027, 3, 11)),
        "expected a date from 2027-03-12 to 2027-03-23, found 2027-03-11",
    ),
    Broken(
        "check_ins.window",
        "a check-in after the last workshop",
        lambda case: case.with_check_in(after_workshop=3),
        "expected two workshops around it, found 3",
    ),
    Broken(
        "check_ins.per_gap",
        "a check-in too many",
        more_check_ins(check_in()),
        "check-ins of P1+H1 after workshop 1: expected at most 1, found 2",
    ),
    Broken(
        "check_ins.partners",
        "a check-in on a day on which a partner cannot come",
        lambda case: case.with_answer("H1", date(2027, 3, 16), Answer.NO),
        "expected both partners, found H1 cannot come",
    ),
    Broken(
        "check_ins.facilitator_known",
        "a check-in with somebody who does not exist",
        lambda case: case.with_check_in(facilitator="F9"),
        "expected a facilitator of the cohort, found F9",
    ),
    Broken(
        "check_ins.facilitator_comes",
        "a check-in on a day on which the facilitator cannot come",
        lambda case: case.with_check_in(facilitator="F2"),
        "expected a facilitator who can come, found F2",
    ),
    Broken(
        "facilitators.conflicts",
        "a check-in with a facilitator who must not look after them",
        lambda case: case.with_record("facilitators", "F1", conflicts=("H1",)),
        "expected somebody other than F1, found a conflict",
    ),
    Broken(
        "facilitators.max_pairs",
        "a facilitator who looks after too many pairs",
        lambda case: case.with_record("facilitators", "F1", max_pairs=0),
        "pairs of F1: expected at most 0, found 1",
    ),
    Broken(
        "check_ins.max_per_facilitator_day",
        "too many check-ins on one day",
        lambda case: more_check_ins(
            check_in(patient="P2", professional="H2", date=date(2027, 3, 16))
        )(case.with_settings("check_ins", max_per_facilitator_day=1)),
        "check-ins of F1 on 2027-03-16: expected at most 1, found 2",
    ),
    Broken(
        "waiting.missing",
        "an applicant who is nowhere",
        lambda case: case.with_plan(waiting=case.plan.waiting[:1]),
        "P3: expected a pair or a place on the waiting list, found neither",
    ),
    Broken(
        "waiting.twice",
        "somebody who waits twice",
        lambda case: case.with_plan(waiting=(*case.plan.waiting, case.plan.waiting[0])),
        "H3 on the waiting list: expected once, found 2 times",
    ),
    Broken(
        "waiting.nobody_else",
        "somebody who has withdrawn",
        lambda case: case.with_record("people", "P3", status=Status.WITHDRAWN),
        "P3 on the waiting list: expected applicants only",
    ),
    Broken(
        "waiting.nobody_else",
        "somebody who is in a pair",
        lambda case: case.with_plan(
            waiting=(*case.plan.waiting, Waiting(person="P1", reason="none"))
        ),
        "P1 on the waiting list: expected nobody of a pair",
    ),
    Broken(
        "waiting.reason",
        "somebody who is not told why",
        lambda case: case.with_item("waiting", 0, reason=" "),
        "reason for H3 to wait",
    ),
]

KEPT = [
    Kept("status.without_plan", "an infeasible plan that holds nothing", infeasible),
    Kept(
        "status.with_plan",
        "a feasible plan with everything",
        lambda case: case.with_plan(status=Outcome.FEASIBLE),
    ),
    Kept(
        "status.reasons",
        "an unknown plan without reasons",
        lambda case: infeasible(case, status=Outcome.UNKNOWN),
    ),
    Kept(
        "status.optimal",
        "a feasible plan with a gap",
        lambda case: case.with_plan(status=Outcome.FEASIBLE, bound=1793, gap=0.1),
    ),
    Kept(
        "objective.pairs",
        "one pair, and one in the objective",
        lambda case: case.with_plan(pairs=case.plan.pairs[:1]).with_objective(pairs=1),
    ),
    Kept(
        "objective.worst_fit",
        "the fit of the only pair",
        lambda case: case.with_plan(pairs=case.plan.pairs[:1]).with_objective(worst_fit=1000),
    ),
    Kept(
        "provenance.input_digest",
        "the same answers in another order",
        lambda case: case.with_cohort(
            availability=dict(reversed(case.cohort.availability.items()))
        ),
    ),
    Kept("pairs.order", "ids with a gap", lambda case: case.with_pair(1, patient="P3")),
    Kept(
        "pairs.once",
        "two pairs that have nobody in common",
        lambda case: case.with_pair(1, patient="P3", professional="H3"),
    ),
    Kept(
        "pairs.sides",
        "people of either side where nobody is paired",
        lambda case: (
            case.with_settings("pairing", form_pairs=False)
            .with_pair(0, professional=None)
            .with_pair(1, patient="H2", professional=None)
        ),
    ),
    Kept(
        "pairs.allowed",
        "a conflict with somebody of another pair",
        lambda case: case.with_record("people", "P1", conflicts=("H2",)),
    ),
    Kept(
        "programme.pairs",
        "as many pairs as wanted",
        lambda case: case.with_plan(pairs=case.plan.pairs[:1]).with_settings("programme", pairs=1),
    ),
    Kept(
        "parts.sum",
        "other parts that add up to the fit",
        lambda case: case.with_pair(0, fit=999, parts={"shared_project": 900, "motivation": 99}),
    ),
    Kept("fit", "a fit that follows what people say", first_wish),
    Kept("parts", "parts that follow what people say", first_wish),
    Kept(
        "coverage",
        "a criterion that counts and about which nothing is said",
        lambda case: (
            case.with_settings("weights", motivation=1)
            .with_pair(0, coverage=0.5)
            .with_pair(1, coverage=0.5)
        ),
    ),
    Kept(
        "missed",
        "somebody who comes only if needed",
        lambda case: case.with_answer("H1", FIRST, Answer.IF_NEEDED),
    ),
    Kept(
        "if_needed",
        "a partner who would come to a workshop that the pair misses",
        lambda case: case.with_answer("H2", THIRD, Answer.IF_NEEDED),
    ),
    Kept(
        "value",
        "a missed workshop that costs less",
        lambda case: case.with_settings("costs", missed_workshop=50).with_pair(1, value=750),
    ),
    Kept(
        "projects.options",
        "the other one of two options",
        lambda case: case.with_record("projects", "PR2", theme="Sleep").with_pair(0, project="PR2"),
    ),
    Kept(
        "workshops.candidate",
        "a workshop that was held on a day that is none now",
        lambda case: held(case.with_workshop(1, date=date(2027, 3, 3)), 1),
    ),
    Kept(
        "workshops.count",
        "one workshop fewer, as the programme says",
        lambda case: case.with_plan(workshops=case.plan.workshops[:2]).with_settings(
            "workshops", count=2
        ),
    ),
    Kept(
        "workshops.max_missed",
        "a pair that misses as many as it may",
        lambda case: case.with_settings("workshops", max_missed=1),
    ),
    Kept(
        "workshops.absent",
        "both partners, by id",
        lambda case: case.with_answer("H2", THIRD, Answer.NO).with_workshop(3, absent=("H2", "P2")),
    ),
    Kept(
        "waiting.twice",
        "two people who wait for one reason",
        lambda case: case.with_item("waiting", 0, reason=case.plan.waiting[1].reason),
    ),
    Kept(
        "waiting.nobody_else",
        "a reserve who waits",
        lambda case: case.with_record("people", "P3", status=Status.RESERVE),
    ),
    Kept("waiting.reason", "a reason", lambda case: case.with_item("waiting", 0, reason="ill")),
    Kept("bound", "a bound above the total", lambda case: case.with_plan(bound=1793)),
    Kept(
        "gap",
        "the gap that goes with the bound",
        lambda case: case.with_plan(status=Outcome.FEASIBLE, bound=1793, gap=0.1),
    ),
    Kept(
        "workshops.state",
        "a workshop that is held in the running plan as well",
        lambda case: running(case, WorkshopState.HELD).with_workshop(1, state=WorkshopState.HELD),
    ),
    Kept(
        "partner_id",
        "a partner who has withdrawn",
        lambda case: case.with_record("people", "H3", partner_id="P2", status=Status.WITHDRAWN),
    ),
    Kept(
        "pairing.min_fit",
        "a fit that is just enough",
        lambda case: case.with_settings("pairing", min_fit=800),
    ),
    Kept(
        "decisions.locked",
        "a locked pair that is there",
        lambda case: case.with_decisions(locked=(("P1", "H1"),)),
    ),
    Kept(
        "decisions.forbidden",
        "a forbidden pair that is not there",
        lambda case: case.with_decisions(forbidden=(("P1", "H2"),)),
    ),
    Kept(
        "status.confirmed",
        "a confirmed person in a pair",
        lambda case: case.with_record("people", "P1", status=Status.CONFIRMED),
    ),
    Kept(
        "objective.total",
        "an avoided date under two calendar rows",
        lambda case: case.with_cohort(
            calendar=(
                *case.cohort.calendar,
                CalendarRow(date_from=SECOND, date_to=THIRD, kind="avoid", area="North"),
                CalendarRow(date_from=THIRD, date_to=THIRD, kind="avoid", label="again"),
            )
        ),
    ),
    Kept(
        "projects.max_pairs",
        "as many pairs as a project takes",
        lambda case: case.with_record("projects", "PR1", max_pairs=2),
    ),
    Kept(
        "projects.min_pairs",
        "as many pairs as a project needs, and none for another",
        lambda case: case.with_record("projects", "PR1", min_pairs=2).with_record(
            "projects", "PR2", min_pairs=2
        ),
    ),
    Kept(
        "workshops.min_gap_days",
        "workshops just far enough apart",
        lambda case: case.with_settings("workshops", min_gap_days=28),
    ),
    Kept(
        "workshops.max_gap_days",
        "workshops just close enough",
        lambda case: case.with_settings("workshops", max_gap_days=28),
    ),
    Kept(
        "workshops.blocks",
        "a block over Easter",
        blocks((2, 1), date(2027, 3, 25), date(2027, 3, 30), date(2027, 4, 27)),
    ),
    Kept(
        "workshops.min_gap_days",
        "a block just far enough from the next one",
        blocks((2, 1), date(2027, 3, 30), date(2027, 3, 31), date(2027, 4, 21)),
    ),
    Kept(
        "workshops.blocked",
        "a blocked day of one area",
        lambda case: case.with_cohort(
            calendar=(CalendarRow(date_from=SECOND, date_to=SECOND, kind="blocked", area="North"),)
        ),
    ),
    Kept(
        "workshops.fixed",
        "a fixed workshop on its day",
        lambda case: case.with_decisions(fixed_dates={2: SECOND}),
    ),
    Kept(
        "workshops.everyone",
        "a workshop for everyone that every pair attends",
        lambda case: case.with_settings("workshops", everyone=(1, 2)),
    ),
    Kept(
        "venues.open",
        "a venue that is free that day",
        lambda case: case.with_workshop(1, venue="V2", date=date(2027, 3, 4)),
    ),
    Kept(
        "venues.suitable",
        "a venue that is just large enough",
        lambda case: case.with_record("venues", "V3", capacity=5).with_workshop(1, venue="V3"),
    ),
    Kept(
        "check_ins.window",
        "a check-in on the last day for it",
        lambda case: case.with_check_in(date=date(2027, 3, 23)),
    ),
    Kept(
        "check_ins.per_gap",
        "as many check-ins as there may be",
        lambda case: more_check_ins(check_in())(case.with_settings("check_ins", per_gap=2)),
    ),
    Kept(
        "check_ins.partners",
        "a check-in to which a partner comes if needed",
        lambda case: case.with_answer("H1", date(2027, 3, 16), Answer.IF_NEEDED),
    ),
    Kept(
        "facilitators.max_pairs",
        "as many pairs as a facilitator takes",
        lambda case: case.with_record("facilitators", "F1", max_pairs=1),
    ),
    Kept(
        "waiting.missing",
        "somebody without consent who does not wait",
        lambda case: case.with_record("people", "P3", consent=False).with_plan(
            waiting=case.plan.waiting[:1]
        ),
    ),
]


def test_a_sound_plan_has_no_findings(sound: Case) -> None:
    assert check_plan(sound.cohort, sound.plan) == ()


def test_an_infeasible_plan_that_says_why_has_no_findings(without_plan: Case) -> None:
    case = infeasible(without_plan, reasons=without_plan.plan.reasons)
    assert check_plan(case.cohort, case.plan) == ()


def test_a_plan_is_not_expected_to_hold_a_locked_pair_when_there_is_no_plan(
    without_plan: Case,
) -> None:
    case = without_plan.with_decisions(locked=(("P1", "H1"),))
    assert set(findings(case)) == {"provenance.input_digest"}


@pytest.mark.parametrize("broken", BROKEN, ids=names(BROKEN))
def test_a_broken_rule_is_found_and_said(sound: Case, broken: Broken) -> None:
    found = findings(broken.change(sound))
    assert broken.says in " | ".join(found.get(broken.rule, []))


@pytest.mark.parametrize("kept", KEPT, ids=names(KEPT))
def test_a_rule_that_is_just_kept_is_not_reported(sound: Case, kept: Kept) -> None:
    assert kept.rule not in findings(kept.change(sound))


@pytest.mark.parametrize("cases", ["BROKEN", "KEPT"])
def test_every_rule_has_a_test_that_breaks_it_and_one_that_just_keeps_it(cases: str) -> None:
    modules = [import_module(path.stem) for path in Path(__file__).parent.glob("test_*.py")]
    rules = {one.rule for module in modules for one in getattr(module, cases, [])}
    assert rules == set(CHECKS)


def test_only_what_depends_on_a_wrong_number_is_reported(sound: Case) -> None:
    assert set(findings(sound.with_pair(1, missed=0))) == {"missed"}


def test_nothing_breaks_on_a_plan_of_people_who_do_not_exist(sound: Case) -> None:
    case = sound.with_pair(0, patient="X", professional="Y").with_pair(1, patient="H2")
    found = findings(case)
    assert "pairs.sides" in found
    assert "objective.total" not in found


def test_a_clean_plan_is_let_through(sound: Case) -> None:
    require_clean(sound.cohort, sound.plan)


def test_a_plan_with_findings_is_refused_with_all_of_them(sound: Case) -> None:
    case = sound.with_pair(0, value=0).with_objective(total=0)
    with pytest.raises(PlanError, match=r"(?s)objective\.total: .*value: value of P1\+H1"):
        require_clean(case.cohort, case.plan)


def test_a_finding_reads_as_its_rule_and_what_differs() -> None:
    assert str(Finding(rule="value", text="expected 1, found 2")) == "value: expected 1, found 2"


def test_a_side_is_taken_from_the_cohort_and_not_from_the_id(sound: Case) -> None:
    case = sound.with_record("people", "P1", side=Side.PROFESSIONAL)
    assert "P1 in P1+H1: expected a patient, found professional" in findings(case)["pairs.sides"]


def test_the_check_loads_nothing_of_the_search() -> None:
    program = (
        "import sys, matcher.check;"
        "print([name for name in sys.modules if name.startswith(('matcher.solve', 'ortools'))])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_pairs_are_scored_alike_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "LONGEST_RUN", 2)
    assert list(facts._runs([7, 1, 2, 3, 5])) == [
        slice(1, 3),
        slice(3, 4),
        slice(5, 6),
        slice(7, 8),
    ]
    assert list(facts._runs([])) == []
