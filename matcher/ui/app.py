"""The script that Streamlit runs: the pages, in the order of the work."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.util import calc_hash

from matcher.language.words import to_say
from matcher.ui import arriving, frame, signing_in
from matcher.ui.approve import page as approve_page
from matcher.ui.cohorts import page as cohorts_page
from matcher.ui.data import page as data_page
from matcher.ui.plan import page as plan_page
from matcher.ui.rules import page as rules_page
from matcher.ui.speech import say
from matcher.ui.start import page as start_page
from matcher.ui.what_if import page as what_if_page
from matcher.ui.why import page as why_page

Pages = dict[str, tuple[str, Callable[[], None]]]

# Name in the address -> title, and what shows the page; the first one comes first.
PAGES: Pages = {
    "start": (to_say("Start"), start_page.show),
    "data": (to_say("Data"), data_page.show),
    "rules": (to_say("Rules"), rules_page.show),
    "plan": (to_say("Plan"), plan_page.show),
    "why": (to_say("Why"), why_page.show),
    "what-if": (to_say("What if"), what_if_page.show),
    "approve": (to_say("Approve and send"), approve_page.show),
    "cohorts": (to_say("Cohorts"), cohorts_page.show),
}

NEEDS_NO_COHORT = {"", "start", "data", "cohorts"}
"""Pages that are of use before the files of what is open are sound."""


def main() -> None:
    """Show the page that is asked for, under the line that says how things stand."""
    arriving.keep_what_is_typed()
    went_on_to = arriving.left_page()
    st.set_page_config("Matcher", layout="wide", initial_sidebar_state="collapsed")
    before = signing_in.page_before()
    pages = {
        name: st.Page(before or show, title=say(title), url_path=name, default=place == 0)
        for place, (name, (title, show)) in enumerate(PAGES.items())
    }
    st.session_state[frame.PAGES] = pages
    page = st.navigation(list(pages.values()), position="hidden" if before else "top")
    by_hash = {calc_hash(one.url_path): one for one in pages.values()}
    if went_on_to in by_hash:
        st.switch_page(by_hash[went_on_to])
    if before is not None:
        page.run()
        return
    was_running = frame.is_planning()
    with frame.sittings().readers.reading():
        frame.show_frame()
        if page.url_path in NEEDS_NO_COHORT or frame.is_sound():
            page.run()
        else:
            frame.show_unsound()
    if was_running and not frame.is_planning():
        st.rerun()  # the line above the page was written before the search had ended


if __name__ == "__main__":
    main()
