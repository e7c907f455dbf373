"""What it takes to read a large poll in which nothing stands as the files have it.

`python -m benchmarks.messy_files --megabytes 95` writes one into a folder that is removed again.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.memory import memory
from matcher.errors import Severity, how_many
from matcher.files import inspect

DATES = 400
FIRST = date(2027, 1, 4)


def write_poll(folder: Path, megabytes: int) -> None:
    """Write a cohort whose poll has about so many megabytes, every cell a tick or a cross."""
    days = [FIRST + timedelta(number) for number in range(DATES)]
    answers = ",".join("✓✗"[number % 2] for number in range(DATES))
    people = range(megabytes * 1_000_000 // (len(answers.encode()) + len("P000000,\n")))
    with (folder / "availability.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(["person_id", *(f"{day:%d/%m/%Y}" for day in days)]) + "\n")
        file.writelines(f"P{number:06},{answers}\n" for number in people)
    with (folder / "participants.csv").open("w", encoding="utf-8") as file:
        file.write("person_id,side,consent\n")
        sides = ("professional", "patient")
        file.writelines(f"P{number:06},{sides[number % 2]},yes\n" for number in people)
    settings = f"[programme]\nstart = {days[0]}\nend = {days[-1]}\n"
    (folder / "programme.toml").write_text(settings, encoding="utf-8")


def main() -> None:
    """Write the poll, read it, and print the time, the peak and the length of the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=5)
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_poll(folder, parser.parse_args().megabytes)
        begin = perf_counter()
        found = inspect(folder).problems
        seconds = perf_counter() - begin
    repairs = how_many(found, Severity.REPAIRED)
    print(f"{repairs:,} repairs, {len(found):,} lines, {seconds:.1f} s, {memory('VmHWM'):,.0f} MB")


if __name__ == "__main__":
    main()
