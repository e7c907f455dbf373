"""What the reasons look like for which there is no plan, or none with more pairs.

They stand in English in plan.json. Each pattern is one sentence, a rule, a gentler version of one,
or something that would help. A test compares them with what `matcher.impossible` says.
"""

from __future__ import annotations

from matcher.language.words import to_say

SENTENCES = (
    # people
    to_say(
        "Nobody is left on the {side} side: {number} in the file, none of whom has consented and "
        "not withdrawn."
    ),
    to_say("{people} must be in the plan ({kind}) but withdrew or has not consented."),
    to_say("{number} people on the {side} side are {kind}, but only {wanted} pairs are wanted."),
    to_say("{number} people are {kind}, but only {wanted} people are wanted."),
    to_say("{people} are locked, but the pair is not allowed: {why}."),
    to_say("The locks contradict each other."),
    to_say("No pair is allowed."),
    to_say("The commonest reason, for {some} of {all} pairs: {why}."),
    to_say("{person} must be in the plan, but no pair with them is allowed."),
    to_say("{people} have missed {some} of the workshops that were held; {most} may be missed."),
    to_say("{people} must all be in the plan, but may only be paired with {partners}."),
    # days
    to_say("Workshop {workshop} is fixed on {day}, on which no workshop can be held."),
    to_say("Workshop {workshop} is fixed on {day}, on which no workshop can be held ({lost})."),
    to_say("No dates for all workshops {order} when these are fixed: {fixed}."),
    to_say("There is no candidate date between {first} and {last}."),
    to_say("There is no candidate date between {first} and {last} ({lost})."),
    to_say(
        "No {count} dates between {first} and {last} {order}: there are {number} candidate dates."
    ),
    to_say(
        "No {count} dates between {first} and {last} {order}: there are {number} candidate dates "
        "({lost})."
    ),
    to_say("These rules narrow them further: {settings}."),
    # searches
    to_say("No dates and pairs keep to the limits on projects."),
    to_say("No dates and pairs keep to all the rules together."),
    to_say("No dates and pairs keep to {limits}."),
    to_say("No dates bring {amount} to every workshop."),
    to_say("No dates keep to {setting} = {value}."),
    to_say("The {number} people who are {kind} cannot all be in {amount}, but in {then} they can."),
    to_say(
        "On no dates can all {number} people who are {kind} be in pairs that attend {attended}."
    ),
    to_say("On no dates can the one person who is {kind} be in pairs that attend {attended}."),
    to_say("On no dates can all {number} people who are {kind} attend {attended}."),
    to_say("On no dates can the one person who is {kind} attend {attended}."),
    to_say("On no dates can a pair attend {attended}."),
    to_say("On no dates can anybody attend {attended}."),
    to_say("No single rule was found that stands in the way alone."),
    to_say("The search for the rule that stands in the way ended before it was found."),
    to_say("{amount} would be possible without them."),
    to_say("{amount} would be possible without."),
    to_say("{amount} would be possible without that limit."),
    to_say("{amount} would be possible if {number} were enough."),
    to_say("{amount} would be possible if nobody were {kind}."),
    to_say("{amount} would be possible if no workshop were for everyone."),
    to_say("{amount} would be possible if a pair might miss {number}."),
    to_say("{amount} would be possible if somebody might miss {number}."),
    to_say(
        "{amount} would be possible if a pair might miss {number} and no workshop were for "
        "everyone."
    ),
    to_say(
        "{amount} would be possible if somebody might miss {number} and no workshop were for "
        "everyone."
    ),
    # rules that contradict
    to_say("One rule alone leaves no plan, with the people and their answers as they are: {rule}."),
    to_say(
        "One of {count} rules that contradict, with the people and their answers as they are: "
        "{rule}."
    ),
    to_say("Perhaps fewer of them do already."),
    # fewer pairs than wanted, and no time
    to_say("{formed} of {wanted} pairs: no plan has more under these rules."),
    to_say("{formed} of {wanted} people: no plan has more under these rules."),
    to_say(
        "{formed} of {wanted} pairs: the search ended before it was clear whether more are "
        "possible."
    ),
    to_say(
        "{formed} of {wanted} people: the search ended before it was clear whether more are "
        "possible."
    ),
    to_say("The search ended before any plan was found; there may or may not be one."),
)

