"""Numbers, dates and outcomes in the words of the people who read them."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from matcher.language.labels import label, placed, side_headings
from matcher.language.reasons import reason_in_words
from matcher.language.words import to_say
from matcher.plans import Outcome
from matcher.programme import Fairness
from matcher.ui.speech import day as day
from matcher.ui.speech import say, say_many, spoken

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.export.names import Names
    from matcher.plans import Plan

CRITERIA_IN_WORDS = {
    "shared_project": to_say("a project both want"),
    "motivation": to_say("both keen"),
    "mutual_preference": to_say("asked for each other"),
    "joint_dates": to_say("free on the same days"),
    "locality": to_say("same area"),
    "check_in_overlap": to_say("same weekdays for check-ins"),
    "complementary": to_say("different goals"),
}
"""What each part of a fit stands for; a test compares the names with `matcher.criteria`."""

SETTINGS_IN_WORDS = {
    "workshops.max_missed": to_say("workshops that a pair may miss"),
    "workshops.count": to_say("number of workshops"),
    "workshops.min_gap_days": to_say("fewest days between workshops"),
    "workshops.max_gap_days": to_say("most days between workshops"),
    "workshops.everyone": to_say("workshops where every pair must be"),
    "programme.pairs": to_say("pairs wanted"),
}

_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SETTING = re.compile(r"\b[a-z_]+\.[a-z_]+\b")


def count(number: int, one: str, many: str = "") -> str:
    """Return a number of things: 1 pair, 12 pairs."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def pairs(cohort: Cohort, number: int) -> str:
    """Return a number of pairs, or of people where nobody is paired."""
    return placed(number, cohort, spoken())


def who(cohort: Cohort) -> str:
    """Return what takes part: pairs, or people where nobody is paired."""
    return say("pairs") if cohort.programme.pairing.form_pairs else say("people")


def applied(cohort: Cohort) -> str:
    """Return how many people there are on each side, or in all where nobody is paired."""
    if not cohort.programme.pairing.form_pairs:
        return spoken().people(len(cohort.people))
    return say(
        "{patients} on the {patient} side and {professionals} on the {professional} side",
        patients=spoken().number(len(cohort.patients)),
        patient=label("patient", cohort, spoken()),
        professionals=spoken().number(len(cohort.professionals)),
        professional=label("professional", cohort, spoken()),
    )


def sides(cohort: Cohort) -> tuple[str, ...]:
    """Return the headings above people: one for each side, or one where nobody is paired."""
    return side_headings(cohort, spoken())


def gap(days: int) -> str:
    """Return how long it is from one workshop to the next: 7 weeks, 4.3 weeks, 2 days."""
    if days < 7:
        return say_many("{number} day", "{number} days", days)
    return say_many("{number} week", "{number} weeks", round(days / 7, 1))


def seconds(number: float) -> str:
    """Return a span of time: 40 seconds, 5 minutes."""
    whole = round(number)
    if whole >= 120:
        return say_many("{number} minute", "{number} minutes", round(whole / 60))
    return say_many("{number} second", "{number} seconds", whole)


def percent(share: float) -> str:
    """Return a share for "at most …": rounded up, so that it stays true."""
    tenths = math.ceil(1000 * share - 1e-9)
    return f"{spoken().number(tenths / 10)} %"


def reason(text: str) -> str:
    """Return why something is as it is, as a plan's file says it in English, as a sentence."""
    return sentence(plainly(reason_in_words(text, spoken())))


def plainly(text: str) -> str:
    """Return a text with its dates, and the settings that it names, in words."""
    dated = _ISO_DATE.sub(_dated, text)
    return _SETTING.sub(lambda found: setting(found[0]), dated)


def remedy(text: str) -> str:
    """Return what would help, as a sentence: `workshops.max_missed = 2` becomes words."""
    key, equals, value = text.partition(" = ")
    if equals and key in SETTINGS_IN_WORDS:
        return sentence(
            say(
                "{setting}: {value} (in the files, {text})",
                setting=setting(key),
                value=value,
                text=text,
            )
        )
    return reason(text)


