"""How the server is: alive, ready to be sent visitors, and its figures for Prometheus (docs/hosting.md)."""

from __future__ import annotations

import hmac
import os
import shutil
from collections.abc import Iterator

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import runtime

from dashboard import firstread, shelf
from dashboard.access import _is_direct, _is_loopback
from dashboard.dataset import folder_corpus
from dashboard.respond import missing
from dashboard.settings import settings_from_environment
from geodata.errors import GeodataError, LibraryError

FRESH = {"Cache-Control": "no-store"}


def health_routes() -> list[Route]:
    """Return the routes that machines ask, not people."""
    return [Route("/healthz", _alive), Route("/readyz", _ready), Route("/metrics", _metrics)]


def may_see_metrics(request: Request) -> bool:
    """Whether the figures are for who asks: whoever has the token, without one this computer itself.

    A request that came through a proxy is not this computer's own, though the proxy runs on it.
    """
    token = os.environ.get("TIMEMAP_METRICS_TOKEN", "").strip()
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())
    peer = request.client.host if request.client else ""
    return _is_loopback(peer) and _is_direct(request.headers)


def problems() -> dict[str, str]:
    """Return what keeps the server from answering visitors, by its part: one sentence each, empty when ready."""
    found = {"dataset": _dataset_problem(), "database": _database_problem(), "disk": _disk_problem()}
    return {part: said for part, said in found.items() if said}


def _alive(request: Request) -> Response:
    del request
    return JSONResponse({"status": "ok"}, headers=FRESH)


def _ready(request: Request) -> Response:
    """Say whether visitors can be sent here; why not is told only to who may see the figures."""
    wrong = problems()
    if not wrong:
        return JSONResponse({"status": "ready"}, headers=FRESH)
    told = wrong if may_see_metrics(request) else sorted(wrong)
    status = "starting" if firstread.status() else "not ready"
    return JSONResponse({"status": status, "problems": told}, status_code=503, headers=FRESH)


def _metrics(request: Request) -> Response:
    if not may_see_metrics(request):
        return missing("There is no such page.")
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(_Figures())
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4, headers=FRESH)


class _Figures:
    """What the app itself can tell; asked for anew each time."""

    def collect(self) -> Iterator[Metric]:
        wrong = problems()
        ready = GaugeMetricFamily("timemap_ready", "1 when a part works that visitors need.", labels=["part"])
        for part in ("dataset", "database", "disk"):
            ready.add_metric([part], float(part not in wrong))
        yield ready
        yield from _session_figures()
        if "dataset" not in wrong:
            yield from _dataset_figures()
        if (free := _free_bytes()) is not None:
            yield GaugeMetricFamily("timemap_data_free_bytes", "Room left where datasets are written.", value=free)


def _session_figures() -> Iterator[Metric]:
    if not runtime.exists():
        return
    manager = runtime.get_instance()._session_mgr  # noqa: SLF001 -- Streamlit counts sessions, but offers no public name
    sessions = GaugeMetricFamily("timemap_sessions", "Sessions of visitors.", labels=["state"])
    connected = manager.num_active_sessions()
    sessions.add_metric(["connected"], connected)
    sessions.add_metric(["kept"], manager.num_sessions() - connected)
    yield sessions


def _dataset_figures() -> Iterator[Metric]:
    manifest = folder_corpus().dataset.manifest
    yield InfoMetricFamily(
        "timemap_dataset", "The folder of articles as served.", value={"digest": str(manifest["digest"])}
    )
    rows = GaugeMetricFamily("timemap_dataset_rows", "Rows of its tables.", labels=["table"])
    for table, count in sorted(manifest["counts"].items()):
        rows.add_metric([table], count)
    yield rows


def _dataset_problem() -> str:
    try:
        folder_corpus()
    except GeodataError as error:
        return str(error)
    return ""


def _database_problem() -> str:
    try:
        with shelf.library().database.reading() as connection:
            connection.execute(sa.select(1))
    except LibraryError as error:
        return str(error)
    return ""


def _disk_problem() -> str:
    folder = settings_from_environment().data
    if folder.is_dir() and not os.access(folder, os.W_OK):
        return f"The data folder {folder} cannot be written; give the server's user the right to."
    return ""


def _free_bytes() -> int | None:
    try:
        return shutil.disk_usage(settings_from_environment().data).free
    except OSError:
        return None
