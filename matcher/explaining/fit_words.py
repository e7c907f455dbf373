"""What a fit is made of, in sentences with both people's own answers: one function a criterion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.criteria import DEPTH, interests
from matcher.dates import Code, own_answers, window
from matcher.language.words import to_say
from matcher.programme import Weekday
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Person
    from matcher.explaining.called import Called
    from matcher.language import Words

Sentence = Callable[["Person", "Person", "Cohort", "Words", "Called"], str]


def fit_sentence(
    criterion: str, one: Person, other: Person, cohort: Cohort, words: Words, called: Called
) -> str:
    """Return what two people answered to what a criterion reads."""
    return SENTENCES[criterion](one, other, cohort, words, called)


def _rank(rank: int, words: Words) -> str:
    return (
        words.say("first"),
        words.say("second"),
        words.say("third"),
        words.say("fourth"),
        words.say("fifth"),
    )[rank]


def _silent(missing: list[Person], alone: str, both: str, words: Words, called: Called) -> str:
    """Return that one of two people, or both, gave no answer."""
    if len(missing) == 1:
        return words.say(alone, person=called(missing[0].person_id))
    return words.say(both)


def _shared_project(
    one: Person, other: Person, cohort: Cohort, words: Words, called: Called
) -> str:
    theme_of = {project.project_id: plain(project.theme) for project in cohort.projects}
    ours, theirs = interests(one, theme_of), interests(other, theme_of)
    missing = [who for who, named in ((one, ours), (other, theirs)) if not named]
    if missing:
        alone, both = (
            to_say("{person} named no project or theme."),
            to_say("Neither named a project or theme."),
        )
        return _silent(missing, alone, both, words, called)
    common = sorted(
        ours.keys() & theirs.keys(), key=lambda item: (max(ours[item], theirs[item]), item)
    )
    if not common:
        return words.say("They named no project or theme in common.")
    item = common[0]
    what = _interest(item, (one, other), cohort)
    if ours[item] == theirs[item]:
        said = words.say("Both ranked “{what}” {rank}.", what=what, rank=_rank(ours[item], words))
    else:
        said = words.say(
            "Both want “{what}”: {one} ranked it {rank}, {other} {other_rank}.",
            what=what,
            one=called(one.person_id),
            rank=_rank(ours[item], words),
            other=called(other.person_id),
            other_rank=_rank(theirs[item], words),
        )
    through = [
        words.say(
            "{person} named it through the project “{project}”.",
            person=called(person.person_id),
            project=title,
        )
        for person, ranked in ((one, ours), (other, theirs))
        if (title := _through(person, item, ranked[item], cohort))
    ]
    return " ".join([said, *through])


def _interest(item: str, people: tuple[Person, Person], cohort: Cohort) -> str:
    """Return a shared interest as people wrote it."""
    kind, _, name = item.partition(":")
    if kind == "project":
        return next(p.title for p in cohort.projects if p.project_id == name)
    written = [theme for person in people for theme in person.themes]
    written += [project.theme for project in cohort.projects]
    return next((theme for theme in written if plain(theme) == name), name)


def _through(person: Person, item: str, rank: int, cohort: Cohort) -> str:
    """Return the title of the project by which somebody named a theme at a rank, if by one."""
    title = {project.project_id: project.title for project in cohort.projects}
    own = (person.project_id,) if person.project_id else ()
    named = {item if item in title else plain(item): item for item in (*own, *person.themes)}
    return "" if item.startswith("project:") else title.get(list(named)[rank], "")


def _motivation(one: Person, other: Person, cohort: Cohort, words: Words, called: Called) -> str:
    both = [name for name in sorted(one.motivation) if name in other.motivation]
    single = sorted(one.motivation.keys() ^ other.motivation.keys())
    if not both and not single:
        return words.say("Neither said how keen they are.")
    said = []
    if both:
        shown = [
            words.say(
                "{statement} {answer} and {other_answer}",
                statement=name.replace("_", " "),
                answer=one.motivation[name],
                other_answer=other.motivation[name],
            )
            for name in both
        ]
        said.append(
            words.say(
                "How keen they are, from 1 to 5, {one} and then {other}: {answers}.",
                one=called(one.person_id),
                other=called(other.person_id),
                answers=words.parted(shown),
            )
        )
    if single:
        names = words.listed(name.replace("_", " ") for name in single)
        said.append(words.say("Only one of them answered: {statements}.", statements=names))
    return " ".join(said)


def _preference(one: Person, other: Person, cohort: Cohort, words: Words, called: Called) -> str:
    return " ".join(_asked(who, whom, words, called) for who, whom in ((one, other), (other, one)))


def _asked(who: Person, whom: Person, words: Words, called: Called) -> str:
    names = {"person": called(who.person_id), "other": called(whom.person_id)}
    if whom.person_id in who.prefers[:DEPTH]:
        rank = _rank(who.prefers.index(whom.person_id), words)
        return words.say("{person} asked for {other} ({rank}).", rank=rank, **names)
    if whom.person_id in who.prefers:
        return words.say("{person} asked for {other}, after the five that count.", **names)
    if who.prefers:
        return words.say("{person} asked for others.", person=names["person"])
    return words.say("{person} asked for nobody.", person=names["person"])


def _joint_dates(one: Person, other: Person, cohort: Cohort, words: Words, called: Called) -> str:
    ours, theirs = own_answers(cohort, (one, other), window(cohort.programme))
    known = (ours != Code.UNKNOWN) & (theirs != Code.UNKNOWN)
    gladly = int(((ours == Code.YES) & (theirs == Code.YES)).sum())
    can = int(((ours >= Code.IF_NEEDED) & (theirs >= Code.IF_NEEDED)).sum())
    said = [
        words.say(
            "Of the {days} days that a workshop could be on by its weekday, both said yes "
            "for {gladly}.",
            days=words.number(len(known)),
            gladly=words.number(gladly),
        )
    ]
    if can > gladly:
        said.append(
            words.say(
                "On {number} more, one of them or both only if needed.",
                number=words.number(can - gladly),
            )
        )
    if not known.all():
        said.append(
            words.say_many(
                "For {number} day an answer is missing.",
                "For {number} days an answer is missing.",
                int((~known).sum()),
            )
        )
    return " ".join(said)


def _locality(one: Person, other: Person, cohort: Cohort, words: Words, called: Called) -> str:
    missing = [who for who in (one, other) if not plain(who.area)]
    if missing:
        alone, both = to_say("{person} named no area."), to_say("Neither named an area.")
        return _silent(missing, alone, both, words, called)
    if plain(one.area) == plain(other.area):
        return words.say("Both are in {area}.", area=one.area)
    said = [
        words.say(
            "{one} is in {area}, {other} in {other_area}.",
            one=called(one.person_id),
            area=one.area,
            other=called(other.person_id),
            other_area=other.area,
        )
    ]
    if one.remote_ok and other.remote_ok:
        return " ".join([*said, words.say("Both are content to meet remotely.")])
    for who in (one, other):
        name = called(who.person_id)
        if who.remote_ok is None:
            said.append(
                words.say("{person} did not say whether meeting remotely suits.", person=name)
            )
        elif not who.remote_ok:
            said.append(words.say("Meeting remotely does not suit {person}.", person=name))
    return " ".join(said)


def _weekdays(one: Person, other: Person, cohort: Cohort, words: Words, called: Called) -> str:
    missing = [who for who in (one, other) if not who.weekdays]
    if missing:
        alone, both = to_say("{person} listed no weekdays."), to_say("Neither listed weekdays.")
        return _silent(missing, alone, both, words, called)
    names = words.weekday_names()
    shared = set(one.weekdays or ()) & set(other.weekdays or ())
    if not shared:
        return words.say("They have no weekday in common.")
    shown = words.listed(names[day.number] for day in Weekday if day in shared)
    return words.say("Both listed {weekdays}.", weekdays=shown)


def _goals(one: Person, other: Person, cohort: Cohort, words: Words, called: Called) -> str:
    ours, theirs = (list(dict.fromkeys(map(plain, who.goals)))[:DEPTH] for who in (one, other))
    missing = [who for who, goals in ((one, ours), (other, theirs)) if not goals]
    if missing:
        alone, both = to_say("{person} named no goals."), to_say("Neither named goals.")
        return _silent(missing, alone, both, words, called)
    common = [goal for goal in ours if goal in theirs]
    if not common:
        return words.say("Their goals all differ.")
    number = len(set(ours) | set(theirs)) - len(common)
    return words.say_many(
        "Both want to: {goals}. {number} goal is of one of them only.",
        "Both want to: {goals}. {number} goals are of one of them only.",
        number,
        goals=words.parted(common),
    )


SENTENCES: dict[str, Sentence] = {
    "shared_project": _shared_project,
    "motivation": _motivation,
    "mutual_preference": _preference,
    "joint_dates": _joint_dates,
    "locality": _locality,
    "check_in_overlap": _weekdays,
    "complementary": _goals,
}
"""What each criterion read, in sentences, by its name."""