RULES = (
    to_say("at least {number} days from one workshop to the next"),
    to_say("at most {number} days from one workshop to the next"),
    to_say("workshops on {weekdays} only"),
    to_say("workshops from {first} to {last}"),
    to_say("workshop {workshop} is held between the days {days}"),
    to_say("workshop {workshop} is fixed on {days}"),
    to_say("weekdays of single workshops: {weekdays}"),
    to_say("{number} weeks of notice"),
    to_say("at most {number} workshops on the same weekday"),
    to_say("venues for at most {money}"),
    to_say("{number} facilitators at each workshop"),
    to_say("venues with room for {number} people"),
    to_say("a pair may miss at most {number} of the workshops"),
    to_say("a person may miss at most {number} of the workshops"),
    to_say("workshop {workshop} is for everyone"),
    to_say("at least {amount} at every workshop"),
    to_say("no pair below a fit of {number}"),
    to_say("a pair needs a theme or project that both named"),
    to_say("{people} are locked"),
    to_say("{wanted} pairs are wanted"),
    to_say("{wanted} people are wanted"),
)

STEPS = (
    to_say("with gaps from {number} days"),
    to_say("with gaps up to {number} days"),
    to_say("with workshops on {weekdays}"),
    to_say("with an end on {day}"),
    to_say('without "{rule}"'),
    to_say("without weekdays of single workshops"),
    to_say("with {number} weeks of notice"),
    to_say("with up to {number} workshops on the same weekday"),
    to_say("with a budget of {money}"),
    to_say("without a budget for venues"),
    to_say("with {number} facilitators at each workshop"),
    to_say("if venues may be too small"),
    to_say("if a pair may miss {number} of the workshops"),
    to_say("if a person may miss {number} of the workshops"),
    to_say("if {amount} are enough at every workshop"),
    to_say("with fits from {number}"),
    to_say("without the lock of {people}"),
    to_say("with {number} pairs wanted"),
    to_say("with {number} people wanted"),
    to_say('with "{limits}"'),
)

REMEDIES = (
    to_say("{step}: {amount} ({changes})"),
    to_say("{step}: {amount}"),
    to_say("add people on the {side} side, or ask for their consent"),
    to_say("ask for their consent, or take back the confirmation or the lock"),
    to_say("want {amount}"),
    to_say("confirm fewer people"),
    to_say("end a pair that is at work"),
    to_say("withdraw somebody at work"),
    to_say("withdraw {person}"),
    to_say("take back the lock, or change what forbids the pair"),
    to_say("unlock"),
    to_say("relax this rule, or add people"),
    to_say("take back the confirmation or the lock, or relax what forbids the pair"),
    to_say("take back a confirmation or a lock, or relax what forbids their pairs"),
    to_say("take back a confirmation or a lock"),
    to_say("fix it on another day"),
    to_say("take back a fixed date, or fix it on another day"),
    to_say("widen the window, allow other gaps or more weekdays, or hold fewer workshops"),
    to_say(
        "find a venue for more days that fits everybody and has what they need, or ask for "
        "fewer pairs"
    ),
    to_say("find facilitators who can come on more days"),
    to_say("allow more pairs on a project, or fewer as its least"),
    to_say("leave out {limits}, or relax it"),
    to_say("a higher {setting}, or none"),
    to_say("relax {setting}"),
    to_say("ask for more availability"),
    to_say("ask for more availability, and relax more than one rule"),
    to_say("ask for more availability, or relax a rule"),
    to_say("allow more time, to be told more"),
    to_say("allow more time"),
    to_say("add people or availability"),
)

PARTS = (
    to_say("confirmed"),
    to_say("confirmed or locked"),
    to_say("confirmed or at work already"),
    to_say("confirmed, locked or at work already"),
    to_say("blocked"),
    to_say("without a suitable venue"),
    to_say("with too few facilitators"),
    to_say("{number} blocked"),
    to_say("{number} without a suitable venue"),
    to_say("{number} with too few facilitators"),
    to_say("lie {least} to {most} days apart"),
    to_say("lie {least} to {most} days apart in blocks of {numbers} adjacent days"),
    to_say("{workshop} on {day}"),
    to_say("what was held or announced"),
    to_say("at least {amount}"),
)

NO_PLAN_PATTERNS = (*SENTENCES, *REMEDIES, *RULES, *STEPS, *PARTS)
"""The most telling first: what helps holds a step, and what stands for a rule may be long."""
