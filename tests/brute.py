"""Brute force on tiny cohorts, and a judge of any plan: straight from the records, and slow.

Nothing here knows the arrays that the search works on. Only the fit comes from the scores, since
it depends on nothing that is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from matcher.cohort import Answer, Cohort, Person, Project, Side, Status, Venue
from matcher.programme import Fairness
from matcher.public_holidays import public_holidays
from matcher.scores import Scorer

PairIds = tuple[str, str]


class Levels(NamedTuple):
    """What a plan is worth, level by level."""

    pairs: int
    reserves: int
    worst_fit: int
    total: int


def in_order(cohort: Cohort, levels: Levels) -> tuple[int, ...]:
    """Return the levels that count for this cohort, so that the greater tuple is the better."""
    lifted = levels.worst_fit if _worst_first(cohort) else 0
    return levels.pairs, -levels.reserves, lifted, levels.total


def best(cohort: Cohort) -> Levels | None:
    """Return what the best plan is worth, by trying all of them; nothing where there is none.

    Without `worst_first`, `worst_fit` is that of one of the best plans.
    """
    book = Book(cohort)
    pairings = [pairing for pairing in book.pairings() if book.may_stand(pairing)]
    found = [
        levels
        for dates in book.sequences()
        for pairing in pairings
        if (levels := book.levels(pairing, dates)) is not None
    ]
    return max(found, key=lambda levels: in_order(cohort, levels), default=None)


def verify(cohort: Cohort, pairs_by_id: Iterable[PairIds], dates: Sequence[date]) -> Levels:
    """Return what a plan is worth.

    Parameters
    ----------
    cohort
        What is planned.
    pairs_by_id
        Patient's and professional's id of each pair.
    dates
        The day of each workshop, in order.

    Raises
    ------
    AssertionError
        When the plan breaks a rule; it says which one.
    """
    book = Book(cohort)
    pairs = tuple(pairs_by_id)
    assert pairs, "no pairs at all"
    assert len(dates) == book.workshops.count, f"{len(dates)} dates for {book.workshops.count}"
    for number, day in enumerate(dates, start=1):
        previous = dates[number - 2] if number > 1 else None
        why = book.date_is_wrong(number, day, previous)
        assert not why, f"workshop {number} on {day}: {why}"
    assert book.days_go_together(tuple(dates)), "the days break a rule on all of them"
    assert book.balanced(pairs), "too many or too few pairs from somewhere"
    assert book.quorate(pairs, tuple(dates)), "too few pairs at a workshop"
    for one, other in pairs:
        assert one in book.patients, f"{one} is no patient"
        assert other in book.professionals, f"{other} is no professional"
        why = book.barred(one, other) or book.cannot_meet(one, other, tuple(dates))
        assert not why, f"{one} and {other}: {why}"
    placed = [identity for pair in pairs for identity in pair]
    assert len(placed) == len(set(placed)), "somebody stands in two pairs"
    assert len(pairs) <= book.wanted, f"{len(pairs)} pairs, but {book.wanted} are wanted"
    missing = sorted(book.must_be_placed - set(placed))
    assert not missing, f"must be in the plan: {missing}"
    unlocked = sorted(book.locked - set(pairs))
    assert not unlocked, f"locked, but not formed: {unlocked}"
    assert book.projects_work(pairs), "no choice of projects keeps their limits"
    levels = book.levels(pairs, tuple(dates))
    assert levels is not None
    return levels


def _worst_first(cohort: Cohort) -> bool:
    return cohort.programme.pairing.fairness is Fairness.WORST_FIRST


class Book:
    """A cohort's records, and each rule as a question about them."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.workshops = cohort.programme.workshops
        self.wanted = cohort.programme.programme.pairs
        self.costs = cohort.programme.costs
        self.people = {person.person_id: person for person in cohort.people}
        self.patients = [one.person_id for one in cohort.people if one.side is Side.PATIENT]
        self.professionals = [
            one.person_id for one in cohort.people if one.side is Side.PROFESSIONAL
        ]
        self.locked = set(cohort.decisions.locked)
        confirmed = {one.person_id for one in cohort.people if one.status is Status.CONFIRMED}
        self.must_be_placed = confirmed | {one for couple in self.locked for one in couple}
        settings = cohort.programme.programme
        self.holidays = public_holidays(
            settings.country, settings.subdivision, settings.start, settings.end
        )
        fit = Scorer(cohort).all().fit
        self.fit = {
            (one, other): int(fit[row, column])
            for row, one in enumerate(self.patients)
            for column, other in enumerate(self.professionals)
        }
        self.answer = cache(self._answer)
        self.barred = cache(self._barred)
        self.value = cache(self._value)
        self.locked |= self._at_work()
        self.must_be_placed |= {one for couple in self.locked for one in couple}
        self.not_a_candidate = cache(self._not_a_candidate)

    def _at_work(self) -> set[PairIds]:
        """The pairs of the running plan that have had a workshop, and that nothing parts."""
        running = self.cohort.current_plan
        if running is None or not any(
            workshop.state.value == "held" and workshop.number <= self.workshops.count
            for workshop in running.workshops
        ):
            return set()
        elsewhere = {one for couple in self.locked for one in couple}
        couples = [(pair.patient, pair.professional or "") for pair in running.pairs]
        return {
            couple
            for couple in couples
            if set(couple) <= set(self.people)
            and (couple in self.locked or not set(couple) & elsewhere)
            and not self.barred(*couple)
        }

    # Days

    def days(self) -> list[date]:
        """Every day of the window."""
        settings = self.cohort.programme.programme
        length = (settings.end - settings.start).days + 1
        return [settings.start + timedelta(days=offset) for offset in range(length)]

    def sequences(self, held: tuple[date, ...] = ()) -> Iterator[tuple[date, ...]]:
        """Yield every sequence of days that the workshops may be held on."""
        if len(held) == self.workshops.count:
            if self.days_go_together(held):
                yield held
            return
        for day in self.days():
            if not self.date_is_wrong(len(held) + 1, day, held[-1] if held else None):
                yield from self.sequences((*held, day))

    def date_is_wrong(self, number: int, day: date, previous: date | None) -> str:
        """Why a workshop cannot be held on a day when the one before is held on another."""
        kept = self.kept(number)
        if kept is not None and day != kept:
            return f"kept on {kept}"
        if kept is None and self.not_open(number, day):
            return self.not_open(number, day)
        if previous is None:
            return ""
        if kept is not None and self.kept(number - 1) is not None:
            return "" if previous <= day else "before the one before"
        if self._same_day(number):
            return "" if previous == day else f"not on the day of {previous}"
        if self._inside_a_block(number):
            return "" if self._adjacent(previous, day) else f"not adjacent to {previous}"
        gap = (day - previous).days
        if not self.workshops.min_gap_days <= gap <= self.workshops.max_gap_days:
            return f"{gap} days after {previous}"
        return ""

    def not_open(self, number: int, day: date) -> str:
        """Why a workshop that is still to be planned cannot be on a day, whatever the others."""
        fixed = {
            int(text.split(":")[0]): date.fromisoformat(text.split(":")[1])
            for text in self.workshops.fixed
        }
        fixed |= self.cohort.decisions.fixed_dates
        if fixed.get(number, day) != day:
            return f"fixed to {fixed[number]}"
        if self.not_a_candidate(day):
            return self.not_a_candidate(day)
        for text in self.workshops.windows:
            which, _, span = text.partition(":")
            first, _, last = span.partition("..")
            if int(which) == number and not (first or "0") <= day.isoformat() <= (last or "9"):
                return f"outside {span}"
        own = [text.split(":")[1] for text in self.workshops.weekdays_for]
        own = [
            weekday
            for weekday, text in zip(own, self.workshops.weekdays_for, strict=True)
            if int(text.split(":")[0]) == number
        ]
        if own and day.strftime("%a") not in own:
            return "not on its weekday"
        told = self.workshops.publication_date
        if told is not None and (day - told).days < 7 * self.workshops.notice_weeks:
            return "too soon after people are told"
        return ""

    def kept(self, number: int) -> date | None:
        """The date that a workshop keeps because it was held, or announced and still possible."""
        running = self.cohort.current_plan
        for workshop in running.workshops if running else ():
            if workshop.number != number or workshop.state.value == "planned":
                continue
            moved = self.cohort.decisions.fixed_dates.get(number, workshop.date) != workshop.date
            off = self.no_day_for_anybody(workshop.date)
            if workshop.state.value == "held" or not (moved or off):
                return workshop.date
        return None

    def days_go_together(self, dates: tuple[date, ...]) -> bool:
        """Whether no weekday has too many workshops, and the venues are within the budget."""
        planned = [
            day.weekday() for number, day in enumerate(dates, start=1) if self.kept(number) is None
        ]
        most = self.workshops.max_same_weekday
        for weekday in set(planned) if most is not None else ():
            if sum(day.weekday() == weekday for day in dates) > most:
                return False
        budget = self.cohort.programme.venues.budget
        if budget is None or not self.cohort.venues:
            return True
        return sum(self._cheapest(day) for day in set(dates)) <= round(100 * budget)

    def _cheapest(self, day: date) -> int:
        running = self.cohort.current_plan
        price = {one.venue_id: round(100 * one.cost_per_day) for one in self.cohort.venues}
        for workshop in running.workshops if running else ():
            if workshop.date == day and workshop.state.value == "held":
                return price.get(workshop.venue or "", 0)
        fitting = [price[one.venue_id] for one in self.cohort.venues if self._suits(one, day)]
        return min(fitting, default=0)

    def _same_day(self, number: int) -> bool:
        """Whether a workshop is another session of the day of the one before it."""
        most, first = self.workshops.sessions_per_day, 1
        for size in self.workshops.blocks or (self.workshops.count,):
            if first < number < first + size:
                return (number - first) % most != 0
            first += size
        return False

    def _inside_a_block(self, number: int) -> bool:
        """Whether a workshop belongs to the same block as the one before it."""
        first = 1
        for size in self.workshops.blocks:
            if first < number < first + size:
                return True
            first += size
        return False

    def _adjacent(self, previous: date, day: date) -> bool:
        """Whether a day comes after another with no working day between them."""
        between = [
            previous + timedelta(days=step) for step in range(1, max(0, (day - previous).days))
        ]
        return previous < day and not any(self._working(one) for one in between)

    def _working(self, day: date) -> bool:
        return day not in self.holidays and (day.weekday() < 5 or self._right_weekday(day))

    def _right_weekday(self, day: date) -> bool:
        return day.strftime("%a") in [str(weekday) for weekday in self.workshops.weekdays]

    def _not_a_candidate(self, day: date) -> str:
        settings = self.cohort.programme.programme
        if not settings.start <= day <= settings.end:
            return "outside the window"
        if not self._right_weekday(day):
            return "not on an allowed weekday"
        if day in self.holidays:
            return "a public holiday"
        return self.no_day_for_anybody(day)

    def no_day_for_anybody(self, day: date) -> str:
        """Why no workshop can be on a day, whatever the window and the weekdays."""
        decisions = self.cohort.decisions
        rows = [row for row in self.cohort.calendar if row.kind == "blocked" and row.area == ""]
        if any(row.date_from <= day <= row.date_to for row in rows):
            return "blocked by the calendar"
        if any(closed.first <= day <= closed.last for closed in decisions.blocked):
            return "blocked by a decision"
        if self.cohort.venues and not self._some_venue(day):
            return "no venue"
        leaders = [self._leader_can(one.facilitator_id, day) for one in self.cohort.facilitators]
        if leaders and sum(leaders) < self.workshops.facilitators:
            return "too few facilitators"
        return ""

    def _some_venue(self, day: date) -> bool:
        return any(self._suits(venue, day) for venue in self.cohort.venues)

    def _suits(self, venue: Venue, day: date) -> bool:
        applicants = [one for one in self.cohort.people if _applies(one)]
        room = 2 * self.wanted + self.workshops.facilitators
        room += sum(one.supporters + one.interpreters for one in applicants)
        offered = {feature for venue in self.cohort.venues for feature in venue.features}
        needs = {need for one in applicants for need in one.access_needs} & offered
        return (
            (venue.dates is None or day in venue.dates)
            and (venue.capacity is None or venue.capacity >= room)
            and needs <= set(venue.features)
        )

    def _leader_can(self, identity: str, day: date) -> bool:
        leader = next(it for it in self.cohort.facilitators if it.facilitator_id == identity)
        entry = self.cohort.availability.get(identity, {}).get(day)
        if entry is not None:
            return entry in (Answer.YES, Answer.IF_NEEDED)
        return leader.weekdays is not None and day.strftime("%a") in map(str, leader.weekdays)

    def _answer(self, identity: str, day: date) -> Answer:
        """What somebody says to a day; on the day of a workshop that was held, what happened."""
        said = self._said(identity, day)
        running = self.cohort.current_plan
        for workshop in running.workshops if running else ():
            if workshop.state.value != "held" or workshop.date != day:
                continue
            there = any(identity in (one.patient, one.professional) for one in running.pairs)
            if there and identity in workshop.absent:
                return Answer.NO
            if said is Answer.UNKNOWN or (there and said is Answer.NO):
                return Answer.YES
        return said

    def _said(self, identity: str, day: date) -> Answer:
        """What somebody says to a day, with what the calendar says about their area."""
        person = self.people[identity]
        entry = self.cohort.availability.get(identity, {}).get(day)
        if entry is not None:
            return entry
        if person.weekdays is None:
            return Answer.UNKNOWN
        if day.strftime("%a") not in map(str, person.weekdays):
            return Answer.NO
        said = {
            row.kind
            for row in self.cohort.calendar
            if row.area and row.area == person.area and row.date_from <= day <= row.date_to
        }
        if "blocked" in said:
            return Answer.NO
        return Answer.IF_NEEDED if "avoid" in said else Answer.YES

    # Pairs

    def pairings(self) -> Iterator[tuple[PairIds, ...]]:
        """Yield every set of allowed pairs in which everybody stands once at most."""
        yield from self._pairings(self.patients, frozenset(self.professionals))

    def _pairings(
        self, patients: Sequence[str], free: frozenset[str]
    ) -> Iterator[tuple[PairIds, ...]]:
        if not patients:
            yield ()
            return
        one, *others = patients
        yield from self._pairings(others, free)
        for other in sorted(free):
            if not self.barred(one, other):
                for rest in self._pairings(others, free - {other}):
                    yield ((one, other), *rest)

    def may_stand(self, pairs: tuple[PairIds, ...]) -> bool:
        """Whether a set of pairs keeps every rule that does not depend on dates."""
        placed = {identity for pair in pairs for identity in pair}
        return (
            0 < len(pairs) <= self.wanted
            and self.must_be_placed <= placed
            and self.locked <= set(pairs)
            and self.projects_work(pairs)
            and self.balanced(pairs)
        )

    def balanced(self, pairs: Sequence[PairIds]) -> bool:
        """Whether there are enough pairs from everywhere, and from nowhere too many."""
        return all(self._balanced(text, pairs) for text in self.cohort.programme.balance.limits)

    def _balanced(self, text: str, pairs: Sequence[PairIds]) -> bool:
        sign = "<=" if "<=" in text else ">="
        what, number = text.split(sign)
        field, name = (part.strip() for part in what.split(":"))
        side, dot, rest = field.partition(".")
        field = rest if dot else field
        if name == "*":
            people = [one for one in self.cohort.people if _applies(one)]
            people = [one for one in people if not dot or one.side == side]
            names = {word for one in people for word in _words_of(one, field)}
        else:
            names = {_plain(name)}
        for one in names:
            count = 0
            for pair in pairs:
                there = [one in _words_of(self.people[identity], field) for identity in pair]
                if dot:
                    count += there[0] if side == "patient" else there[1]
                else:
                    count += all(there) if field == "theme" else any(there)
            if count > int(number) if sign == "<=" else count < int(number):
                return False
        return True

    def quorate(self, pairs: Sequence[PairIds], dates: tuple[date, ...]) -> bool:
        """Whether enough pairs come to each workshop."""
        least = self.workshops.quorum
        fine = (Answer.YES, Answer.IF_NEEDED)
        return all(
            sum(all(self.answer(who, day) in fine for who in pair) for pair in pairs) >= least
            for day in dates
        )

    def _barred(self, patient: str, professional: str) -> str:
        one, other = self.people[patient], self.people[professional]
        if not (_applies(one) and _applies(other)):
            return "one of them did not consent, or has withdrawn"
        unwanted = (*one.avoids, *one.conflicts, *other.avoids, *other.conflicts)
        if patient in unwanted or professional in unwanted:
            return "one of them does not want the other, or must not be with them"
        if (patient, professional) in self.cohort.decisions.forbidden:
            return "forbidden"
        for asks, partner in ((one, other), (other, one)):
            if partner.organisation.strip() and _common(asks.not_from, [partner.organisation]):
                return "one of them must not be with people from there"
        alone = not (one.interpreters or other.interpreters)
        named = one.languages and other.languages
        if alone and named and not _common(one.languages, other.languages):
            return "no language in common"
        if not self._partners_agree(one, other):
            return "one of them applied with somebody else"
        if self.cohort.programme.pairing.require_shared_project and not self._share(one, other):
            return "no project or theme in common"
        if self.fit[patient, professional] < self.cohort.programme.pairing.min_fit:
            return "their fit is too low"
        return ""

    def _partners_agree(self, one: Person, other: Person) -> bool:
        for couple in self.people.values():
            partner = self.people.get(couple.partner_id or "")
            if partner is None or not (_applies(couple) and _applies(partner)):
                continue
            together = {couple.person_id, partner.person_id}
            if len(together & {one.person_id, other.person_id}) == 1:
                return False
        return True

    @staticmethod
    def _share(one: Person, other: Person) -> bool:
        named = [
            [*person.themes, *([person.project_id] if person.project_id else [])]
            for person in (one, other)
        ]
        return _common(*named)

    # Projects

    def projects_work(self, pairs: Sequence[PairIds]) -> bool:
        """Whether every pair with options can carry one so that all limits are kept."""
        projects = self.cohort.projects
        counts = {tuple(0 for _ in projects)}
        for pair in pairs:
            one, other = (self.people[identity] for identity in pair)
            options = [index for index, it in enumerate(projects) if _option(it, one, other)]
            if options:
                counts = {
                    (*count[:index], count[index] + 1, *count[index + 1 :])
                    for count in counts
                    for index in options
                }
        return any(
            all(_within_limits(it, n) for it, n in zip(projects, count, strict=True))
            for count in counts
        )

    # Worth

    def cannot_meet(self, patient: str, professional: str, dates: tuple[date, ...]) -> str:
        """Why a pair cannot be used with these dates."""
        together = [self._together(patient, professional, day) for day in dates]
        missed = together.count(False)
        if missed > self.workshops.max_missed:
            return f"misses {missed} workshops"
        absent = [number for number in self.workshops.everyone if not together[number - 1]]
        return f"misses workshops {absent}, which are for everyone" if absent else ""

    def _together(self, patient: str, professional: str, day: date) -> bool:
        comes = (Answer.YES, Answer.IF_NEEDED)
        return self.answer(patient, day) in comes and self.answer(professional, day) in comes

    def _value(self, patient: str, professional: str, dates: tuple[date, ...]) -> int | None:
        """What a pair is worth with these dates; nothing where it cannot be used."""
        if self.cannot_meet(patient, professional, dates):
            return None
        value = self.fit[patient, professional]
        for day in dates:
            if self._together(patient, professional, day):
                said = [self.answer(patient, day), self.answer(professional, day)]
                value -= self.costs.if_needed * said.count(Answer.IF_NEEDED)
            else:
                value -= self.costs.missed_workshop
        return value

    def levels(self, pairs: tuple[PairIds, ...], dates: tuple[date, ...]) -> Levels | None:
        """What pairs and dates are worth; nothing where a pair cannot be used with the dates."""
        total = 0
        for pair in pairs:
            value = self.value(*pair, dates)
            if value is None:
                return None
            total += value
        shunned = [row for row in self.cohort.calendar if row.kind == "avoid" and row.area == ""]
        for day in dates:
            if any(row.date_from <= day <= row.date_to for row in shunned):
                total -= self.costs.avoided_date
        if not self.quorate(pairs, dates):
            return None
        total -= self.costs.same_weekday * (len(dates) - len({day.weekday() for day in dates}))
        placed = [self.people[identity] for pair in pairs for identity in pair]
        reserves = sum(person.status is Status.RESERVE for person in placed)
        return Levels(len(pairs), reserves, min(self.fit[pair] for pair in pairs), total)


def _applies(person: Person) -> bool:
    return person.consent and person.status is not Status.WITHDRAWN


def _words_of(person: Person, field: str) -> set[str]:
    """What somebody says of themselves in one field, in a form that can be compared."""
    if field in ("theme", "themes"):
        return {_plain(theme) for theme in person.themes}
    return {_plain(getattr(person, field))} - {""}


def _plain(wording: str) -> str:
    return " ".join(wording.split()).casefold()


def _common(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    return bool({_plain(one) for one in ours} & {_plain(one) for one in theirs})


def _option(project: Project, one: Person, other: Person) -> bool:
    """Whether two people may carry a project."""
    if project.project_id in (one.project_id, other.project_id):
        return True
    if project.project_id in one.themes and project.project_id in other.themes:
        return True
    listed = [{_plain(theme) for theme in person.themes} for person in (one, other)]
    return project.theme != "" and _plain(project.theme) in listed[0] & listed[1]


def _within_limits(project: Project, pairs: int) -> bool:
    most = pairs if project.max_pairs is None else project.max_pairs
    return pairs == 0 or project.min_pairs <= pairs <= most
