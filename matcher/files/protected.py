"""Details of health and other things that nobody needs here: recognised, and not kept.

What stands in such a column is never repeated, neither in a problem nor anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.files.columns import MOTIVATION
from matcher.files.headings import without_columns
from matcher.files.similarity import folded
from matcher.files.synonyms import COLUMNS

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table

TABLES = ("participants", "facilitators")
"""The files that speak of people."""


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


HEADINGS = _any_of(
    r"diagnos\w*", r"medications?", r"treatments?", r"illness(?:es)?", r"diseases?", r"disorders?",
    r"symptom\w*", r"disabilit(?:y|ies)", r"disabled", r"impairments?", r"allerg\w*",
    r"prescriptions?", r"(?<!terms and )conditions?(?! generales)",
    r"(?:mental|your|my) health(?! (?:trust|board|centre|team))",
    r"health (?:details?|information|info|status|history|issues?|problems?|needs?|notes?|data|"
    r"records?)",
    r"medical (?:history|details?|information|needs?|notes?|data|records?)",
    r"traitements?", r"medicaments?", r"patholog\w*", r"maladies?", r"handicap\w*",
    r"antecedents?", r"(?:etat|donnees|problemes?|details?) de sante", r"donnees medicales",
    r"(?:nhs|chi|hospital|national insurance|ni|social security) (?:number|no)", r"mrn",
    r"securite sociale", r"carte vitale", r"nir",
)  # fmt: skip
"""Parts of headings of columns about health, as headings are compared."""

WHOLE_HEADINGS = _any_of("health", "sante", "age", "sex", "sexe", "gender", "genre", "address",
                         "adresse", "ald")  # fmt: skip
"""The same for headings that must consist of it."""

PERSONAL = _any_of(
    r"dob", r"birth(?:day|date)?", r"naissance", r"ne e le", r"ethnic\w*", r"ethnie", r"race",
    r"religio\w*", r"faith", r"nationalit\w*", r"sexual orientation", r"orientation sexuelle",
    r"gender identity", r"age (?:group|range|band)", r"tranche d age", r"post ?code", r"zip code",
    r"code postal", r"(?:home|postal|street) address", r"adresse (?:postale|du domicile)",
)  # fmt: skip
"""Parts of headings of columns about other things that nobody needs here."""

DIAGNOSES = _any_of(
    r"diabet\w*", r"cancer\w*", r"tumou?rs?", r"tumeurs?", r"leuk\w*mia", r"leucemie",
    r"lymphom\w*", r"melanom\w*", r"asthm\w*", r"copd", r"bpco", r"epilep\w*", r"dementia",
    r"demence", r"alzheimer\w*", r"parkinson\w*", r"scleros\w*", r"depress(?:ion|ed|ive|if)",
    r"bipolar", r"bipolaire", r"schizophren\w*", r"psychosis", r"psychose", r"anxiety", r"anxiete",
    r"ptsd", r"adhd", r"tdah", r"autis\w*", r"hiv", r"vih", r"hepatit\w*", r"strokes?", r"avc",
    r"heart (?:failure|attack|disease|condition)", r"insuffisance (?:cardiaque|renale)",
    r"infarctus", r"hypertension", r"\w*arthrit\w*", r"fibromyalg\w*", r"lupus", r"crohns?",
    r"colitis", r"(?:kidney|liver|lung) (?:disease|failure)", r"dialys\w*", r"transplant\w*",
    r"greffe", r"chemo(?:therapy)?", r"chimio(?:therapie)?", r"insulin\w*", r"dystroph\w*",
    r"cerebral palsy", r"paralysie", r"down s? ?syndrome", r"trisomie", r"chronic (?:pain|fatigue)",
    r"douleurs? chroniques?", r"long covid", r"covid long", r"alcoholi\w*", r"cystic fibrosis",
    r"mucoviscidose", r"endometrio\w*", r"sickle cell", r"drepanocytose", r"h\w*mophil\w*",
    r"psoriasis", r"eczema", r"anore[xk]i\w*", r"bulimi\w*", r"glaucom\w*", r"osteoporos\w*",
    r"migraines?", r"diagnos\w*", r"patholog\w*", r"(?:suffers?|suffering) from", r"souffre",
    r"atteinte? d", r"maladie de \w+",
)  # fmt: skip
"""Words that name what somebody has, or is treated for, in folded text."""

_SHORT_DIAGNOSES = re.compile(r"\b(?:MS(?! (?:Teams|Word|Excel|Office))|SEP|MND|SLA|IBS|CKD)\b")
"""Short names that are words of another kind unless they are in capitals."""


def names_diagnosis(text: str) -> bool:
    """Return whether a text seems to name a diagnosis."""
    return bool(DIAGNOSES.search(folded(text)) or _SHORT_DIAGNOSES.search(text))


def is_protected(heading: str) -> bool:
    """Return whether a heading announces details of health, or others that nobody needs here."""
    words = folded(heading)
    return bool(HEADINGS.search(words) or PERSONAL.search(words) or WHOLE_HEADINGS.fullmatch(words))


def without_protected(table: Table, findings: Findings) -> Table:
    """Return a table without the columns that must not be kept, and name each of them."""
    if table.name not in TABLES:
        return table
    own = COLUMNS[table.name]
    dropped = set()
    for index, heading in enumerate(table.header):
        folded_name = heading.casefold()
        if not heading or folded_name in own or folded_name.startswith(MOTIVATION):
            continue
        said = _said_of(table, index, heading)
        if said is not None:
            dropped.add(index)
            findings.forget(table.file, heading)
            findings.warning(
                table.file,
                said,
                "Remove the column from the file: functional needs and dates are enough.",
                row=table.header_row,
                column=heading,
            )
    return without_columns(table, dropped)


def must_not_be_kept(name: str, heading: str, cells: Iterable[str]) -> bool:
    """Return whether a column that is none of ours must not be kept, in a file of that name."""
    return name in TABLES and (is_protected(heading) or any(map(names_diagnosis, cells)))


def _said_of(table: Table, index: int, heading: str) -> str | None:
    """Return what is wrong with a column that must not be kept, without what stands in it."""
    if is_protected(heading):
        filled = sum(bool(cells[index]) for _, cells in table.rows)
        return (
            "this column announces details of health, or others that no plan needs; it is left "
            f"out, with what stands in {_rows(filled)}"
        )
    named = sum(names_diagnosis(cells[index]) for _, cells in table.rows)
    if named:
        return (
            f"a diagnosis seems to be named in {_rows(named)} of this column; the column is left "
            "out for everybody"
        )
    return None


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
