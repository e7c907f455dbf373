"""Which time of day is meant where: the time zone of a country, offline, from CLDR and tzdata."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

MAIN = MappingProxyType(
    {
        "CL": "America/Santiago",
        "CN": "Asia/Shanghai",
        "CY": "Asia/Nicosia",
        "DE": "Europe/Berlin",
        "EC": "America/Guayaquil",
        "ES": "Europe/Madrid",
        "MY": "Asia/Kuala_Lumpur",
        "NZ": "Pacific/Auckland",
        "PT": "Europe/Lisbon",
        "UA": "Europe/Kyiv",
        "UZ": "Asia/Tashkent",
    }
)
"""The zone in which nearly everybody lives, for countries that have several."""

FAR_AWAY = MappingProxyType(
    {
        ("ES", "CN"): "Atlantic/Canary",
        ("FR", "971"): "America/Guadeloupe",
        ("FR", "972"): "America/Martinique",
        ("FR", "973"): "America/Cayenne",
        ("FR", "974"): "Indian/Reunion",
        ("FR", "976"): "Indian/Mayotte",
        ("FR", "BL"): "America/St_Barthelemy",
        ("FR", "MF"): "America/Marigot",
        ("FR", "NC"): "Pacific/Noumea",
        ("FR", "PF"): "Pacific/Tahiti",
        ("FR", "PM"): "America/Miquelon",
        ("FR", "TF"): "Indian/Kerguelen",
        ("FR", "WF"): "Pacific/Wallis",
        ("PT", "20"): "Atlantic/Azores",
        ("PT", "30"): "Atlantic/Madeira",
    }
)
"""Subdivisions, as public holidays name them, with a zone of their own."""


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all time zones, such as ``Europe/London``."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def zone_of(country: str, subdivision: str | None) -> str | None:
    """Return the time zone of a country, or nothing where it has several that matter.

    Parameters
    ----------
    country
        Its code.
    subdivision
        The part of it, as public holidays name it.
    """
    from babel.core import get_global

    code = get_global("territory_aliases").get(country, [country])[0]
    if (code, subdivision) in FAR_AWAY:
        return FAR_AWAY[code, str(subdivision)]
    zones = get_global("territory_zones").get(code, [])
    return MAIN.get(code) or (str(zones[0]) if len(zones) == 1 else None)
