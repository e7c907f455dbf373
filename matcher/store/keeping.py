"""Keeping a plan: the whole of what it was made from, and who touched which pair, and why."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from matcher.digest import digest
from matcher.store.errors import RefusedError, StoreError, UnknownNameError
from matcher.store.finding import kept_plans
from matcher.store.log import Signature, stood_at
from matcher.store.records import Act, PlanState, TouchedPair
from matcher.store.tables import COHORT, DECISION, PLAN, TOUCHED
from matcher.store.turns import begin_new, changed_since
from matcher.store.wordings import checked

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from matcher.cohort import Cohort
    from matcher.plans import Plan
    from matcher.store.records import LogEntry
    from matcher.store.turns import Turn

LIBRARIES = "numpy", "scipy", "pydantic", "holidays"
"""Those besides the solver whose version may change what comes out."""

Touch = tuple[str, str, str]
"""Kind, patient, professional."""


def keep(
    connection: Connection,
    plan: Plan,
    name: str,
    signed: Signature,
    reasons: Mapping[tuple[str, str], str],
    seen: int | None,
) -> tuple[int, tuple[LogEntry, ...]]:
    """Keep a plan after the one at which its scenario stands, or beside it.

    Returns
    -------
    tuple
        Its number; and what others did to the scenario since it was seen, in which case the plan
        is a branch of the one that was seen.
    """
    turn = begin_new(connection, name)
    meanwhile = changed_since(turn, seen)
    if meanwhile and seen is not None:
        number = _put(turn, plan, stood_at(connection, turn.scenario, seen), signed, reasons)
        turn.end(Act.BRANCHED, signed, number, turn.standing)
        return number, meanwhile
    number = keep_next(turn, plan, signed, reasons)
    turn.end(Act.KEPT, signed, number, number)
    return number, ()


def keep_next(
    turn: Turn, plan: Plan, signed: Signature, reasons: Mapping[tuple[str, str], str]
) -> int:
    """Keep a plan after the one at which a scenario stands, move on to it, return its number."""
    number = _put(turn, plan, turn.standing, signed, reasons)
    if turn.standing is not None:
        before = PLAN.c.id == turn.standing
        turn.connection.execute(update(PLAN).where(before).values(next_id=number))
    turn.move_to(number)
    return number


def refuse_disagreeing(plan: Plan) -> None:
    """Raise an error where a plan does not agree with its cohort."""
    from matcher.check import check_plan

    wrong = check_plan(plan.cohort, plan)
    if wrong:
        listed = "; ".join(str(one) for one in wrong[:5])
        raise RefusedError(f"This plan does not agree with its cohort: {listed}.")


def _put(
    turn: Turn,
    plan: Plan,
    parent: int | None,
    signed: Signature,
    reasons: Mapping[tuple[str, str], str],
) -> int:
    """Write down a plan as a draft, with who touched which pair."""
    connection, touches = turn.connection, tuple(_touches(plan.cohort))
    told = _told(reasons, touches)
    number = _insert(connection, plan, turn.scenario, parent)
    row = {"plan_id": number, "state": PlanState.DRAFT.value}
    connection.execute(insert(DECISION).values(**row, **signed.columns(connection)))
    before = kept_plans(connection, number=parent)[0].touched if parent is not None else ()
    for touch in touches:
        _sign_touch(connection, number, touch, told, before, signed)
    return number


def versions_now(plan: Plan) -> dict[str, str]:
    """Return the versions that decide what comes out."""
    made = plan.provenance
    own = {"matcher": made.version, "ortools": made.ortools, "python": platform.python_version()}
    return own | {name: version(name) for name in LIBRARIES}


def _insert(connection: Connection, plan: Plan, scenario: int, parent: int | None) -> int:
    from matcher.changes import dump

    row = {
        "scenario_id": scenario,
        "parent_id": parent,
        "cohort_id": _cohort(connection, plan.cohort.base),
        "state": PlanState.DRAFT.value,
        "digest": plan.provenance.input_digest,
        "versions": versions_now(plan),
        "changes": dump(plan.cohort.changes),
        "content": plan.model_dump(mode="json"),
        "purged": False,
    }
    made = insert(PLAN).values(**row).returning(PLAN.c.id)
    return int(connection.execute(made).scalar_one())


def _cohort(connection: Connection, cohort: Cohort) -> int:
    """Return the key of a cohort that is kept, already or from now on."""
    own = digest(cohort)
    known = select(COHORT.c.id).where(COHORT.c.digest == own, COHORT.c.purged.is_(False))
    found: int | None = connection.execute(known.order_by(COHORT.c.id).limit(1)).scalar()
    if found is not None:
        return found
    row: dict[str, Any] = {"digest": own, "content": cohort.model_dump(mode="json")}
    made = insert(COHORT).values(**row, purged=False).returning(COHORT.c.id)
    return int(connection.execute(made).scalar_one())


def _touches(cohort: Cohort) -> Iterator[Touch]:
    """Yield each pair that is locked or forbidden by hand, and each where that was taken back."""
    from matcher.changes import Allow, Unlock

    decided = cohort.decisions
    held = {
        "lock": decided.locked,
        "forbid": decided.forbidden,
    }
    for kind, couples in held.items():
        for patient, professional in couples:
            yield kind, patient, professional
    lifted = {
        (change.kind, *change.couple(cohort))
        for change in cohort.changes
        if isinstance(change, Allow | Unlock)
    }
    again = {"unlock": set(decided.locked), "allow": set(decided.forbidden)}
    for kind, patient, professional in sorted(lifted):
        if (patient, professional) not in again[kind]:
            yield kind, patient, professional


def _told(
    reasons: Mapping[tuple[str, str], str], touches: tuple[Touch, ...]
) -> dict[tuple[str, str], str]:
    """Return the reasons by pair, patient first, unless one is for a pair that nobody touched."""
    couples = {(patient, professional) for _, patient, professional in touches}
    told = {}
    for one, other in reasons:
        couple = next((each for each in ((one, other), (other, one)) if each in couples), None)
        if couple is None:
            listed = ", ".join(sorted(f"{a}+{b}" for a, b in couples)) or "none"
            raise UnknownNameError(
                f"{one}+{other} is neither locked nor forbidden by hand in this plan. "
                f"Give reasons for those that are: {listed}."
            )
        if couple in told:
            raise StoreError(f"There are two reasons for {one}+{other}. Give one.")
        told[couple] = checked(reasons[one, other], "why")
    return told


def _sign_touch(
    connection: Connection,
    plan: int,
    touch: Touch,
    told: Mapping[tuple[str, str], str],
    before: tuple[TouchedPair, ...],
    signed: Signature,
) -> None:
    """Write down who touched a pair and why: now, or for the plan that this one follows."""
    kind, *couple = touch
    reason = told.get((couple[0], couple[1]))
    inherited = next(
        (one for one in before if (one.kind, one.patient, one.professional) == touch), None
    )
    if reason is not None:
        signature = Signature(signed.who, reason, signed.at)
    elif inherited is not None:
        signature = Signature(inherited.who, inherited.why, inherited.at)
    else:
        signature = signed
    row = {"plan_id": plan, "kind": kind, "patient": couple[0], "professional": couple[1]}
    connection.execute(insert(TOUCHED).values(**row, **signature.columns(connection)))
