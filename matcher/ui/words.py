"""Numbers, dates and outcomes in the words of the people who read them."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from matcher.language.words import to_say
from matcher.plans import Outcome
from matcher.programme import Fairness
from matcher.talk import MONTHS, WEEKDAYS
from matcher.ui.speech import say, spoken
from matcher.wording import capitalised

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


def day(when: date) -> str:
    """Return a day as people say it: Tue 13 Apr."""
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number of things: 1 pair, 12 pairs."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def pairs(cohort: Cohort, number: int) -> str:
    """Return a number of pairs, or of people where nobody is paired."""
    one = "pair" if cohort.programme.pairing.form_pairs else "person"
    return count(number, one, who(cohort))


def who(cohort: Cohort) -> str:
    """Return what takes part: pairs, or people where nobody is paired."""
    return "pairs" if cohort.programme.pairing.form_pairs else "people"


def applied(cohort: Cohort) -> str:
    """Return how many people there are on each side, or in all where nobody is paired."""
    labels = cohort.programme.labels
    if not cohort.programme.pairing.form_pairs:
        return count(len(cohort.people), "person", "people")
    return (
        f"{len(cohort.patients)} on the {labels.patient} side and "
        f"{len(cohort.professionals)} on the {labels.professional} side"
    )


def sides(cohort: Cohort) -> tuple[str, ...]:
    """Return the headings above people: one for each side, or one where nobody is paired."""
    labels = cohort.programme.labels
    if not cohort.programme.pairing.form_pairs:
        return ("Person",)
    return f"{capitalised(labels.patient)} side", f"{capitalised(labels.professional)} side"


def gap(days: int) -> str:
    """Return how long it is from one workshop to the next: 7 weeks, 4.3 weeks, 2 days."""
    if days < 7:
        return count(days, "day")
    weeks = f"{days / 7:.1f}".removesuffix(".0")
    return f"{weeks} week" if weeks == "1" else f"{weeks} weeks"


def seconds(number: float) -> str:
    """Return a span of time: 40 seconds, 5 minutes."""
    whole = round(number)
    if whole >= 120:
        return count(round(whole / 60), "minute")
    return count(whole, "second")


def percent(share: float) -> str:
    """Return a share for "at most …": rounded up, so that it stays true."""
    tenths = math.ceil(1000 * share - 1e-9)
    return f"{tenths / 10:.1f}".removesuffix(".0") + " %"


def plainly(text: str) -> str:
    """Return a text with its dates, and the settings that it names, in words."""
    dated = _ISO_DATE.sub(_dated, text)
    return _SETTING.sub(lambda found: SETTINGS_IN_WORDS.get(found[0], found[0]), dated)


def remedy(text: str) -> str:
    """Return what would help, as a sentence: `workshops.max_missed = 2` becomes words."""
    key, equals, value = text.partition(" = ")
    if equals and key in SETTINGS_IN_WORDS:
        return sentence(f"{SETTINGS_IN_WORDS[key]}: {value} (in the files, {text})")
    return sentence(plainly(text))


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
    return f"{day(when)} {when.year}"


def headline(plan: Plan) -> str:
    """Return the answer itself."""
    if plan.status is Outcome.INFEASIBLE:
        return "No plan exists under these rules"
    if plan.objective is None:
        return "No plan found yet"
    wanted = plan.cohort.programme.programme.pairs
    return f"{plan.objective.pairs:,} of {pairs(plan.cohort, wanted)}"


def verdict(plan: Plan, *, stopped: bool) -> tuple[str, str]:
    """Return what is proven of a plan: a few words, and the sentence behind them."""
    if plan.status is Outcome.OPTIMAL and plan.disturbances is not None:
        return "The best with so few changes to the running plan: proven", (
            "No plan that moves as few dates and disturbs as few people is better."
        )
    if plan.status is Outcome.OPTIMAL:
        return "Best possible under your rules: proven", (
            "Every other choice of people and dates is worse or equal."
        )
    if plan.status is Outcome.INFEASIBLE:
        return "This is proven", "Some of your rules, or answers, do not go together:"
    why = "You stopped the search" if stopped else "The time was up"
    if plan.objective is None or plan.bound is None:
        return f"{why} before a first plan was found", "There may be one, or there may be none."
    points = max(0, plan.bound - plan.objective.total)
    return "Not proven to be the best", (
        f"{why}. {_room(points, plan.gap or 0.0)} with {_as_good(plan.cohort)}."
    )


def _room(points: int, share: float) -> str:
    if not points:
        return "No higher total is possible"
    more = "is" if points == 1 else "are"
    return f"At most {count(points, 'point')} ({percent(share)}) more {more} possible"


def _as_good(cohort: Cohort) -> str:
    """Return among which plans nothing better than the bound exists."""
    terms = [f"as many {who(cohort)}"]
    if any(person.status == "reserve" for person in cohort.people):
        terms.append("as few reserves")
    if cohort.programme.pairing.fairness is Fairness.WORST_FIRST:
        terms.append("as high a lowest fit")
    return " and ".join([", ".join(terms[:-1]), terms[-1]]) if terms[1:] else terms[0]


def standing(plan: Plan) -> str:
    """Return how things stand with a plan, in the fewest words."""
    if plan.status is Outcome.OPTIMAL:
        return "best with so few changes, proven" if plan.disturbances else "best possible, proven"
    if plan.status is Outcome.INFEASIBLE:
        return "no plan exists under these rules"
    if plan.objective is None:
        return "no plan found yet"
    if plan.objective.pairs < plan.cohort.programme.programme.pairs:
        return "not proven to be the best"
    return f"not proven, at most {percent(plan.gap or 0.0)} better is possible"
