"""Command line: ``python -m dashboard COMMAND`` (see docs/commands.md)."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from geodata.errors import GeodataError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except GeodataError as error:
        print(f"dashboard: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"dashboard: {arguments.output} could not be written: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    save = commands.add_parser("save", help="write a dataset's map as one HTML file that needs no server")
    save.add_argument("dataset", type=Path, help="folder that `python -m geodata build` wrote")
    save.add_argument("-o", "--output", type=Path, required=True, help="HTML file to write")
    save.add_argument(
        "--texts", action="store_true", help="with the articles' full texts: only if you may pass them on"
    )
    save.add_argument("--view", default="", help="what to open with: the part of a link to the map after the '?'")
    save.set_defaults(run=_save)
    backup = commands.add_parser("backup", help="write library and datasets to one archive")
    backup.add_argument("output", type=Path, metavar="FILE", help="archive to write (.zip)")
    backup.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="put library and datasets back as an archive holds them")
    back.add_argument("output", type=Path, metavar="FILE", help="archive that `backup` wrote")
    back.set_defaults(run=_restore)
    ready = commands.add_parser("ready", help="ask the worker of this container whether it is ready")
    ready.set_defaults(run=_ready, output="the answer")
    return parser


def _backup(arguments: argparse.Namespace) -> None:
    from dashboard.backup import back_up
    from dashboard.settings import settings_from_environment

    count = back_up(settings_from_environment(), arguments.output)
    print(f"{arguments.output}: {count} files, {arguments.output.stat().st_size / 1e6:.1f} MB")


def _restore(arguments: argparse.Namespace) -> None:
    from dashboard.backup import restore
    from dashboard.settings import settings_from_environment

    count = restore(settings_from_environment(), arguments.output)
    print(f"{count} files put back; restart the workers so that none shows what was before.")


def _ready(arguments: argparse.Namespace) -> None:
    del arguments
    port = os.environ.get("STREAMLIT_SERVER_PORT", "8501")
    name = re.split(r"[,\s]+", os.environ.get("TIMEMAP_HOSTS", "").strip())[0].replace("*", "ready")
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": name or "localhost"})  # noqa: S310 -- http, written here
    try:
        with urllib.request.urlopen(asked, timeout=5):  # noqa: S310 -- as above
            print("ready")
    except OSError as error:
        msg = f"The worker on port {port} is not ready ({error})."
        raise GeodataError(msg) from error


def _save(arguments: argparse.Namespace) -> None:
    from dashboard.dataset import corpus_of
    from dashboard.saving import saved_map
    from geodata.store import read_dataset

    corpus = corpus_of(read_dataset(arguments.dataset))
    page = saved_map(corpus, texts=arguments.texts, view=arguments.view.lstrip("?#"), progress=_show)
    print(file=sys.stderr)
    _write_whole(arguments.output, page)
    texts = "with the articles' full texts" if arguments.texts else "excerpts only"
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1e6:.1f} MB, {texts}")


def _write_whole(path: Path, page: str) -> None:
    """Write a file in one step, so that a stop half-way leaves the former one."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as part:
        part.write(page)
    written = Path(part.name)
    written.chmod(0o644)
    written.replace(path)


def _show(done: int, total: int) -> None:
    print(f"\r{done}/{total} quotes", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
