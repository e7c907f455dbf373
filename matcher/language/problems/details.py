"""Parts of the sentences on problems."""

from __future__ import annotations

from matcher.language.words import to_say

DETAILS = (
    to_say("; “{name}” looks like {close}"),
    to_say("; it looks like {close}"),
    to_say("blank"),
    to_say("that of row {row}"),
    to_say("kept"),
    to_say("left out"),
    to_say("both are"),
    to_say("neither is"),
    to_say("the check-in after workshop {workshop}"),
    to_say("workshop {workshop}"),
    to_say("the same name"),
    to_say("the same e-mail"),
    to_say("the same phone"),
    to_say("names alike ({percent} %)"),
    to_say("it is left out"),
    to_say("the rows below it are read in its order"),
    to_say("month/day/year, as other dates of this column prove"),
    to_say("day/month/year"),
    to_say("lines"),
    to_say("cells"),
    to_say("no reason is given"),
    to_say("sheet"),
    to_say("file"),
)
