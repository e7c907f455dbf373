"""What people are called in an explanation, so that nobody is taken for somebody else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.cohort import Cohort


class Called:
    """Names of people: with the id where a name is missing or stands for several.

    Parameters
    ----------
    cohort
        Where the names stand.
    """

    def __init__(self, cohort: Cohort) -> None:
        self._names = {one.person_id: one.name for one in cohort.people}
        self._often = Counter(self._names.values())

    def __call__(self, identity: str) -> str:
        """Return what somebody is called."""
        name = self._names.get(identity, "")
        return name if name and self._often[name] == 1 else self.in_full(identity)

    def in_full(self, identity: str) -> str:
        """Return the name with the id."""
        name = self._names.get(identity, "")
        return f"{name} ({identity})" if name else identity
