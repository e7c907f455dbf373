"""The fingerprint of a cohort, by which a plan says what it was made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.cohort import Cohort


def digest(cohort: Cohort) -> str:
    """Return the SHA-256 of everything in a cohort, as ``"sha256:<hex>"``.

    The order of rows, of columns and of entries does not matter; where the cohort came from and
    the changes that led to it do not either, only what it says.
    """
    content = cohort.model_dump(mode="json")
    for rows in ROWS_WITHOUT_ID:
        content[rows] = sorted(content[rows], key=_canonical)
    return f"sha256:{hashlib.sha256(_canonical(content).encode('ascii')).hexdigest()}"


ROWS_WITHOUT_ID = ("travel", "calendar")
"""Rows that no id puts in order: two that differ only in an unknown column may stand either way."""


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
