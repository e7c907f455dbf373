"""What a plan should say, recomputed from its cohort alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from matcher.criteria import CRITERIA
from matcher.dates import CandidateDates, Code, answers, avoided, candidate_dates
from matcher.plans import Outcome
from matcher.scores import REASON_TEXTS, Scorer
from matcher.trios import thirds

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Facilitator, Person
    from matcher.plans import Pair, Plan, Workshop

Check = Callable[["Facts"], Iterable[str]]
"""A rule: it says in words what differs, one text for each thing that does."""

LONGEST_RUN = 64
"""How many patients are scored at once, so that memory stays bounded."""


@dataclass(frozen=True)
class Recomputed:
    """What the cohort says about one pair of a plan."""

    pair: Pair
    patient: Person
    professional: Person | None
    """Nobody where people are not paired."""
    fit: int
    parts: Mapping[str, int]
    coverage: float
    barred: str
    """Why the pair is not allowed; nothing where it is."""
    missed: tuple[int, ...]
    """The numbers of the workshops that the pair cannot attend together."""
    if_needed: int
    value: int


class _Score(NamedTuple):
    """What the scores say about one pair."""

    fit: int
    parts: Mapping[str, int]
    barred: str


ALONE = _Score(fit=0, parts={}, barred="")
"""What the scores say about somebody who comes alone, where people are not paired."""


class Facts:
    """A cohort and a plan, and what the one says about the other."""

    def __init__(self, cohort: Cohort, plan: Plan) -> None:
        self.cohort = cohort
        self.plan = plan

    @property
    def has_plan(self) -> bool:
        """Whether the status says that there is a plan."""
        return self.plan.status in (Outcome.OPTIMAL, Outcome.FEASIBLE)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody, by id."""
        return {person.person_id: person for person in self.cohort.people}

    @cached_property
    def leaders(self) -> dict[str, Facilitator]:
        """Every facilitator, by id."""
        return {leader.facilitator_id: leader for leader in self.cohort.facilitators}

    @cached_property
    def candidates(self) -> CandidateDates:
        """The candidate dates."""
        return candidate_dates(self.cohort)

    @cached_property
    def ordered(self) -> tuple[Workshop, ...]:
        """The workshops by number, whatever their order in the plan."""
        return tuple(sorted(self.plan.workshops, key=lambda workshop: workshop.number))

    @cached_property
    def paired(self) -> Counter[str]:
        """How often each id stands in a pair."""
        return Counter(identity for pair in self.plan.pairs for identity in pair.members)

    @cached_property
    def thirds(self) -> dict[tuple[str, str], str]:
        """Pair -> third member, as the cohort has them."""
        return thirds(self.cohort)

    def members(self, couple: tuple[str, str | None]) -> list[str]:
        """Return the ids of everybody in a pair of the plan, its third included."""
        who = next((pair.third for pair in self.plan.pairs if pair.couple == couple), None)
        return [one for one in (*couple, who) if one is not None]

    @cached_property
    def couples(self) -> set[tuple[str, str | None]]:
        """The pairs as ids."""
        return {pair.couple for pair in self.plan.pairs}

    @cached_property
    def _codes(self) -> dict[tuple[str, date], int]:
        members = [person for person in self.cohort.people if person.person_id in self.paired]
        check_ins = (check_in.date for check_in in self.plan.check_ins)
        workshops = (workshop.date for workshop in self.plan.workshops)
        catch_ups = (one.date for one in self.plan.catch_ups)
        days: Sequence[date] = sorted({*workshops, *check_ins, *catch_ups})
        grid = answers(self.cohort, members, days)
        return {
            (person.person_id, day): int(grid[row, column])
            for row, person in enumerate(members)
            for column, day in enumerate(days)
        }

    def code(self, identity: str, day: date) -> int:
        """Return what a person of the pairs answered for a day of the plan, as `Code`."""
        return self._codes.get((identity, day), int(Code.UNKNOWN))

    @cached_property
    def is_complete(self) -> bool:
        """Whether every pair could be recomputed: its people exist, on their sides."""
        return len(self.recomputed) == len(self.plan.pairs)

    @cached_property
    def scorer(self) -> Scorer:
        """What scores the pairs of the cohort, afresh."""
        return Scorer(self.cohort)

    @cached_property
    def recomputed(self) -> tuple[Recomputed, ...]:
        """What the cohort says about each pair whose people exist, on their sides."""
        if not self.cohort.programme.pairing.form_pairs:
            known = [
                pair
                for pair in self.plan.pairs
                if pair.patient in self.people and pair.professional is None
            ]
            return tuple(self._recompute(pair, ALONE, 1.0) for pair in known)
        row = {person.person_id: index for index, person in enumerate(self.cohort.patients)}
        column = {person.person_id: index for index, person in enumerate(self.cohort.professionals)}
        paired = [
            (pair, pair.patient, pair.professional)
            for pair in self.plan.pairs
            if pair.patient in row and pair.professional in column
        ]
        if not paired:
            return ()
        cells = [(row[patient], column[professional]) for _, patient, professional in paired]
        scores = _scores(self.scorer, cells)
        return tuple(
            self._recompute(pair, scores[cell], self.scorer.coverage(patient, professional))
            for (pair, patient, professional), cell in zip(paired, cells, strict=True)
        )

    def _recompute(self, pair: Pair, score: _Score, coverage: float) -> Recomputed:
        missed = tuple(
            workshop.number for workshop in self.ordered if not self._attends(pair, workshop)
        )
        if_needed = self._if_needed(pair)
        costs = self.cohort.programme.costs
        return Recomputed(
            pair=pair,
            patient=self.people[pair.patient],
            professional=None if pair.professional is None else self.people[pair.professional],
            fit=score.fit,
            parts=score.parts,
            coverage=coverage,
            barred=score.barred,
            missed=missed,
            if_needed=if_needed,
            value=score.fit - costs.missed_workshop * len(missed) - costs.if_needed * if_needed,
        )

    def can(self, identity: str, workshop: Workshop) -> bool:
        """Return whether a person of the pairs can come to a workshop."""
        return self.code(identity, workshop.date) >= Code.IF_NEEDED

    def _attends(self, pair: Pair, workshop: Workshop) -> bool:
        return all(self.can(who, workshop) for who in pair.two)

    def _if_needed(self, pair: Pair) -> int:
        return sum(
            self.code(who, workshop.date) == Code.IF_NEEDED
            for workshop in self.ordered
            if self._attends(pair, workshop)
            for who in pair.two
        )

    @cached_property
    def total(self) -> int:
        """The sum of the pairs' values, less what the dates cost."""
        days = [workshop.date for workshop in self.plan.workshops]
        shunned = int(avoided(self.cohort, days).sum())
        costs = self.cohort.programme.costs
        repeats = len(days) - len({day.weekday() for day in days})
        dates = costs.avoided_date * shunned + costs.same_weekday * repeats
        return sum(one.value for one in self.recomputed) - dates