def change(made: Change, names: Names) -> str:
    """Return what a change does, without a full stop: Keep Amina and Dr Lee together."""
    said = made.sentence(names.anybody, spoken())
    return _SETTING.sub(lambda found: setting(found[0]), said)


def setting(key: str) -> str:
    """Return what a setting is called; its own name where it has no words yet."""
    return say(SETTINGS_IN_WORDS[key]) if key in SETTINGS_IN_WORDS else key


def criterion(name: str) -> str:
    """Return what a part of a fit stands for."""
    return say(CRITERIA_IN_WORDS[name]) if name in CRITERIA_IN_WORDS else name.replace("_", " ")


def sentence(text: str) -> str:
    """Return a text that begins with a capital and ends with a full stop."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "." if text else ""


def _dated(found: re.Match[str]) -> str:
    try:
        when = date.fromisoformat(found[0])
    except ValueError:
        return found[0]
    return spoken().day(when)


def headline(plan: Plan) -> str:
    """Return the answer itself."""
    if plan.status is Outcome.INFEASIBLE:
        return say("No plan exists under these rules")
    if plan.objective is None:
        return say("No plan found yet")
    wanted = plan.cohort.programme.programme.pairs
    formed = spoken().number(plan.objective.pairs)
    return say("{number} of {pairs}", number=formed, pairs=pairs(plan.cohort, wanted))


def verdict(plan: Plan, *, stopped: bool) -> tuple[str, str]:
    """Return what is proven of a plan: a few words, and the sentence behind them."""
    if plan.status is Outcome.OPTIMAL and plan.disturbances is not None:
        return say("The best with so few changes to the running plan: proven"), say(
            "No plan that moves as few dates and disturbs as few people is better."
        )
    if plan.status is Outcome.OPTIMAL:
        return say("Best possible under your rules: proven"), say(
            "Every other choice of people and dates is worse or equal."
        )
    if plan.status is Outcome.INFEASIBLE:
        return say("This is proven"), say("Some of your rules, or answers, do not go together:")
    if plan.objective is None or plan.bound is None:
        short = (
            say("You stopped the search before a first plan was found")
            if stopped
            else say("The time was up before a first plan was found")
        )
        return short, say("There may be one, or there may be none.")
    why = say("You stopped the search.") if stopped else say("The time was up.")
    points = max(0, plan.bound - plan.objective.total)
    room = _room(points, plan.gap or 0.0, _as_good(plan.cohort))
    return say("Not proven to be the best"), f"{why} {room}"


def _room(points: int, share: float, as_good: str) -> str:
    if not points:
        return say("No higher total is possible with {as_good}.", as_good=as_good)
    return say_many(
        "At most {number} point ({share}) more is possible with {as_good}.",
        "At most {number} points ({share}) more are possible with {as_good}.",
        points,
        share=percent(share),
        as_good=as_good,
    )


def _as_good(cohort: Cohort) -> str:
    """Return among which plans nothing better than the bound exists."""
    paired = cohort.programme.pairing.form_pairs
    terms = [say("as many pairs") if paired else say("as many people")]
    if any(person.status == "reserve" for person in cohort.people):
        terms.append(say("as few reserves"))
    if cohort.programme.pairing.fairness is Fairness.WORST_FIRST:
        terms.append(say("as high a lowest fit"))
    return spoken().listed(terms)


def standing(plan: Plan) -> str:
    """Return how things stand with a plan, in the fewest words."""
    if plan.status is Outcome.OPTIMAL:
        if plan.disturbances:
            return say("best with so few changes, proven")
        return say("best possible, proven")
    if plan.status is Outcome.INFEASIBLE:
        return say("no plan exists under these rules")
    if plan.objective is None:
        return say("no plan found yet")
    if plan.objective.pairs < plan.cohort.programme.programme.pairs:
        return say("not proven to be the best")
    return say("not proven, at most {share} better is possible", share=percent(plan.gap or 0.0))
