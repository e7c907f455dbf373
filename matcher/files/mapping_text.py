"""What was recognised in a cohort -> the text of a `mapping.toml`, to be looked over by people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.files.columns import TABLE_NAMES
from matcher.files.mapping import FILES, WORDS

if TYPE_CHECKING:
    from matcher.files.recognising import Recognised

HEAD = """\
# What the names in these files stand for. Put this file beside them, as mapping.toml.
# "Their heading" = "our_column", or "" to leave the column out.
# Lines that begin with # are proposals: take the # away to use one.
"""


def mapping_text(recognised: Recognised) -> str:
    """Return the text of a `mapping.toml`: what was recognised, and proposals as comments."""
    mapping = recognised.mapping
    known = {FILES: mapping.files, **mapping.columns, **mapping.words}
    lines = [HEAD]
    for section in (FILES, *TABLE_NAMES, *WORDS):
        own = list(_lines(known.get(section, {}), ""))
        others = list(_lines(recognised.suggestions.get(section, {}), "# "))
        if own or others:
            lines += [f"[{section}]", *own, *others, ""]
    return "\n".join(lines)


def _lines(words: dict[str, str], mark: str) -> Iterator[str]:
    for key, value in words.items():
        yield f"{mark}{_quoted(key)} = {_quoted(value)}"


def _quoted(text: str) -> str:
    # TOML's strings are JSON's, but for the character 7F.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
