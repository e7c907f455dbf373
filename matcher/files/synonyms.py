"""Other names for files, columns and sides, in English and French.

Headings are compared as `matcher.files.similarity.folded` writes them: without accents, capitals
and signs, so that "E-mail" and "e mail" are one. A heading may stand under several columns of a
file; it then means the first of them that no other column of the file has.
"""

from __future__ import annotations

from functools import cache

from matcher.files.similarity import folded

FILES: dict[str, tuple[str, ...]] = {
    "participants": ("participant", "people", "applicants", "applications", "candidats",
                     "candidatures", "inscriptions", "inscrits", "personnes"),
    "availability": ("availabilities", "dates people can do", "disponibilité", "disponibilités",
                     "dispos"),
    "projects": ("project", "projets", "projet"),
    "venues": ("venue", "places", "rooms", "lieux", "lieu", "salles"),
    "venue_dates": ("venue dates", "dates of venues", "dates des lieux", "dates des salles"),
    "travel": ("travel times", "journeys", "trajets", "temps de trajet", "déplacements"),
    "facilitators": ("facilitator", "animateurs", "animatrices", "facilitateurs",
                     "animateurs et animatrices"),
    "calendar": ("holidays", "calendrier", "vacances", "jours fériés"),
    "follow_up": ("follow-up", "invitations", "attendance register", "register", "suivi",
                  "présences", "émargement"),
}  # fmt: skip
"""What a file or a sheet may be called besides its own name."""

_NAME = ("full name", "your name", "name and surname", "first name and surname",
         "first name and last name", "first and last name", "nom complet", "nom et prénom",
         "prénom et nom", "nom prénom", "prénom nom", "nom")  # fmt: skip
_AREA = ("borough", "district", "neighbourhood", "town", "secteur", "quartier", "ville", "commune",
         "zone")  # fmt: skip
_ORGANISATION = ("organization", "organisation name", "name of organisation", "employer", "trust",
                 "place of work", "établissement", "structure", "employeur",
                 "association")  # fmt: skip
_LANGUAGES = ("language", "languages spoken", "spoken languages", "languages you speak", "langue",
              "langues", "langues parlées")  # fmt: skip
_WEEKDAYS = ("days", "days of the week", "available days", "days available", "weekdays available",
             "jours", "jours de la semaine", "jours disponibles", "jours possibles")  # fmt: skip
_CONFLICTS = ("conflict", "conflicts of interest", "conflict of interest", "conflits",
              "conflits d'intérêts")  # fmt: skip
_VENUE_ID = ("venue", "venue code", "venue number", "code lieu", "lieu", "id lieu", "code salle",
             "salle")  # fmt: skip
_MOST_PAIRS = ("maximum pairs", "most pairs", "pairs at most", "max binômes", "binômes maximum",
               "nombre maximum de binômes")  # fmt: skip

COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "participants": {
        "person_id": ("id", "participant id", "participant code", "participant number",
                      "code participant", "numéro participant", "identifiant", "id personne",
                      "person", "code personne"),
        "side": ("side of the pair", "role", "côté", "rôle", "type of participant",
                 "participant type", "type de participant", "patient or professional",
                 "patient ou professionnel", "i am a", "je suis"),
        "name": _NAME,
        "email": ("e-mail", "mail", "e-mail address", "email address", "your e-mail",
                  "your e-mail address", "adresse e-mail", "adresse mail", "adresse électronique",
                  "courriel", "adresse courriel", "mél"),
        "organisation": _ORGANISATION,
        "area": (*_AREA, "area where you live or work", "where you live or work"),
        "profession": ("job", "job title", "occupation", "professional role", "métier", "fonction",
                       "poste", "role", "rôle"),
        "themes": ("theme", "topics", "topic", "interests", "themes of interest",
                   "topics of interest", "thème", "thèmes", "sujets", "centres d'intérêt"),
        "project_id": ("project", "own project", "your project", "project code", "projet",
                       "code projet", "id projet"),
        "goals": ("goal", "aims", "objectives", "objectif", "objectifs", "buts"),
        "prefers": ("prefer", "preferences", "preferred partners", "would like to work with",
                    "préfère", "préférences", "souhaits", "souhaite travailler avec"),
        "avoids": ("avoid", "would rather not work with", "prefers not to work with", "évite",
                   "à éviter", "ne souhaite pas travailler avec"),
        "conflicts": (*_CONFLICTS, "must not be paired with"),
        "not_from": ("not from organisation", "not from these organisations",
                     "organisations to avoid", "pas de", "pas de la structure",
                     "organisations à éviter", "structures à éviter"),
        "languages": _LANGUAGES,
        "access_needs": ("access", "access requirements", "accessibility", "accessibility needs",
                         "accessibilité", "besoins d'accès", "besoins d'accessibilité"),
        "supporters": ("supporter", "number of supporters", "people who come with you",
                       "accompagnants", "nombre d'accompagnants"),
        "interpreters": ("interpreter", "number of interpreters", "interprètes", "interprète",
                         "nombre d'interprètes"),
        "weekdays": _WEEKDAYS,
        "max_travel_minutes": ("max travel", "maximum travel time", "maximum travel minutes",
                               "longest journey", "longest journey in minutes",
                               "temps de trajet maximum", "trajet maximum",
                               "durée maximale de trajet"),
        "remote_ok": ("remote", "online ok", "can join online", "happy to join online",
                      "à distance", "à distance possible", "visio possible", "en visio"),
        "consent": ("i consent", "i agree", "do you consent", "consent given", "consents",
                    "consentement", "je consens", "j'accepte", "accord"),
        "status": ("application status", "statut", "état de la candidature"),
        "applied_on": ("date of application", "application date", "date applied",
                       "date de candidature", "candidature du"),
        "partner_id": ("partner", "applied with", "applied together with", "applying with",
                       "partenaire", "candidature avec", "code partenaire", "id partenaire"),
        "withdrawn_after_workshop": ("withdrew after workshop", "left after workshop",
                                     "retrait après l'atelier", "parti après l'atelier"),
    },
    "availability": {
        "person_id": ("id", "person", "participant", "participant id", "participant code",
                      "code participant", "identifiant", "id personne", "facilitator_id"),
        "date": ("day", "jour"),
        "state": ("answer", "available", "availability", "can come", "réponse", "disponible",
                  "disponibilité", "état"),
    },
    "projects": {
        "project_id": ("id", "project code", "project number", "code projet", "id projet",
                       "identifiant", "numéro de projet"),
        "title": ("project", "project title", "project name", "name", "titre", "projet",
                  "titre du projet", "nom du projet", "intitulé"),
        "theme": ("themes", "topic", "thème", "sujet"),
        "organisation": _ORGANISATION,
        "area": _AREA,
        "max_pairs": _MOST_PAIRS,
        "min_pairs": ("minimum pairs", "fewest pairs", "pairs at least", "min binômes",
                      "binômes minimum", "nombre minimum de binômes"),
    },
    "venues": {
        "venue_id": ("id", "venue code", "venue number", "code lieu", "id lieu", "code salle",
                     "identifiant"),
        "name": ("venue", "venue name", "place", "room", "nom", "lieu", "salle", "nom du lieu",
                 "nom de la salle"),
        "area": _AREA,
        "capacity": ("seats", "places", "room for", "maximum people", "capacité",
                     "nombre de places"),
        "features": ("feature", "facilities", "access features", "équipements", "équipement",
                     "accessibilité", "accessibility"),
        "online": ("is online", "en ligne"),
        "hybrid": ("is hybrid", "hybride"),
        "cost_per_day": ("cost", "daily cost", "price", "price per day", "day rate", "coût",
                         "prix", "tarif", "coût par jour", "prix par jour", "tarif journalier"),
    },
    "venue_dates": {
        "venue_id": _VENUE_ID,
        "date": ("day", "free on", "free date", "jour", "date libre"),
    },
    "travel": {
        "area": (*_AREA, "from", "de", "départ"),
        "venue_id": (*_VENUE_ID, "to", "vers", "arrivée"),
        "minutes": ("time", "travel time", "travel minutes", "journey", "durée", "temps",
                    "temps de trajet", "durée du trajet"),
    },
    "facilitators": {
        "facilitator_id": ("id", "facilitator code", "facilitator number", "code animateur",
                           "id animateur", "identifiant"),
        "name": (*_NAME, "facilitator", "facilitator name", "animateur", "animatrice"),
        "languages": _LANGUAGES,
        "max_pairs": _MOST_PAIRS,
        "weekdays": _WEEKDAYS,
        "conflicts": _CONFLICTS,
        "area": (*_AREA, "area where they work"),
    },
    "follow_up": {
        "person_id": ("id", "participant id", "participant code", "code participant",
                      "identifiant", "person", "code personne"),
        "workshop": ("workshop number", "atelier", "numéro d'atelier"),
        "after_workshop": ("check-in after workshop", "après l'atelier"),
        "date": ("day", "jour"),
        "invited": ("invitation sent", "asked", "invité", "invitée"),
        "reply": ("answer", "response", "rsvp", "réponse"),
        "came": ("attended", "present", "was there", "présent", "présente", "venu", "venue"),
    },
    "calendar": {
        "date_from": ("from", "start", "start date", "first day", "date", "du", "début",
                      "date de début", "premier jour"),
        "date_to": ("to", "until", "end", "end date", "last day", "au", "fin", "date de fin",
                    "dernier jour"),
        "label": ("name", "description", "what", "holiday", "libellé", "nom", "intitulé"),
        "kind": ("type", "sort", "genre", "nature"),
        "area": _AREA,
    },
    "programme": {
        "key": ("setting", "rule", "clé", "réglage", "paramètre"),
        "value": ("valeur",),
    },
}  # fmt: skip
"""What a column of each file may be called besides its own name."""

