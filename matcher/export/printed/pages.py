"""The pages that print: templates, filled in one language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from matcher.export.names import Names
from matcher.export.printed.months import months_of
from matcher.export.printed.pair_sheets import PairSheet, pair_sheets
from matcher.export.verdicts import verdict
from matcher.language.access import need_in_words
from matcher.language.reasons import reason_in_words
from matcher.wording import capitalised

if TYPE_CHECKING:
    from jinja2 import Environment

    from matcher.export.kinds import Wanted


def cohort_page(wanted: Wanted) -> str:
    """Return the cohort on one sheet: what is planned, the workshops, the months, the pairs."""
    plan = wanted.plan
    return _page(
        "cohort.html",
        wanted,
        sheets=pair_sheets(plan),
        fits={pair.two: pair.fit for pair in plan.pairs},
        months=months_of(plan),
        weekdays=wanted.words.weekdays(),
        waiting=len(plan.waiting),
        places=plan.cohort.programme.programme.pairs,
        verdict=verdict(plan, wanted.words),
        reasons=[
            (
                reason_in_words(reason.text, wanted.words),
                [reason_in_words(remedy, wanted.words) for remedy in reason.remedies],
            )
            for reason in plan.reasons
        ],
        sides=_sides(wanted),
    )


def hand_outs(wanted: Wanted) -> dict[str, str]:
    """Return the hand-out of each pair, by the name of its file without an ending."""
    return {sheet.key: hand_out(wanted, sheet) for sheet in pair_sheets(wanted.plan)}


def hand_out(wanted: Wanted, sheet: PairSheet) -> str:
    """Return the hand-out of one pair."""
    return _page("hand_out.html", wanted, sheet=sheet)


def _page(template: str, wanted: Wanted, **values: Any) -> str:
    programme = wanted.plan.cohort.programme
    return (
        _templates()
        .get_template(template)
        .render(
            words=wanted.words,
            say=wanted.words.say,
            say_many=wanted.words.say_many,
            title=programme.programme.name,
            paired=programme.pairing.form_pairs,
            plan=wanted.plan,
            names=Names(wanted.plan.cohort),
            **values,
        )
    )


def _sides(wanted: Wanted) -> tuple[str, ...]:
    labels = wanted.plan.cohort.programme.labels
    if not wanted.plan.cohort.programme.pairing.form_pairs:
        return (wanted.words.say("Person"),)
    own = {"patient": wanted.words.say("Patient"), "professional": wanted.words.say("Professional")}
    return tuple(
        own.get(label, capitalised(label)) for label in (labels.patient, labels.professional)
    )


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("matcher.export.printed"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["said_person"] = lambda one, names: names.person(one)
    templates.filters["said_facilitator"] = lambda one, names: names.facilitator(one)
    templates.filters["said_need"] = lambda need, words: capitalised(need_in_words(need, words))
    return templates
