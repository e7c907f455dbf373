"""What people, projects and places are called where people read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Pair

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import OfPair


class Names:
    """The names in a cohort, or in several: what people, projects and places are called.

    Parameters
    ----------
    cohorts
        Where the names stand; the first that knows somebody counts.
    hidden
        Whether people, facilitators too, are shown by their ids.
    """

    def __init__(self, *cohorts: Cohort, hidden: bool = False) -> None:
        last_first = cohorts[::-1]
        people = {one.person_id: one.name for it in last_first for one in it.people}
        leaders = {one.facilitator_id: one.name for it in last_first for one in it.facilitators}
        self.hidden = hidden
        self._people = {} if hidden else people
        self._professionals = {one.person_id for it in cohorts for one in it.professionals}
        self._leaders = {} if hidden else leaders
        self._projects = {one.project_id: one.title for it in last_first for one in it.projects}
        self._venues = {one.venue_id: one.name for it in last_first for one in it.venues}

    def person(self, identity: str) -> str:
        """Return what a person is called."""
        return self._people.get(identity) or identity

    def pair(self, one: OfPair) -> tuple[str, ...]:
        """Return what the one or two people are called; a third stands with who is on their side.

        Returns
        -------
        tuple of str
            As many texts as there are headings above people.
        """
        cells = [[who] for who in one.two]
        third = one.third if isinstance(one, Pair) else None
        if third is not None:
            cells[third in self._professionals].append(third)
        return tuple(" + ".join(map(self.person, cell)) for cell in cells)

    def facilitator(self, identity: str) -> str:
        """Return what a facilitator is called."""
        return self._leaders.get(identity) or identity

    def project(self, identity: str | None) -> str:
        """Return what a project is called; nothing where there is none."""
        return self._projects.get(identity or "") or identity or ""

    def venue(self, identity: str | None) -> str:
        """Return what a venue is called; nothing where there is none."""
        return self._venues.get(identity or "") or identity or ""

    def anybody(self, identity: str) -> str:
        """Return what the person, the facilitator or the venue with an id is called."""
        known = (self._people, self._leaders, self._venues)
        return next((one[identity] for one in known if one.get(identity)), identity)
