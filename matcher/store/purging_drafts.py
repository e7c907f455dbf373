"""Taking a person out of the files as they are being worked on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from matcher.drafts.keeping import from_json, to_json
from matcher.store.errors import StoreError
from matcher.store.removing import Face, Remover, faces
from matcher.store.removing_drafts import faces_in, without
from matcher.store.tables import SCENARIO, SHELVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


def faces_in_drafts(connection: Connection) -> Iterator[tuple[str, tuple[Face, ...]]]:
    """Yield everybody in each draft, with the name of its scenario."""
    wanted = select(SHELVED.c.draft, SCENARIO.c.name).join_from(
        SHELVED, SCENARIO, SHELVED.c.scenario_id == SCENARIO.c.id
    )
    for row in connection.execute(wanted.where(SHELVED.c.draft.is_not(None))):
        content = _read(row.draft, row.name)
        files = faces_in(from_json(content["files"])) if "files" in content else ()
        yield row.name, (*faces(content), *files)


def purge_drafts(connection: Connection, scenarios: Iterable[int], remover: Remover) -> int:
    """Take a person out of the drafts of some scenarios, and return out of how many.

    Where they were a participant, somebody who has left stands in their place.
    """
    changed = 0
    wanted = select(SHELVED.c.scenario_id, SHELVED.c.draft).where(
        SHELVED.c.scenario_id.in_(tuple(scenarios)), SHELVED.c.draft.is_not(None)
    )
    for row in connection.execute(wanted).all():
        before = _read(row.draft, str(row.scenario_id))
        after = remover.content({key: one for key, one in before.items() if key != "files"})
        if "files" in before:
            after["files"] = to_json(without(from_json(before["files"]), remover))
        if after != before:
            _let_leave(after, remover.pseudonym)
            where = SHELVED.c.scenario_id == row.scenario_id
            draft = json.dumps(after, ensure_ascii=False).encode()
            connection.execute(update(SHELVED).where(where).values(draft=draft))
            changed += 1
    return changed


def _let_leave(value: Any, pseudonym: str) -> None:
    """Let nobody plan with somebody who was removed."""
    if isinstance(value, dict):
        if value.get("person_id") == pseudonym and "status" in value:
            value["status"] = "withdrawn"
        for one in value.values():
            _let_leave(one, pseudonym)
    elif isinstance(value, list):
        for one in value:
            _let_leave(one, pseudonym)


def _read(draft: bytes, name: str) -> Any:
    try:
        return json.loads(draft)
    except ValueError:
        raise StoreError(
            f'The draft of "{name}" cannot be read, so nobody can be removed from it. '
            "Save the cohort once more with this version."
        ) from None
