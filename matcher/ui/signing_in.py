"""Who uses the app: one person on this machine, or whoever signs in (OpenID Connect)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import markup
from matcher.ui.settings import is_loopback
from matcher.ui.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable

HOURS_SIGNED_IN = 12
"""After so long somebody signs in again; what they have open waits for them."""


def is_configured() -> bool:
    """Return whether `.streamlit/secrets.toml` says how people sign in."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def is_signed_in() -> bool:
    """Return whether somebody has signed in, not too long ago."""
    if not st.user.get("is_logged_in", False):
        return False
    issued = st.user.get("iat")
    return not isinstance(issued, int | float) or (time.time() - issued < HOURS_SIGNED_IN * 3600)


def key() -> str | None:
    """Return by what whoever signed in is known; nothing where nobody signs in.

    That is their e-mail address, unless their provider says that it does not vouch for it.
    """
    if not is_configured():
        return None
    email = st.user.get("email")
    if email and st.user.get("email_verified") is not False:
        return str(email)
    return f"{st.user.get('sub')} of {st.user.get('iss')}"


def name() -> str:
    """Return what whoever signed in is called; empty where nobody signs in."""
    if not is_configured():
        return ""
    return str(st.user.get("name") or st.user.get("email") or st.user.get("sub") or "")


def page_before() -> Callable[[], None] | None:
    """Return the page that stands before all others; nothing for whoever may come in."""
    if not is_configured():
        return None if is_loopback(st.get_option("server.address")) else _closed
    return None if is_signed_in() else _door


def account() -> None:
    """Show who is signed in, and let them sign out."""
    if not is_configured():
        return
    with st.popover(markup.label(name()), icon=":material/person:"):
        st.html(markup.paragraph(say("Signed in as {name}.", name=key() or name())))
        st.button(say("Sign out"), key="sign_out", on_click=st.logout)


def _door() -> None:
    st.title(say("Sign in"), anchor=False)
    st.html(
        markup.paragraph(
            say("This app holds data on people, so it asks who you are before it shows anything."),
            "m-lead",
        )
    )
    if not st.user.get("is_logged_in", False):
        st.button(say("Sign in"), key="sign_in", type="primary", on_click=st.login)
        return
    st.html(markup.paragraph(say("You signed in long ago. What you have open waits for you.")))
    st.button(say("Sign in again"), key="sign_out", type="primary", on_click=st.logout)


def _closed() -> None:
    st.title(say("This app is closed"), anchor=False)
    st.html(
        markup.paragraph(
            say(
                "It can be reached from other computers, but nobody has to sign in. Whoever runs "
                "it sets up the sign-in, or lets it listen on 127.0.0.1 only."
            ),
            "m-lead",
        )
    )
