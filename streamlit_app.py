"""Entry point: ``streamlit run`` finds `app` and serves our routes beside the pages."""

import contextlib
import importlib
from collections.abc import AsyncIterator

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware

from dashboard.access import KnowBrowser
from dashboard.guard import Guard, page_failed
from dashboard.journal import keep_journal
from dashboard.memory import keep_little, settle
from dashboard.routes import app_routes, warm_up
from dashboard.sharing import OpenLinks
from dashboard.signin import secrets_from_environment


@contextlib.asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Build or load the corpus before the first visitor comes."""
    del app
    keep_journal()
    await anyio.to_thread.run_sync(warm_up)
    # streamlit_folium imports this on the first visit (0.2 s); the component itself can only register then.
    await anyio.to_thread.run_sync(importlib.import_module, "folium.plugins")
    await anyio.to_thread.run_sync(settle)
    yield


keep_little()
app = st.App(
    "dashboard/shell.py",
    routes=app_routes(),
    lifespan=lifespan,
    middleware=[Middleware(Guard), Middleware(OpenLinks), Middleware(KnowBrowser)],
    on_script_error=page_failed,
    secrets=secrets_from_environment(),
)
