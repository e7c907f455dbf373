"""Messy polls of dates, consent, and people who name others."""

from __future__ import annotations

from datetime import date

from messy_case import (
    DAY,
    HEAD,
    OTHER,
    REPAIRED,
    STOPPED,
    WARNED,
    Case,
    answer,
    answers,
    count,
    first,
    people,
    poll,
)

from matcher.cohort import Answer

POLLS = [
    *(
        Case(f"{said} in a poll", "availability.csv", poll(said), REPAIRED, "", answer, state)
        for said, state in {
            "oui": Answer.YES,
            "OK": Answer.YES,
            "✓": Answer.YES,
            "✔️": Answer.YES,
            "If need be": Answer.IF_NEEDED,
            "(yes)": Answer.IF_NEEDED,
            "(OK)": Answer.IF_NEEDED,
            "si besoin": Answer.IF_NEEDED,
            "non": Answer.NO,
            "✗": Answer.NO,
            "❌": Answer.NO,
        }.items()
    ),
    *(
        Case(
            f"{said} in a poll",
            "availability.csv",
            poll(said),
            WARNED,
            "unknown",
            answer,
            Answer.UNKNOWN,
        )
        for said in ("?", "maybe later", "Peut-être", "tbc", "yes?", "yes ???")
    ),
    Case(
        "x among blanks",
        "availability.csv",
        poll("x", "x"),
        REPAIRED,
        "no other word",
        answer,
        Answer.YES,
    ),
    Case(
        "x beside yes",
        "availability.csv",
        poll("x", "yes"),
        REPAIRED,
        "a word for yes",
        answer,
        Answer.NO,
    ),
    Case(
        "x beside yes and no",
        "availability.csv",
        poll("x", "yes", "no"),
        STOPPED,
        "can mean yes or no",
    ),
    Case("a word that nobody knows", "availability.csv", poll("zebra"), STOPPED, "no answer is"),
    Case(
        "days in words above a poll",
        "availability.csv",
        "person_id,Tues 4th May,05/05/2027\nP1,yes,no\n",
        REPAIRED,
        "",
        answers,
        {DAY: Answer.YES, date(2027, 5, 5): Answer.NO},
    ),
    Case(
        "one day twice, the same",
        "availability.csv",
        "person_id,4 May 2027,2027-05-04\nP1,yes,oui\n",
        REPAIRED,
        "",
        answer,
        Answer.YES,
    ),
    Case(
        "one day twice, otherwise",
        "availability.csv",
        "person_id,4 May 2027,2027-05-04\nP1,yes,non\n",
        STOPPED,
        "two different answers",
    ),
    Case("a blank answer", "availability.csv", poll(""), None, read=answer, value=Answer.UNKNOWN),
]

CONSENT = [
    *(
        Case(
            f"{said} as consent",
            "participants.csv",
            f"{HEAD}\nP1,patient,{said}\n{OTHER}\n",
            outcome,
            "",
            first("consent"),
            value,
        )
        for said, outcome, value in [
            ("Y", None, True),
            ("Oui", None, True),
            ("✓", REPAIRED, True),
            ("J'accepte", REPAIRED, True),
            ("✗", REPAIRED, False),
            ("Y?", WARNED, False),
            ("yes please send more", WARNED, False),
            ("ok", WARNED, False),
            ("x", WARNED, False),
            ("", WARNED, False),
        ]
    ),
]

PEOPLE = [
    Case(
        "two sides in one cell",
        "participants.csv",
        f"{HEAD}\nP1,patient / professional,yes\n{OTHER}\n",
        STOPPED,
        "more than one",
    ),
    Case(
        "a wish for somebody absent",
        "participants.csv",
        people("prefers", "H9"),
        WARNED,
        "nobody has this id",
        first("prefers"),
        ("H9",),
    ),
    Case(
        "applied together, said once",
        "participants.csv",
        people("partner_id", "H1"),
        None,
        read=first("partner_id"),
        value="H1",
    ),
    Case(
        "one e-mail for two",
        "participants.csv",
        f"{HEAD},email\nP1,patient,yes,a@x.org\n{OTHER},A@x.org\n",
        WARNED,
        "same e-mail",
        count,
        2,
    ),
    Case(
        "a formula for its result",
        "participants.csv",
        people("name", "=B2&C2"),
        WARNED,
        "formula",
        first("name"),
        "=B2&C2",
    ),
    Case(
        "a formula in a number",
        "participants.csv",
        people("supporters", "=1+1"),
        STOPPED,
        "not a whole number",
    ),
    Case(
        "a mistake of a spreadsheet",
        "participants.csv",
        people("name", "#REF!"),
        WARNED,
        "formula",
        first("name"),
        "#REF!",
    ),
]
