"""The fingerprint of a cohort, by which a plan says what it was made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.cohort import Cohort


def digest(cohort: Cohort) -> str:
    """Return the SHA-256 of everything in a cohort, as ``"sha256:<hex>"``.

    The order of rows, of columns and of entries does not matter; where the cohort came from and
    the changes that led to it do not either, only what it says. What is left at its default counts
    as not said: a setting or a column that a later version adds changes no fingerprint.
    """
    # The cohort keeps its rows in canonical order; entries of dictionaries are put in order here.
    said = cohort.model_dump(mode="json", exclude_defaults=True)
    content = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(content.encode('ascii')).hexdigest()}"