FIRST_NAME, LAST_NAME = "first_name", "last_name"
NAME_PARTS: dict[str, tuple[str, ...]] = {
    FIRST_NAME: ("first name", "firstname", "given name", "forename", "prénom"),
    LAST_NAME: ("last name", "lastname", "surname", "family name", "nom de famille", "nom"),
}
"""What the two parts of a name may be called where they stand in columns of their own."""

SIDES: dict[str, tuple[str, ...]] = {
    "patient": (
        "patients", "patiente", "patientes", "service user", "service users", "carer", "carers",
        "unpaid carer", "family carer", "community member", "member of the public",
        "expert by experience", "expert patient", "patient leader", "patient partner",
        "healthwatch", "healthwatch lead", "usager", "usagère", "usagers", "aidant", "aidante",
        "aidants", "aidantes", "proche aidant", "proche aidante", "patient expert",
        "patiente experte", "patient partenaire", "patiente partenaire", "côté patient",
    ),
    "professional": (
        "professionals", "healthcare professional", "health care professional",
        "health professional", "clinician", "clinicians", "health worker", "healthcare worker",
        "staff", "member of staff", "professionnel", "professionnelle", "professionnels",
        "professionnelles", "professionnel de santé", "professionnelle de santé", "soignant",
        "soignante", "soignants", "soignantes", "côté professionnel",
    ),
}  # fmt: skip
"""What people write in the column `side`; what a programme itself calls the sides goes before.

A profession is no side: a nurse may apply as a carer.
"""


@cache
def file_names() -> dict[str, str]:
    """Return the name in the contract by every way to write the name of a file."""
    return {folded(word): name for name, words in FILES.items() for word in (name, *words)}


@cache
def column_names(table: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of a file that a heading may mean, the likeliest first, by heading."""
    meant: dict[str, list[str]] = {}
    for column, words in COLUMNS.get(table, {}).items():
        for word in dict.fromkeys(map(folded, (column, *words))):
            places = meant.setdefault(word, [])
            # Its own name is always the first thing that a heading may mean.
            places.insert(0, column) if word == folded(column) else places.append(column)
    return {word: tuple(columns) for word, columns in meant.items()}


@cache
def name_parts() -> dict[str, str]:
    """Return which part of a name a heading means."""
    return {folded(word): part for part, words in NAME_PARTS.items() for word in words}


@cache
def side_words() -> dict[str, str]:
    """Return the side that a word means, by the word."""
    return {folded(word): side for side, words in SIDES.items() for word in words}
