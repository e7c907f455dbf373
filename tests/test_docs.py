"""The documentation says what the code does."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from matcher.check import CHECKS
from matcher.files.columns import NOT_COLUMNS, TABLES, Reply, columns_of
from matcher.programme import Programme

DOCS = Path(__file__).parent.parent / "docs"


def settings_tables() -> str:
    """Return the settings as the tables that `docs/files.md` holds."""
    lines: list[str] = []
    for section, field in Programme.model_fields.items():
        lines += [
            "",
            f"### `[{section}]`",
            "",
            "| key | default | meaning |",
            "| --- | --- | --- |",
        ]
        for key, setting in field.annotation.model_fields.items():  # type: ignore[union-attr]
            default = "required" if setting.is_required() else _shown(setting.get_default())
            lines.append(f"| `{key}` | {default} | {' '.join(setting.description.split())} |")
    return "\n".join(lines).strip()


def _shown(default: Any) -> str:
    if default is None:
        return "none"
    if isinstance(default, StrEnum):
        default = default.value
    return f"`{json.dumps(default)}`"


def test_the_settings_in_the_docs_are_those_of_the_programme() -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8")
    shown = text.split("<!-- settings -->")[1].split("<!-- /settings -->")[0].strip()
    assert shown == settings_tables()


def columns_tables() -> str:
    """Return the columns as the tables that `docs/files.md` holds."""
    lines: list[str] = []
    for name, record in TABLES.items():
        lines += ["", f"### {name}", "", "| column | meaning |", "| --- | --- |"]
        needed = {column.name for column in columns_of(record) if column.required}
        for field, info in record.model_fields.items():
            if field in NOT_COLUMNS - {"motivation"}:
                continue
            shown = "motivation_…" if field == "motivation" else field
            star = "*" if field in needed or (record is Reply) else ""
            lines.append(f"| `{shown}`{star} | {' '.join((info.description or '').split())} |")
    return "\n".join(lines).strip()


def test_the_columns_in_the_docs_are_those_of_the_files() -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8")
    shown = text.split("<!-- columns -->")[1].split("<!-- /columns -->")[0].strip()
    assert shown == columns_tables()


def test_the_docs_name_every_rule_that_is_checked() -> None:
    text = (DOCS / "rules.md").read_text(encoding="utf-8")
    assert {rule for rule in CHECKS if f"`{rule}`" not in text} == set()
