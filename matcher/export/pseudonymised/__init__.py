"""The plan without people: tables under pseudonyms, the key apart, and statistics to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.csv_text import csv_text
from matcher.export.pseudonymised.plan_tables import identified, tables
from matcher.export.pseudonymised.pseudonyms import Pseudonyms
from matcher.export.pseudonymised.statistics import statistics

if TYPE_CHECKING:
    from matcher.export.kinds import Files, Wanted
    from matcher.language import Words

FOLDER = "pseudonymised"
STATISTICS = "statistics.csv"
KEY = "key/key.csv"


def files(wanted: Wanted) -> Files:
    """Return the tables, the statistics and the key.

    Raises
    ------
    matcher.InputError
        When an earlier export has a key that cannot be read.
    """
    before = wanted.since.read(KEY) if wanted.since else None
    names = Pseudonyms.fresh() if before is None else Pseudonyms.from_key(before, KEY)
    texts = {
        f"{FOLDER}/{name}.csv": csv_text(table)
        for name, table in tables(wanted.plan, names).items()
    }
    texts[f"{FOLDER}/READ_ME.txt"] = _about_tables(wanted.words)
    texts[STATISTICS] = csv_text(statistics(wanted))
    texts[KEY] = names.key(identified(wanted.plan))
    texts["key/READ_ME.txt"] = _about_key(wanted.words)
    encoded = {name: text.encode() for name, text in texts.items()}
    return encoded | {STATISTICS: texts[STATISTICS].encode("utf-8-sig")}


def _about_tables(words: Words) -> str:
    return _lines(
        words.say("The plan with pseudonyms in the place of ids."),
        words.say("Pass on this folder only, never the folder around it: the key lies there."),
        words.say("Under pseudonyms this is still personal data for whoever can get at the key."),
        words.say("Statistics that may be published are in statistics.csv, for other readers."),
    )


def _about_key(words: Words) -> str:
    return _lines(
        words.say("WARNING: whoever has key.csv can tell who is who. Never pass it on."),
        words.say("Keep it apart from the tables, where only those who must can read it."),
        words.say("With it the next export into the same folder keeps the pseudonyms."),
        words.say("Without it nobody can undo them: delete it when it is no longer needed."),
    )


def _lines(*sentences: str) -> str:
    return "".join(f"{sentence}\n" for sentence in sentences)
