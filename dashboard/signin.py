"""Signing in at an identity provider (OpenID Connect): Streamlit's own way, known to pages and routes alike.

Streamlit goes to the provider and keeps what it said in a signed cookie. Pages learn of it by ``st.user``; routes are
ours, so the cookie is read here, by the same functions, and the library says what the person may do.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard import shelf
from dashboard.secret import secret_for
from geodata.errors import LibraryError
from geodata.library import Account, Accounts, Library

CALLBACK = "/oauth2callback"
ADDRESS = re.compile(r"https?://[^/\s?#]+(/[^\s?#]*)?")
LONGEST_SUBJECT = 320
LONGEST_NAME = 200
NAMES_S = 10
ADMIN = "admin"

Claims = dict[str, Any]


def secrets_from_environment() -> dict[str, Any] | None:
    """Return what Streamlit has to know of the provider, ``None`` when the settings name none.

    Raises
    ------
    SystemExit
        When a part is missing: an app that was meant to ask who comes must not start without.
    """
    given = {
        "TIMEMAP_OIDC_METADATA": os.environ.get("TIMEMAP_OIDC_METADATA", "").strip(),
        "TIMEMAP_OIDC_CLIENT_ID": os.environ.get("TIMEMAP_OIDC_CLIENT_ID", "").strip(),
        "TIMEMAP_OIDC_CLIENT_SECRET": os.environ.get("TIMEMAP_OIDC_CLIENT_SECRET", "").strip(),
    }
    if not any(given.values()):
        return None
    address = os.environ.get("TIMEMAP_ADDRESS", "").strip().rstrip("/")
    missing = [name for name, value in given.items() if not value]
    if missing or not ADDRESS.fullmatch(address):
        wanted = [*missing, *([] if ADDRESS.fullmatch(address) else ["TIMEMAP_ADDRESS (such as https://map.example)"])]
        msg = f"Signing in is only half set up: {', '.join(wanted)} missing or wrong; give all of them, or none."
        raise SystemExit(msg)
    metadata, client, secret = given.values()
    return {
        "auth": {
            "redirect_uri": address + CALLBACK,
            "cookie_secret": secret_for("cookies"),
            "server_metadata_url": metadata,
            "client_id": client,
            "client_secret": secret,
        }
    }


def configured() -> bool:
    """Whether people sign in here; then nobody is known by anything else."""
    return bool(get_secrets_auth_section())


def providers() -> tuple[str, ...]:
    """Return the names of the providers, ``default`` for the only one."""
    section = get_secrets_auth_section()
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return (*(["default"] if "client_id" in section else []), *named)


def account_of(cookies: Mapping[str, str], *, visiting: bool = False) -> Account | None:
    """Return the account of who signed in, with the role that holds now; ``None`` for everybody else.

    Parameters
    ----------
    visiting
        Whether a page is opened: the account is made on the first visit, and keeps the name that the provider tells.
    """
    claims = _claims(cookies)
    if not claims:
        return None
    accounts = shelf.library().accounts
    try:
        found = _visited(accounts, claims) if visiting else accounts.of(_subject(claims))
    except LibraryError:
        return None
    if found is None or not _is_named_admin(claims):
        return found
    return dataclasses.replace(found, role=ADMIN)


def _visited(accounts: Accounts, claims: Claims) -> Account:
    name, email = _names(claims)
    return accounts.signed_in(_subject(claims), name, email, email_verified=_is_verified(claims))


def name_of(account_id: str) -> str:
    """Return the name of somebody who signed in, empty when it is not known; new names are seen a moment later."""
    try:
        return _names_told(shelf.library(), int(time.monotonic() / NAMES_S)).get(account_id, "")
    except LibraryError:
        return ""


@functools.lru_cache(maxsize=1)
def _names_told(library: Library, moment: int) -> dict[str, str]:
    """Return the names of all accounts: a history asks for one in each of its rows."""
    del moment
    return {one.id: one.name for one in library.accounts.all()}


def admins() -> frozenset[str]:
    """Return who is an admin by the settings: e-mail addresses, subjects."""
    return frozenset(filter(None, re.split(r"[,\s]+", os.environ.get("TIMEMAP_ADMINS", "").lower())))


def is_admin_by_setting(account: Account) -> bool:
    """Whether the settings made somebody an admin at their last visit."""
    return _is_named(account.subject, account.email if account.email_verified else "")


def _is_named_admin(claims: Claims) -> bool:
    return _is_named(_subject(claims), str(claims.get("email", "")) if _is_verified(claims) else "")


def _is_named(subject: str, verified_email: str) -> bool:
    names = {subject.lower(), *_bare(subject.lower()), verified_email.lower()}
    return bool(admins() & (names - {""}))


def _is_verified(claims: Claims) -> bool:
    """Whether the address is that person's: else anybody may have given any address to the provider."""
    return claims.get("email_verified") is True


def _bare(subject: str) -> tuple[str, ...]:
    """Return the subject without its issuer, where there is one issuer: else another one's may be the same."""
    return (subject.rpartition("|")[2],) if len(providers()) == 1 else ()


def _claims(cookies: Mapping[str, str]) -> Claims:
    """Return what the provider said of who asks, empty when nobody signed in or the cookie is not ours."""
    if not configured():
        return {}

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(get_cookie_secret(), name, str(value).encode("utf-8"))

    try:
        found = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"{}")
    except (ValueError, RecursionError):
        return {}
    known = isinstance(found, dict) and found.get("is_logged_in") is True and bool(found.get("sub"))
    return found if known and found.get("origin") == get_origin_from_redirect_uri() else {}


def _subject(claims: Claims) -> str:
    whole = f"{claims.get('iss') or claims.get('provider', '')}|{claims['sub']}"
    return whole if len(whole) <= LONGEST_SUBJECT else hashlib.sha256(whole.encode()).hexdigest()


def _names(claims: Claims) -> tuple[str, str]:
    """Return name and e-mail as shown to admins."""
    email = _line(claims.get("email", ""))
    return _line(claims.get("name") or claims.get("preferred_username") or email or claims["sub"]), email


def _line(words: object) -> str:
    return " ".join(str(words).replace("\0", "").split())[:LONGEST_NAME]


def session_signed_in() -> bool:
    """Whether Streamlit took who runs this session for signed in: it checks that the session is no other site's."""
    return configured() and bool(st.user.get("is_logged_in"))
