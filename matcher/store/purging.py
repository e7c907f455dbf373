"""Removing a person from the whole memory, while the arithmetic stays."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, text, update

from matcher.store.errors import AmbiguousPersonError, UnknownNameError, UnreachableError
from matcher.store.finding import scenario_named, scenarios
from matcher.store.purging_drafts import faces_in_drafts, purge_drafts
from matcher.store.records import Act, Purged
from matcher.store.removing import Face, Remover, faces
from matcher.store.tables import (
    ACCESS,
    COHORT,
    DECISION,
    LOG,
    METADATA,
    PLAN,
    SCENARIO,
    TOUCHED,
    VARIANT,
    WORDING,
)
from matcher.store.turns import begin
from matcher.wording import plain

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.engine import Connection

    from matcher.store.database import Database
    from matcher.store.log import Signature
    from matcher.store.turns import Turn

BACKUPS = (
    "backups made before, plan folders and the cohort's own files hold the person still; remove "
    "them there too, and make a new backup"
)

WIPE_SECONDS = 2
"""How long clearing up waits for others who have the file open."""


@dataclass(frozen=True)
class Found:
    """Where a person is."""

    gone: frozenset[Face]
    scenarios: dict[int, str]
    """The scenarios with the person, by their keys."""
    cohorts: frozenset[int]
    plans: frozenset[int]


def purge(connection: Connection, person: str, scenario: str | None, signed: Signature) -> Purged:
    """Remove a person in the transaction that is open; see `Store.purge`."""
    found = _found(connection, person, scenario)
    turns = [begin(connection, name) for _, name in sorted(found.scenarios.items())]
    remover = Remover(found.gone, _free_pseudonym(connection))
    for key in sorted(found.cohorts):
        _rewrite(connection, COHORT, key, ("content",), remover)
    for key in sorted(found.plans):
        _rewrite(connection, PLAN, key, ("changes", "content"), remover)
    purge_drafts(connection, found.scenarios, remover)
    _rename_touched(connection, found, remover)
    _shut_out(connection, found)
    texts = _reword(connection, found, remover)
    for turn in turns:
        texts += _rename_scenario(turn, remover) + _rename_variants(turn, remover)
        why = replace(signed, why=remover.pseudonym)
        turn.end(Act.PURGED, why, None, turn.standing)
    return Purged(
        pseudonym=remover.pseudonym,
        scenarios=_names(connection, found),
        cohorts=len(found.cohorts),
        plans=len(found.plans),
        answers=remover.answers,
        texts=texts,
        remnants=(),
    )


def wipe(database: Database) -> tuple[str, ...]:
    """Let the database forget what it only marked as free, and say what is still to do."""
    if database.file is None:
        return (*_wipe_postgresql(database), BACKUPS)
    copies = sorted(database.file.parent.glob(f"{database.file.name}.before-*"))
    old = [f"{copy} was made before an update and holds the person still" for copy in copies]
    return (*old, *_wipe_sqlite(database), BACKUPS)


def _wipe_sqlite(database: Database) -> tuple[str, ...]:
    done = False
    with closing(database.engine.raw_connection()) as raw:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {WIPE_SECONDS * 1000}")
        try:
            cursor.execute("VACUUM")
            done = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                return (f"the file could not be cleared up ({error}); purge again",)
    if done:
        return ()
    return ("somebody has the file open; when they have closed it, open it once more",)


def _wipe_postgresql(database: Database) -> tuple[str, ...]:
    try:
        with database.said_clearly(), database.engine.connect() as connection:
            plainly = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in METADATA.sorted_tables:
                plainly.execute(text(f'VACUUM (FULL) "{table.name}"'))
    except UnreachableError as error:
        return (f"whoever owns the tables has to run VACUUM FULL: {error}",)
    return ()


def _found(connection: Connection, person: str, scenario: str | None) -> Found:
    """Find somebody by what they are called, and everything that they stand in."""
    only = None if scenario is None else scenario_named(connection, scenario).name
    where, in_cohort = _looked_through(connection, person, only)
    _refuse_several(person, where, only)
    gone = frozenset(face for each in where.values() for face in each)
    rows = connection.execute(select(PLAN.c.id, PLAN.c.scenario_id, PLAN.c.cohort_id)).all()
    if not gone:
        return _signatory(connection, person, only)
    named = connection.execute(select(SCENARIO.c.id, SCENARIO.c.name))
    names = {row.id: row.name for row in named}
    first = {key for key, name in names.items() if name in where}
    shared = {row.cohort_id for row in rows if row.scenario_id in first} & in_cohort
    keys = first | {row.scenario_id for row in rows if row.cohort_id in shared}
    plans = {row.id: row.cohort_id for row in rows if row.scenario_id in keys}
    return Found(
        gone,
        {key: names[key] for key in sorted(keys)},
        frozenset(plans.values()),
        frozenset(plans),
    )


def _looked_through(
    connection: Connection, person: str, only: str | None
) -> tuple[dict[str, set[Face]], set[int]]:
    """Return who answers to a name in each scenario, and the cohorts in which somebody does."""
    contents = connection.execute(select(COHORT.c.id, COHORT.c.content))
    known = {row.id: tuple(faces(row.content)) for row in contents}
    wanted = select(PLAN.c.cohort_id, PLAN.c.changes, SCENARIO.c.name).join_from(
        PLAN, SCENARIO, PLAN.c.scenario_id == SCENARIO.c.id
    )
    where: dict[str, set[Face]] = defaultdict(set)
    cohorts = set()
    for row in connection.execute(wanted):
        if only is not None and row.name != only:
            continue
        here = {face for face in known[row.cohort_id] if face.answers_to(person)}
        cohorts |= {row.cohort_id} if here else set()
        here |= {face for face in faces(row.changes) if face.answers_to(person)}
        if here:
            where[row.name] |= here
    for name, known_there in faces_in_drafts(connection):
        here = {face for face in known_there if face.answers_to(person)}
        if here and only in (None, name):
            where[name] |= here
    return where, cohorts


def _refuse_several(person: str, where: dict[str, set[Face]], only: str | None) -> None:
    """Refuse a name to which several people answer."""
    for name, here in where.items():
        ids = sorted({face.identity for face in here})
        if len(ids) > 1:
            raise AmbiguousPersonError(
                f'Several people in "{name}" answer to "{person}": {", ".join(ids)}. Name one id.'
            )
    looks = {
        tuple(sorted({(plain(face.name), plain(face.email)) for face in here}))
        for here in where.values()
    }
    unnamed = any(look == (("", ""),) for look in looks)
    if only is None and len(where) > 1 and (len(looks) > 1 or unnamed):
        listed = ", ".join(f'"{name}"' for name in sorted(where))
        raise AmbiguousPersonError(
            f'"{person}" may be another person in each of {listed}. '
            "Say where, once for each: --scenario NAME."
        )


def _signatory(connection: Connection, person: str, only: str | None) -> Found:
    """Find somebody who only signed: who kept, reviewed or approved a plan."""
    signed = select(WORDING.c.id).where(WORDING.c.text == person.strip())
    keys = set(connection.execute(signed).scalars())
    by_log = select(LOG.c.scenario_id, SCENARIO.c.name).join_from(
        LOG, SCENARIO, LOG.c.scenario_id == SCENARIO.c.id
    )
    rows = connection.execute(by_log.where(LOG.c.who_id.in_(keys)).distinct())
    where = {row.scenario_id: row.name for row in rows if only in (None, row.name)}
    if not where:
        place = f' in "{only}"' if only else ""
        raise UnknownNameError(
            f'Nobody{place} answers to "{person}". Write an id, an e-mail address or a name as it '
            "stands in the cohort, or as somebody signed."
        )
    face = Face("", person.strip(), "")
    return Found(frozenset({face}), where, frozenset(), frozenset())


def _free_pseudonym(connection: Connection) -> str:
    """Return a pseudonym that nobody has, and that was never given."""
    used = set(connection.execute(select(WORDING.c.text)).scalars())
    for content in connection.execute(select(COHORT.c.content)).scalars():
        used |= {face.identity for face in faces(content)}
    number = 1
    while f"gone-{number}" in used:
        number += 1
    return f"gone-{number}"


def _rewrite(
    connection: Connection, table: Table, key: int, names: tuple[str, ...], remover: Remover
) -> None:
    row = connection.execute(select(table).where(table.c.id == key)).one()._mapping
    values: dict[str, Any] = {name: remover.content(row[name], name) for name in names}
    connection.execute(update(table).where(table.c.id == key).values(**values, purged=True))


def _rename_scenario(turn: Turn, remover: Remover) -> int:
    """Take the person out of the name of a scenario, and return how often."""
    wanted = remover.text(turn.name, parts=False)
    if wanted == turn.name:
        return 0
    taken = {one.name for one in scenarios(turn.connection)}
    after, number = wanted, 1
    while after in taken:
        number += 1
        after = f"{wanted} ({number})"
    same = SCENARIO.c.id == turn.scenario
    turn.connection.execute(update(SCENARIO).where(same).values(name=after))
    return 1


def _rename_variants(turn: Turn, remover: Remover) -> int:
    """Take the person out of the names that scenarios have in a cohort, and return how often."""
    changed = 0
    wanted = select(VARIANT).where(VARIANT.c.scenario_id == turn.scenario)
    for row in turn.connection.execute(wanted).all():
        after = remover.text(row.name, parts=False)
        if after != row.name:
            where = VARIANT.c.scenario_id == row.scenario_id
            turn.connection.execute(update(VARIANT).where(where).values(name=after))
            changed += 1
    return changed


def _shut_out(connection: Connection, found: Found) -> None:
    """Share nothing with the person any more; what they own stays theirs."""
    addresses = {plain(face.email) for face in found.gone} - {""}
    theirs = ACCESS.c.scenario_id.in_(found.scenarios) & ACCESS.c.who.in_(addresses)
    connection.execute(delete(ACCESS).where(theirs, ACCESS.c.is_owner.is_(False)))


def _names(connection: Connection, found: Found) -> tuple[str, ...]:
    wanted = select(SCENARIO.c.name).where(SCENARIO.c.id.in_(found.scenarios))
    return tuple(connection.execute(wanted.order_by(SCENARIO.c.id)).scalars())


def _rename_touched(connection: Connection, found: Found, remover: Remover) -> None:
    for side in (TOUCHED.c.patient, TOUCHED.c.professional):
        for identity in {face.identity for face in found.gone}:
            theirs = TOUCHED.c.plan_id.in_(found.plans) & (side == identity)
            connection.execute(update(TOUCHED).where(theirs).values({side.name: remover.pseudonym}))


def _reword(connection: Connection, found: Found, remover: Remover) -> int:
    """Take the person out of what was written about the scenarios, and return how often."""
    plans = select(PLAN.c.id).where(PLAN.c.scenario_id.in_(found.scenarios))
    signed = [(table, table.c.plan_id.in_(plans)) for table in (DECISION, TOUCHED)] + [
        (LOG, LOG.c.scenario_id.in_(found.scenarios))
    ]
    changed = 0
    for column, parts in (("who_id", False), ("why_id", True)):
        keys = {
            key
            for table, where in signed
            for key in connection.execute(select(table.c[column]).where(where)).scalars()
        }
        written = connection.execute(select(WORDING).where(WORDING.c.id.in_(keys))).all()
        for row in written:
            after = remover.text(row.text, parts=parts)
            if not parts and any(plain(row.text) == plain(face.name) for face in found.gone):
                after = remover.pseudonym
            if after != row.text:
                connection.execute(update(WORDING).where(WORDING.c.id == row.id).values(text=after))
                changed += 1
    return changed
