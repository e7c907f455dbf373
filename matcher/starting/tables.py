"""The tables of an empty cohort: headings alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.files.columns import AVAILABILITY, MOTIVATION, RECORDS, Reply, columns_of
from matcher.files.contents import Contents

if TYPE_CHECKING:
    from matcher.language import Words


def empty_tables(words: Words) -> tuple[Contents, ...]:
    """Return every table with its headings, and with a few statements on motivation."""
    tables = []
    for name, record in RECORDS.items():
        header = [column.name for column in columns_of(record)]
        if "motivation" in record.model_fields:
            after = header.index("project_id") + 1
            header[after:after] = [MOTIVATION + statement for statement in statements(words)]
        tables.append(Contents(name, tuple(header)))
    return (*tables, Contents(AVAILABILITY, tuple(Reply.model_fields)))


def statements(words: Words) -> tuple[str, ...]:
    """Return the names of some statements, to be replaced by those of one's own form."""
    return tuple(words.say("share_power;time;learn").split(";"))
