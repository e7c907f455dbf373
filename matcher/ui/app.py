"""The script that Streamlit runs: the pages, in the order of the work."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from matcher.language.words import to_say
from matcher.ui import frame
from matcher.ui.plan import page as plan_page
from matcher.ui.speech import say
from matcher.ui.start import page as start_page
from matcher.ui.what_if import page as what_if_page
from matcher.ui.why import page as why_page

Pages = dict[str, tuple[str, Callable[[], None]]]

# Name in the address -> title, and what shows the page; the first one comes first.
PAGES: Pages = {
    "start": (to_say("Start"), start_page.show),
    "plan": (to_say("Plan"), plan_page.show),
    "why": (to_say("Why"), why_page.show),
    "what-if": (to_say("What if"), what_if_page.show),
}


def main() -> None:
    """Show the page that is asked for, under the line that says how things stand."""
    st.set_page_config("Matcher", layout="wide", initial_sidebar_state="collapsed")
    pages = {
        name: st.Page(show, title=say(title), url_path=name, default=place == 0)
        for place, (name, (title, show)) in enumerate(PAGES.items())
    }
    st.session_state[frame.PAGES] = pages
    page = st.navigation(list(pages.values()), position="top")
    frame.show_frame()
    page.run()


if __name__ == "__main__":
    main()
