"""Run the benchmarks: `python -m benchmarks --out FOLDER` writes tables, JSON and plots."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.cases import CASES, SMOKE, Case
from benchmarks.others import OTHERS, run_other
from benchmarks.plots import draw
from benchmarks.running import Options, measured, say
from benchmarks.storing import FORMAT, merged, read_results, write_results, write_text
from benchmarks.tables import report

ABOUT = """\
Time the search on random cohorts, and beside it, on the same cohorts and in the same run, what
people would use instead. FOLDER gets benchmarks.md, benchmarks.json, benchmark.png and growth.png.
"""

NOTES = """\
Every run of the search and of another way is a process of its own: its peak memory is its own, and
when it crashes or is killed the rest goes on and the tables say so. Packages that are no part of
Matcher get virtual environments of their own, made by pip when they are first needed; one that
cannot be had is skipped, and the tables say why. Timefold needs a JVM (java).

Each call writes a complete result of what it ran, replacing what FOLDER held; with --merge, cases
that were not run again stay. Results are written after every case, each file in one step.

  python -m benchmarks --smoke --out results              does everything run?
  python -m benchmarks --only "50 pairs" --seeds 3        some cases
  python -m benchmarks --only growth --no-peers --merge   one section, into an earlier result
  python -m benchmarks --images docs/images               all of it, hours
"""


def main(arguments: list[str] | None = None) -> None:
    """Time every case and the other ways, and write what came of it."""
    given = _parser().parse_args(arguments)
    out = Path(given.out)
    folders = [out] if given.images is None else [out, Path(given.images)]
    earlier = read_results(out) if given.merge or given.redraw else None
    data: dict[str, Any] = {"format": FORMAT, "results": [], "others": {}}
    if not given.redraw:
        _run(data, given, out, earlier)
    data = merged(earlier, data)
    text = report(data)
    write_text(out / "benchmarks.md", text)
    print(text)
    draw(data["results"], folders)


def _run(
    data: dict[str, Any], given: argparse.Namespace, out: Path, earlier: dict[str, Any] | None
) -> None:
    """Run what was asked for; after each case the results so far are on disk."""
    options = Options(
        seeds=1 if given.smoke else given.seeds,
        limit=given.limit,
        peers=not given.no_peers,
        peer_seeds=given.peer_seeds,
        peer_limit=min(given.peer_limit, 5) if given.smoke else given.peer_limit,
        venvs=Path(given.venvs),
    )
    cases = [case for case in (SMOKE if given.smoke else CASES) if _is_meant(case, given.only)]
    where = machine(cases, options)
    for case in cases:
        data["results"].append({**measured(case, options), "machine": where})
        write_results(out, merged(earlier, data))
    for name, other in OTHERS.items():
        found = run_other(other, smoke=given.smoke) if given.only in name else None
        if found is not None:
            data["others"][name] = found
            write_results(out, merged(earlier, data))
    if not data["results"] and not data["others"]:
        say(f"nothing is called {given.only!r}")


def _is_meant(case: Case, only: str) -> bool:
    return only in f"{case.section}: {case.name}"


def machine(cases: list[Case], options: Options) -> dict[str, str]:
    """Return where and with what the figures are taken, and how busy the machine is before."""
    load = f"{os.getloadavg()[0]:.1f}"
    names = dict.fromkeys(name for case in cases for name in case.peers if options.peers)
    others = options.versions(names)
    return {
        "date": date.today().isoformat(),
        "cores": str(os.cpu_count()),
        "load": load,
        "processor": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("matcher", "numpy", "scipy", "ortools")},
        **({"others:": others} if others else {}),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=ABOUT,
        epilog=NOTES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--out", default="benchmark-results", metavar="FOLDER", help="where the results go")
    add("--images", metavar="FOLDER", help="a second folder for the plots")
    add("--only", default="", metavar="TEXT", help="cases whose 'section: name' contains this")
    add("--smoke", action="store_true", help="a few small cases, nothing installed, under a minute")
    add("--seeds", type=int, default=10, metavar="N", help="cohorts of each kind (10)")
    add("--limit", type=float, metavar="S", help="seconds for a search (120; 500 pairs: 600)")
    add("--no-peers", action="store_true", help="the search alone")
    add("--peer-seeds", type=int, default=3, metavar="N", help="cohorts that others get (3)")
    add("--peer-limit", type=float, default=60, metavar="S", help="seconds for another way (60)")
    add("--venvs", default=".venv-benchmarks", metavar="FOLDER", help="environments of others")
    add("--merge", action="store_true", help="keep the cases in FOLDER that are not run again")
    add("--redraw", action="store_true", help="run nothing; tables and plots from FOLDER's JSON")
    return parser


if __name__ == "__main__":
    main()
