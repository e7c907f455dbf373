"""What each setting is called, and each section, and each value that is a word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matcher.language.words import to_say
from matcher.programme.weekdays import Weekday

if TYPE_CHECKING:
    from matcher.language.words import Words

SETTINGS = {
    "programme.name": to_say("Name of the programme"),
    "programme.start": to_say("First day"),
    "programme.end": to_say("Last day"),
    "programme.pairs": to_say("Pairs wanted"),
    "programme.country": to_say("Country"),
    "programme.subdivision": to_say("Part of the country"),
    "programme.timezone": to_say("Time zone"),
    "programme.locale": to_say("Language and customs"),
    "workshops.count": to_say("Number of workshops"),
    "workshops.weekdays": to_say("Weekdays for workshops"),
    "workshops.min_gap_days": to_say("Fewest days between workshops"),
    "workshops.max_gap_days": to_say("Most days between workshops"),
    "workshops.blocks": to_say("Workshops on adjacent days"),
    "workshops.sessions_per_day": to_say("Workshops in one day"),
    "workshops.windows": to_say("Days between which single workshops are held"),
    "workshops.fixed": to_say("Dates of single workshops"),
    "workshops.weekdays_for": to_say("Weekdays of single workshops"),
    "workshops.publication_date": to_say("Day on which people are told"),
    "workshops.notice_weeks": to_say("Weeks of notice"),
    "workshops.max_same_weekday": to_say("Most workshops on one weekday"),
    "workshops.max_missed": to_say("Workshops that a pair may miss"),
    "workshops.everyone": to_say("Workshops where every pair must be"),
    "workshops.quorum": to_say("Fewest pairs at a workshop"),
    "workshops.facilitators": to_say("Facilitators at each workshop"),
    "workshops.starts": to_say("Start of the day"),
    "workshops.ends": to_say("End of the day"),
    "pairing.form_pairs": to_say("Form pairs"),
    "pairing.require_shared_project": to_say("Only pairs with a shared project or theme"),
    "pairing.min_fit": to_say("Lowest fit of a pair"),
    "pairing.fairness": to_say("Fairness"),
    "weights.shared_project": to_say("A shared project or theme"),
    "weights.motivation": to_say("Both keen"),
    "weights.mutual_preference": to_say("Asked for each other"),
    "weights.joint_dates": to_say("Free on the same days"),
    "weights.locality": to_say("Same area"),
    "weights.check_in_overlap": to_say("Same weekdays for check-ins"),
    "weights.complementary": to_say("Different goals"),
    "costs.missed_workshop": to_say("Points for a missed workshop"),
    "costs.if_needed": to_say("Points for coming only if needed"),
    "costs.avoided_date": to_say("Points for a date to avoid"),
    "costs.same_weekday": to_say("Points for a weekday used again"),
    "balance.limits": to_say("Limits by organisation, area, profession or theme"),
    "check_ins.per_gap": to_say("Check-ins between two workshops"),
    "check_ins.earliest_days_after": to_say("Days after a workshop, at least"),
    "check_ins.latest_days_before": to_say("Days before the next workshop, at least"),
    "check_ins.max_per_facilitator_day": to_say("Check-ins that a facilitator takes in a day"),
    "check_ins.mode": to_say("How they meet"),
    "catch_ups.within_days": to_say("Days within which a workshop is caught up"),
    "venues.budget": to_say("Budget for all venues"),
    "venues.check_capacity": to_say("Venues must hold everybody"),
    "venues.far_minutes": to_say("Longest journey, in minutes"),
    "venues.weight_cost": to_say("Weight of the cost"),
    "venues.weight_worst_journey": to_say("Weight of the longest journey"),
    "venues.weight_journeys": to_say("Weight of all journeys"),
    "venues.weight_same_place": to_say("Weight of a place used again"),
    "venues.weight_too_far": to_say("Weight of a journey that is too long"),
    "repair.new_partner": to_say("Points for a new partner"),
    "repair.lost_place": to_say("Points for a lost place"),
    "repair.moved_date": to_say("Points for a moved date"),
    "repair.announced_date": to_say("Points on top where the date was announced"),
    "repair.moved_check_in": to_say("Points for a moved check-in"),
    "repair.changed_venue": to_say("Points for another venue"),
    "drop_out.patient": to_say("Chance of leaving, patient side"),
    "drop_out.professional": to_say("Chance of leaving, professional side"),
    "drop_out.by_workshop": to_say("When people leave"),
    "intake.pairs": to_say("Pairs that a cohort is meant to have"),
    "intake.smallest": to_say("Fewest pairs of a cohort"),
    "intake.largest": to_say("Most pairs of a cohort"),
    "intake.join_areas": to_say("Areas that may share a cohort"),
    "intake.organisations": to_say("People of one organisation"),
    "intake.most_from_organisation": to_say("Most pairs from one organisation, where apart"),
    "intake.neighbours": to_say("Pairs among which people are exchanged"),
    "intake.seconds_per_cohort": to_say("Time for the proof of one cohort, in seconds"),
    "labels.patient": to_say("One person on the patient side"),
    "labels.patients": to_say("Several on the patient side"),
    "labels.professional": to_say("One person on the professional side"),
    "labels.professionals": to_say("Several on the professional side"),
    "solve.seed": to_say("Number that decides among equal plans"),
    "solve.time_limit_seconds": to_say("Time for planning, in seconds"),
}
"""Dotted name -> what the setting is called; a test compares them with the settings."""

SECTIONS = {
    "programme": to_say("The programme"),
    "workshops": to_say("Workshops"),
    "pairing": to_say("Which pairs are good enough"),
    "weights": to_say("What counts for a pair"),
    "costs": to_say("What takes points off"),
    "balance": to_say("Balance"),
    "check_ins": to_say("Check-ins"),
    "catch_ups": to_say("Catch-up days"),
    "venues": to_say("Venues"),
    "repair": to_say("Changes to a running plan"),
    "drop_out": to_say("People who leave"),
    "intake": to_say("One intake, many cohorts"),
    "labels": to_say("Names of the two sides"),
    "solve": to_say("The search for a plan"),
}
"""Section -> what it is called."""

VALUES = {
    "total": to_say("The highest total"),
    "worst_first": to_say("The worst pair first, then the total"),
    "together": to_say("All together"),
    "or_calls": to_say("All together, or else a call with each"),
    "any": to_say("It does not matter"),
    "apart": to_say("Apart"),
}
"""What the words that a setting may be stand for."""


def setting_in_words(key: str, words: Words) -> str:
    """Return what a setting, or a section of them, is called."""
    return words.say({**SECTIONS, **SETTINGS}[key])


def value_in_words(value: object, words: Words) -> str:
    """Return the value of a setting as people read it."""
    if value is None or value == ():
        return words.say("nothing")
    if isinstance(value, bool):
        return words.say("yes") if value else words.say("no")
    if isinstance(value, tuple | list):
        return words.listed(value_in_words(one, words) for one in value)
    if isinstance(value, Weekday):
        return words.weekday_names()[value.number]
    if isinstance(value, int | float):
        return words.number(value)
    if isinstance(value, date):
        return words.day(value)
    return words.say(VALUES[str(value)]) if str(value) in VALUES else str(value)


def country_in_words(code: str, words: Words) -> str:
    """Return what a country is called in the language of `words`; its code where that is all."""
    from babel import Locale

    return str(Locale.parse(words.language.locale).territories.get(code, code))
