"""From an intake to its cohorts: the one place that strings the steps together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from matcher.digest import digest
from matcher.intakes.checking import require_sound
from matcher.intakes.demands import require_intake
from matcher.intakes.folder import Work, alone, refuse_existing
from matcher.intakes.gathering import Part, gathered
from matcher.intakes.laying_out import lay_out
from matcher.intakes.pieces import Piece, plan_piece
from matcher.intakes.planning import District
from matcher.intakes.regions import Region, part_of, regions_of
from matcher.intakes.results import with_plans
from matcher.intakes.watching import Nobody
from matcher.intakes.workers import done, own_workers
from matcher.language import language_named, words_in
from matcher.parallel.asked import require_in_range
from matcher.parallel.processes import cores
from matcher.parallel.watching import Done

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from matcher.cohort import Cohort
    from matcher.intakes.results import Intake
    from matcher.intakes.watching import Watcher
    from matcher.language import Words


def intake(
    cohort: Cohort,
    *,
    out: str | Path | None = None,
    executor: Executor | None = None,
    jobs: int | None = None,
    seed: int | None = None,
    words: Words | str = "en",
    progress: Watcher | None = None,
    force: bool = False,
) -> Intake:
    """Divide an intake into cohorts, each with its pairs and dates, and prove how good that is.

    The same intake and seed give the same cohorts, whoever works on them, as long as no cohort's
    proof takes longer than `intake.seconds_per_cohort`.

    Parameters
    ----------
    cohort
        Everybody who applied, with venues and facilitators; `[intake]` says what cohorts are like.
    out
        A folder for everything, with a plan folder for each cohort in it. Without it, plans are
        kept in memory. What was finished is kept beside it until all is done: where a run is cut
        short, the next one goes on.
    executor
        Who works: any ``concurrent.futures.Executor``. By default processes of our own; a script
        that calls this needs the usual ``if __name__ == "__main__":``.
    jobs
        How many processes of our own; one a core by default, and none beside this one for 1.
    seed
        Decides between equals; `solve.seed` by default.
    words
        In which language the summary is written.
    progress
        Who is told how far it is.
    force
        Whether an intake that stands at `out` is replaced.

    Returns
    -------
    Intake
        Checked by `matcher.check_intake`.

    Raises
    ------
    matcher.InputError
        When the cohort is none that can be divided, or a number is out of range.
    matcher.OutputExistsError
        When something stands at `out` that must not be replaced, or another run is at work there.
    matcher.MatcherError
        When a worker was killed, or the executor takes no work.
    matcher.PlanError
        When what was found does not pass its check: a defect of the software.
    """
    require_in_range("intake", jobs=jobs, seed=seed)
    require_intake(cohort)
    said = words_in(language_named(words)) if isinstance(words, str) else words
    if out is not None:
        refuse_existing(out, force=force)
    seed = cohort.programme.solve.seed if seed is None else seed
    fingerprint = digest(cohort)
    workers = jobs or cores()
    watch = progress or Nobody()
    own = own_workers(workers) if executor is None and workers > 1 else nullcontext(executor)
    with nullcontext() if out is None else alone(out):
        work = None if out is None else Work.of(out, fingerprint, seed)
        with own as those:
            parts = _divided(cohort, those)
            writes_there = work is not None and executor is None
            pieces = _planned(parts, seed, those, work, writes_there=writes_there, watch=watch)
        found = gathered(parts, pieces, seed, fingerprint)
        require_sound(cohort, found, [one for piece in pieces for one in piece.bookings])
        if work is not None:
            return with_plans(found, folder=work.finish(found, said, force=force))
    return with_plans(found, plans=tuple(plan for piece in pieces for plan in piece.plans))


def _divided(cohort: Cohort, executor: Executor | None) -> list[Part]:
    """Return the regions of an intake, each as districts."""
    regions = regions_of(cohort)
    parts = done(_part, (_whole(cohort, region) for region in regions), executor)
    return sorted(parts, key=lambda part: part.region.name)


def _whole(cohort: Cohort, region: Region) -> tuple[Region, Cohort]:
    return region, part_of(cohort, region.people, region.venues, region.facilitators)


def _part(whole: tuple[Region, Cohort]) -> Part:
    region, cohort = whole
    return Part(region, cohort, lay_out(cohort))


def _planned(
    parts: list[Part],
    seed: int,
    executor: Executor | None,
    work: Work | None,
    *,
    writes_there: bool,
    watch: Watcher,
) -> list[Piece]:
    """Return what came of every district, in their order; what was finished before is not redone.

    Where whoever works may write, their plans go straight to the disk.
    """
    started = time.perf_counter()
    of = sum(len(share.sizes) for part in parts for share in part.layout.shares)
    pieces = [] if work is None else list(work.finished())
    known = {piece.number for piece in pieces}
    left = (one for one in _districts(parts, seed) if one.number not in known)
    task = partial(plan_piece, place=work.place if work is not None and writes_there else None)
    count = before = sum(len(one.cohorts) for one in pieces)
    watch.report(Done(count, of, 0.0, before))
    for piece in done(task, left, executor):
        pieces.append(piece if work is None or writes_there else work.keep(piece))
        count += len(piece.cohorts)
        watch.report(Done(count, of, time.perf_counter() - started, before))
    return sorted(pieces, key=lambda piece: piece.number)


def _districts(parts: list[Part], seed: int) -> Iterator[District]:
    """Yield the districts of all regions, numbered throughout."""
    number, first = 0, 1
    for part in parts:
        people = {one.person_id: one for one in part.cohort.people}
        venues = {one.venue_id: one for one in part.cohort.venues}
        leaders = {one.facilitator_id: one for one in part.cohort.facilitators}
        for share in part.layout.shares:
            yield District(
                number=number,
                region=part.region.name,
                cohort=part_of(
                    part.cohort,
                    [people[who] for who in share.people],
                    [venues[one] for one in share.venues],
                    [leaders[one] for one in share.facilitators],
                ),
                sizes=share.sizes,
                first=first,
                seed=seed,
            )
            number += 1
            first += len(share.sizes)
