"""Who signed in: the settings, and what a cookie is worth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard import access, shelf, signin
from dashboard.access import COOKIE, NOBODY, Person, request_person
from dashboard.reviewing.history import who
from dashboard.secret import LEAST
from dashboard.signin import secrets_from_environment
from tests.dashboard.test_access import request

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "TIMEMAP_OIDC_METADATA": "https://login.example/.well-known/openid-configuration",
    "TIMEMAP_OIDC_CLIENT_ID": "timemap",
    "TIMEMAP_OIDC_CLIENT_SECRET": "x",
    "TIMEMAP_ADDRESS": "https://map.example/",
}
RAMI = {
    "sub": "rami",
    "iss": "https://login.example",
    "name": "Rami",
    "email": "rami@news.example",
    "email_verified": True,
}


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of this test's own."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    for name in ("DATABASE_URL", "TIMEMAP_SECRET", "TIMEMAP_ADMINS", *SETTINGS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TIMEMAP_EDITING", "on")


@pytest.fixture
def cookie(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., dict[str, str]]]:
    """Makes the cookies of a person who signed in, as Streamlit does, where signing in is set up."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    before = secrets_singleton._secrets
    secrets_singleton.merge_programmatic_secrets(secrets_from_environment() or {})

    def made(claims: dict[str, object], *, secret: str = "", **more: object) -> dict[str, str]:
        secret = secret or get_secrets_auth_section()["cookie_secret"]
        told = json.dumps(
            {**claims, "origin": "https://map.example", "is_logged_in": True, "provider": "default", **more}
        )
        return {"_streamlit_user": create_signed_value(secret, "_streamlit_user", told).decode()}

    yield made
    secrets_singleton._secrets = before
    secrets_singleton._programmatic_secrets = None


def asks(cookies: dict[str, str]) -> Person:
    """Return who a route takes the bearer of these cookies for."""
    return request_person(request(cookie="; ".join(f"{name}={value}" for name, value in cookies.items())))


def test_without_settings_nobody_signs_in() -> None:
    """The app is as it was."""
    assert secrets_from_environment() is None
    assert not signin.configured()


@pytest.mark.parametrize("missing", SETTINGS)
def test_half_a_set_up_starts_nothing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that was meant to ask who comes does not start without; it says what is missing."""
    for name, value in SETTINGS.items():
        if name != missing:
            monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=missing):
        secrets_from_environment()


def test_the_server_does_not_start_with_half_a_set_up(tmp_path: Path) -> None:
    """Also not as it is really started; no traceback, the sentence."""
    done = subprocess.run(
        [sys.executable, "-c", "import streamlit_app"],
        cwd=PROJECT,
        env={**os.environ, "TIMEMAP_DATA": str(tmp_path), "TIMEMAP_OIDC_CLIENT_ID": "timemap"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert (
        "Signing in is only half set up: TIMEMAP_OIDC_METADATA, TIMEMAP_OIDC_CLIENT_SECRET, TIMEMAP_ADDRESS"
        in done.stderr
    )
    assert "Traceback" not in done.stderr


def test_what_streamlit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One secret for all workers on a data folder, never the one given itself."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    told = secrets_from_environment()["auth"]
    assert told["redirect_uri"] == "https://map.example/oauth2callback"
    assert told == secrets_from_environment()["auth"]
    monkeypatch.setenv("TIMEMAP_SECRET", "s" * LEAST)
    again = secrets_from_environment()["auth"]["cookie_secret"]
    assert again not in (told["cookie_secret"], "s" * LEAST)


def test_a_role_is_the_librarys_and_holds_at_once(cookie: Callable[..., dict[str, str]]) -> None:
    """Nobody before the first page, then a reader, then what an admin gave."""
    mine = cookie(RAMI)
    assert asks(mine) == NOBODY
    account = signin.account_of(mine, visiting=True)
    assert account is not None
    assert asks(mine) == Person(f"account:{account.id}", "reader", name="Rami")
    shelf.library().accounts.set_role(account.id, "reviewer")
    assert asks(mine).role == "reviewer"
    assert asks(cookie({**RAMI, "iss": "https://other.example"})) == NOBODY


def test_what_is_not_a_sign_in_here(cookie: Callable[..., dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another secret, another app, signed out, without a subject, changed, in pieces; and the cookie of before."""
    mine = cookie(RAMI)
    signin.account_of(mine, visiting=True)
    assert asks(mine).id
    value = mine["_streamlit_user"]
    for wrong in (
        cookie(RAMI, secret="another secret of another app"),
        cookie(RAMI, origin="https://elsewhere.example"),
        cookie(RAMI, is_logged_in=False),
        cookie({**RAMI, "sub": ""}),
        {"_streamlit_user": value[:-3]},
        {"_streamlit_user": "chunks-2", "_streamlit_user_1": value},
        {"_streamlit_user_tokens": value},
        {COOKIE: "ab" * 16},
    ):
        assert asks(wrong) == NOBODY, wrong
    monkeypatch.setenv("TIMEMAP_EDITING", "off")
    assert asks(mine) == NOBODY


def test_a_history_tells_people_by_name(cookie: Callable[..., dict[str, str]]) -> None:
    """Who signed in by the name that the provider tells; who is not known any more by a short sign."""
    account = signin.account_of(cookie(RAMI), visiting=True)
    assert account is not None
    assert who(f"account:{account.id}") == "Rami"
    assert who("account:0123456789abcdef") == "account 012345"
    assert who(f"browser:{account.id}") == f"browser {account.id[:6]}"


@pytest.mark.parametrize(
    ("admins", "claims", "role"),
    [
        ("rami@news.example", {}, "admin"),
        ("RAMI@news.example, b@c.d", {}, "admin"),
        ("rami@news.example", {"email_verified": False}, "reader"),
        ("rami@news.example", {"email_verified": None}, "reader"),
        ("rami", {}, "admin"),
        ("https://login.example|rami", {}, "admin"),
        ("https://other.example|rami", {}, "reader"),
        ("ram", {}, "reader"),
        ("", {"email": "", "email_verified": True}, "reader"),
    ],
)
def test_admins_by_the_setting(
    cookie: Callable[..., dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    admins: str,
    claims: dict[str, object],
    role: str,
) -> None:
    """By a verified address or by the subject; the library is not changed by it."""
    monkeypatch.setenv("TIMEMAP_ADMINS", admins)
    mine = cookie({**RAMI, **claims})
    account = signin.account_of(mine, visiting=True)
    assert account is not None
    assert asks(mine).role == account.role == role
    assert signin.is_admin_by_setting(shelf.library().accounts.all()[0]) == (role == "admin")
    assert shelf.library().accounts.of("https://login.example|rami").role == "reader"


def test_this_computer_is_nobody_where_people_sign_in(
    cookie: Callable[..., dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sitting at the server gives no rights then."""
    monkeypatch.setenv("TIMEMAP_EDITING", "auto")
    monkeypatch.setattr(access, "_listens_to_this_computer_alone", lambda: True)
    assert asks({}) == NOBODY
