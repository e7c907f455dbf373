"""The documentation says what the code does."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from matcher.files.columns import RECORDS
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


def test_the_docs_name_every_column_of_every_file() -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8")
    columns = {
        field
        for record in RECORDS.values()
        for field in record.model_fields
        if field not in {"dates", "extra", "motivation"}
    }
    assert {column for column in columns if f"`{column}`" not in text} == set()
