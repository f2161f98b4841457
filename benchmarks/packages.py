"""Scripts of the peers, from npm, in the versions that folium names: fetched once per run, kept nowhere."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path

INSTALL_SECONDS = 60

PACKAGES = {
    "jquery": "3.7.1",
    "bootstrap": "5.2.2",
    "moment": "2.18.1",
    "iso8601-js-period": "0.2.1",
    "leaflet-timedimension": "1.1.1",
    "leaflet.markercluster": "1.1.0",
}
FILES = {
    "jquery": "jquery/dist/jquery.min.js",
    "bootstrap.bundle": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "moment": "moment/min/moment.min.js",
    "iso8601": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "leaflet.timedimension.control.css": "leaflet-timedimension/dist/leaflet.timedimension.control.css",
    "leaflet.markercluster": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.Default": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
}
"""How the address of a file on folium's CDNs begins its name, and where npm puts that file."""


@dataclasses.dataclass(frozen=True, slots=True)
class PeerScripts:
    """Where the peers' scripts are, or one sentence that says why they are not to be had."""

    files: dict[str, Path]
    missing: str | None = None

    def find(self, url: str) -> Path | None:
        """Return the file that stands for an address on a CDN."""
        name = url.rsplit("/", 1)[-1]
        return next((path for start, path in self.files.items() if name.startswith(start)), None)


def install_peers(folder: Path) -> PeerScripts:
    """Install the peers' packages below `folder`; without npm or a registry, say so."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return PeerScripts({}, "not measured: node and npm are not installed, and the peer's scripts come from npm")
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--legacy-peer-deps", "--silent"]
    command = [npm, "install", "--prefix", str(folder), *options, *wanted]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (subprocess.SubprocessError, OSError):
        return PeerScripts({}, "not measured: npm could not fetch the peer's scripts")
    files = {start: folder / "node_modules" / path for start, path in FILES.items()}
    absent = [path.name for path in files.values() if not path.exists()]
    return PeerScripts(files, f"not measured: npm gave no {', '.join(absent)}" if absent else None)
