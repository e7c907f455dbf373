"""A draft of a transparency record: what the tool does, on what data, and who decides.

The headings follow the UK's Algorithmic Transparency Recording Standard. What only the team can
know is left to be filled in, in square brackets; everything else comes from the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.criteria import CRITERIA
from matcher.export.pseudonymised.counts import LEAST
from matcher.export.pseudonymised.statistics import shows_totals
from matcher.export.verdicts import verdict
from matcher.language.criteria import criterion_in_words
from matcher.language.labels import label
from matcher.plans import Outcome

if TYPE_CHECKING:
    from matcher.export.kinds import Files, Wanted
    from matcher.language import Words
    from matcher.plans import Plan


def files(wanted: Wanted) -> Files:
    """Return the record as Markdown, to be completed by the team."""
    return {"transparency-record.md": record(wanted.plan, wanted.words).encode()}


def record(plan: Plan, words: Words) -> str:
    """Return the text of the record."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("matcher.export"),
        autoescape=False,  # Markdown, and nothing in it that a person wrote of themselves
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template("transparency.md").render(_values(plan, words))


def _values(plan: Plan, words: Words) -> dict[str, Any]:
    cohort = plan.cohort
    programme = cohort.programme
    weights = dict(programme.weights)
    without = len(cohort.people) - len(cohort.applicants)
    return {
        "say": words.say,
        "say_many": words.say_many,
        "words": words,
        "title": _one_line(programme.programme.name),
        "plan": plan,
        "people": len(cohort.people),
        "thirds": sum(pair.third is not None for pair in plan.pairs),
        "applicants": len(cohort.applicants),
        "weights": [
            (criterion_in_words(one.name, words), words.number(weights[one.name]))
            for one in CRITERIA
            if weights[one.name]
        ],
        "changes": len(cohort.changes),
        "paired": programme.pairing.form_pairs,
        "meets": programme.workshops.count > 0,
        "places": programme.programme.pairs,
        "patients": label("patients", cohort, words),
        "professionals": label("professionals", cohort, words),
        "colon": words.say(":"),
        "told": shows_totals(plan, words),
        "few_without": 0 < without < LEAST,
        "verdict": verdict(plan, words),
        "proven": plan.status is Outcome.OPTIMAL,
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
