"""Who uses the app: nothing is shown before somebody has signed in, where that is asked."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from visits import REPOSITORY, SECONDS, go, plan, title, words_of

from matcher.store.access import Visitor
from matcher.store.store import open_store
from matcher.ui import frame, launch
from matcher.ui.settings import is_loopback, sign_in_is_configured

AUTH = {"auth": {"client_id": "matcher"}}
ANN = {"is_logged_in": True, "sub": "1", "iss": "id.example.org", "name": "Ann Bo"} | {
    "email": "Ann@Example.org"
}
BEN = ANN | {"sub": "2", "name": "Ben Ray", "email": "ben@example.org"}


def visit(user: dict[str, Any] | None) -> AppTest:
    app = AppTest.from_file(REPOSITORY / "app.py", default_timeout=SECONDS)
    app.secrets = AUTH
    app.user = user or {"is_logged_in": False}
    return app.run()


@pytest.mark.parametrize("page", ["start", "plan", "approve", "cohorts"])
def test_nothing_is_shown_before_the_sign_in(page: str) -> None:
    app = go(visit(None), page)
    assert title(app) == "Sign in"
    assert [one.key for one in app.button] == ["sign_in"]
    assert "No cohort is open" not in words_of(app)


def test_a_sign_in_of_long_ago_is_asked_for_again() -> None:
    app = visit(ANN | {"iat": time.time() - 13 * 3600})
    assert title(app) == "Sign in"
    assert "You signed in long ago." in words_of(app)
    assert title(visit(ANN | {"iat": time.time()})) == "Who works with whom, and when"


def test_whoever_signed_in_is_named_and_can_sign_out() -> None:
    app = visit(ANN)
    assert "Signed in as Ann@Example.org." in words_of(app)
    assert app.button(key="sign_out").label == "Sign out"


def test_what_is_open_belongs_to_whoever_signed_in() -> None:
    hers = visit(ANN)
    hers.button(key="sample_london").click().run()
    key = hers.session_state[frame.KEY]
    his = visit(BEN)
    his.query_params[frame.KEY] = key
    assert "No cohort is open" in words_of(his.run())
    again = visit(ANN)
    again.query_params[frame.KEY] = key
    assert "London 2027" in words_of(again.run())


def test_a_saved_cohort_is_seen_by_its_owner_and_guests() -> None:
    hers = visit(ANN)
    hers.button(key="sample_london").click().run()
    plan(hers)
    assert "Your name" not in [one.label for one in hers.text_input]
    hers.text_input(key="save_as_name").set_value("Spring")
    hers.button(key="save_as_now").click().run()
    his = go(visit(BEN), "cohorts")
    assert "Spring" not in words_of(his)
    go(hers, "cohorts")
    hers.text_input(key="whom_1").set_value("ben@example.org")
    hers.button(key="share_1").click().run()
    assert "shared with 1 person" in words_of(hers)
    his.run()
    assert "shared by ann@example.org" in words_of(his)
    assert "delete_1" not in [one.key for one in his.button]
    his.button(key="open_1").click().run()
    go(his, "approve")
    next(one for one in his.text_area).set_value("read it")
    his.button(key="decide_now").click().run()
    assert "Reviewed by Ben Ray on" in words_of(his)


def test_an_address_that_nobody_vouches_for_opens_nothing() -> None:
    with open_store() as store:
        store.cohorts(Visitor("Ann Bo", "ann@example.org"))
    app = visit(ANN | {"email_verified": False})
    assert "Signed in as 1 of id.example.org." in words_of(app)


def test_an_app_that_others_can_reach_asks_for_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    option = st.get_option
    address = {"server.address": "0.0.0.0"}
    monkeypatch.setattr(st, "get_option", lambda name: address.get(name) or option(name))
    app = AppTest.from_file(REPOSITORY / "app.py", default_timeout=SECONDS).run()
    assert title(app) == "This app is closed"
    assert not app.button


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        *[("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)],
        *[(None, False), ("", False), ("192.168.1.7", False), ("matcher.example.org", False)],
    ],
)
def test_addresses_of_this_machine_alone_are_known(address: str | None, alone: bool) -> None:
    assert is_loopback(address) is alone


def test_the_command_refuses_to_be_open_to_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "nobody")
    assert launch.launch(8600, "0.0.0.0") == 2
    assert "everybody who reaches this computer" in capsys.readouterr().err
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text("[auth]\nclient_id = 'matcher'\n", encoding="utf-8")
    assert sign_in_is_configured()
    secrets.write_text("[auth\n", encoding="utf-8")
    assert launch.launch(8600, "0.0.0.0") == 2
    assert "secrets.toml cannot be read" in capsys.readouterr().err