def _scores(scorer: Scorer, cells: Sequence[tuple[int, int]]) -> dict[tuple[int, int], _Score]:
    """Score some pairs, each given as its row and its column."""
    columns: dict[int, set[int]] = {}
    for row, column in cells:
        columns.setdefault(row, set()).add(column)
    scores = {}
    for rows in _runs(columns):
        block = scorer.block(rows)
        for index, row in enumerate(range(rows.start, rows.stop)):
            for column in columns[row]:
                given = block.parts[:, index, column].tolist()
                scores[row, column] = _Score(
                    fit=int(block.fit[index, column]),
                    parts={one.name: part for one, part in zip(CRITERIA, given, strict=True)},
                    barred=REASON_TEXTS[int(block.reason[index, column])],
                )
    return scores


def _runs(rows: Iterable[int]) -> Iterator[slice]:
    """Yield some rows as runs of neighbours, none of them longer than `LONGEST_RUN`."""
    run: list[int] = []
    for row in sorted(rows):
        if run and (row != run[-1] + 1 or len(run) == LONGEST_RUN):
            yield slice(run[0], run[-1] + 1)
            run = []
        run.append(row)
    if run:
        yield slice(run[0], run[-1] + 1)


def name(pair: Pair) -> str:
    """Return what findings call a pair."""
    return "+".join(pair.two)


def differs(where: str, expected: object, found: object) -> str:
    """Return the text of a finding about one value."""
    return f"{where}: expected {expected}, found {found}"
