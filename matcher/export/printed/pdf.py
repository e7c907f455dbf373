"""The pages as PDF, tagged and with their language, made by WeasyPrint."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from matcher.errors import MatcherError
from matcher.export.printed.pages import cohort_page, hand_outs

if TYPE_CHECKING:
    from matcher.export.kinds import Files, Wanted

INSTALL = (
    "PDF needs WeasyPrint and the library Pango: pip install 'matcher[pdf]', and on Debian "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0. Without them, print the HTML."
)


class PdfError(MatcherError):
    """What makes PDF is not on this machine."""


def is_available() -> bool:
    """Return whether PDF can be made on this machine."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def files(wanted: Wanted) -> Files:
    """Return the cohort's sheet and each pair's hand-out as PDF.

    Raises
    ------
    PdfError
        When WeasyPrint or Pango is not installed.
    """
    if not is_available():
        raise PdfError(INSTALL)
    made = {"cohort.pdf": _pdf(cohort_page(wanted))}
    made |= {f"hand-outs/{key}.pdf": _pdf(page) for key, page in hand_outs(wanted).items()}
    return made


def _pdf(page: str) -> bytes:
    """Return a page as PDF; nothing is fetched from anywhere."""
    from weasyprint import HTML

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    content: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_tags=True)
    return content


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a page that prints refers to nothing outside itself: {url[:40]}")
