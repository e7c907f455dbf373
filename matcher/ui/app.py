"""The script that Streamlit runs: the pages, in the order of the work."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from matcher.ui import frame, plan_page, start_page, what_if_page, why_page

Pages = dict[str, tuple[str, Callable[[], None]]]

# Name in the address -> title, and what shows the page; the first one comes first.
PAGES: Pages = {
    "start": ("Start", start_page.show),
    "plan": ("Plan", plan_page.show),
    "why": ("Why", why_page.show),
    "what-if": ("What if", what_if_page.show),
}


def main() -> None:
    """Show the page that is asked for, under the line that says how things stand."""
    st.set_page_config("Matcher", layout="wide", initial_sidebar_state="collapsed")
    pages = {
        name: st.Page(show, title=title, url_path=name, default=place == 0)
        for place, (name, (title, show)) in enumerate(PAGES.items())
    }
    st.session_state[frame.PAGES] = pages
    page = st.navigation(list(pages.values()), position="top")
    frame.show_frame()
    page.run()


if __name__ == "__main__":
    main()
