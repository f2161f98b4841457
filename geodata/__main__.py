"""Command line: ``python -m geodata COMMAND`` (see docs/commands.md)."""

from __future__ import annotations

import argparse
import functools
import gc
import io
import itertools
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geodata.errors import GeodataError, RequestError

STOPPED = 130
"""Exit code of a build that Ctrl-C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    # Before numpy loads: its threads take longer to start than they save here, and processes would fight over cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except GeodataError as error:
        print(f"geodata: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_stream(commands, "extract", _extract, "read articles: places, dates, events, control claims")
    _add_stream(commands, "resolve", _resolve, "find the referents of given spans")
    frontline = commands.add_parser("frontline", help="areas, front line and band from claims; JSON lines in and out")
    frontline.set_defaults(run=_frontline)
    build = commands.add_parser("build", help="build a dataset from folders, zips or files of articles")
    build.add_argument("inputs", type=Path, nargs="+", metavar="FOLDER|ZIP|FILE", help="see docs/formats.md")
    build.add_argument("-o", "--output", type=Path, required=True, help="folder to write the dataset to")
    build.add_argument("--theatre", default="auto", help="theatre id, 'auto' (default) or 'none'")
    build.add_argument("--processes", type=int, default=None, help="default: one a core")
    build.add_argument("--scheduler", metavar="ADDRESS", help="read on a Dask cluster, such as tcp://10.0.0.5:8786")
    build.add_argument("--corrections", type=Path, help="file of corrections to replay over what was read")
    build.add_argument("--title", help="name of the dataset; default: the input's")
    build.set_defaults(run=_build)
    _add_export(commands)
    _add_exchange(commands)
    return parser


def _add_exchange(commands: Any) -> None:
    from geodata.exchange.command import add_commands

    add_commands(commands)


def _add_export(commands: Any) -> None:
    export = commands.add_parser("frontline-export", help="areas, front line, band and claims of a day as a file")
    export.add_argument("dataset", type=Path, help="folder of a built dataset")
    export.add_argument("--date", required=True, help="day to draw, such as 2020-06-05")
    export.add_argument("--line", default="articles", help="'articles' (default) or 'record'")
    export.add_argument("--known-on", help="count only what had been reported by this day")
    export.add_argument("-o", "--output", type=Path, required=True, help="file in .gpkg or .geojson")
    export.set_defaults(run=_export)


def _add_stream(commands: Any, name: str, run: Any, text: str) -> None:
    command = commands.add_parser(name, help=text + "; JSON lines in and out")
    command.add_argument("--theatre", default="auto", help="theatre id, 'auto' (by each article's words) or 'none'")
    command.add_argument("--processes", type=int, default=None, help="default: one a core")
    command.add_argument("--rules-only", action="store_true", help="leave out the learned filter and ranking: faster")
    if name == "extract":
        command.add_argument("--without-geoparsing", action="store_true", help="dates, events and claims only")
    command.set_defaults(run=run)


def _extract(arguments: argparse.Namespace) -> None:
    from geodata.answer import reading_as_json
    from geodata.gazetteer import Gazetteer
    from geodata.reading import read_article

    gazetteer = None if arguments.without_geoparsing else Gazetteer.load()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        article = _article(request)
        theatre = _theatre(arguments.theatre, article.text)
        return reading_as_json(read_article(article, gazetteer, theatre, rules_only=arguments.rules_only))

    _serve(answer, arguments)


def _resolve(arguments: argparse.Namespace) -> None:
    from geodata.answer import toponym_as_json
    from geodata.gazetteer import Gazetteer
    from geodata.geoparse import resolve_spans
    from geodata.sentence import split_sentences

    gazetteer = Gazetteer.load()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        article = _article(request)
        theatre = _theatre(arguments.theatre, article.text)
        spans = _spans(request, len(article.text))
        sentences = split_sentences(article.text)
        toponyms = resolve_spans(article.text, sentences, spans, gazetteer, theatre, rules_only=arguments.rules_only)
        return {"id": article.id, "toponyms": [t and toponym_as_json(t) for t in toponyms]}

    _serve(answer, arguments)


def _frontline(arguments: argparse.Namespace) -> None:
    from geodata.frontline import answer

    arguments.processes = 1  # answers are small and callers wait for each
    _serve(answer, arguments)


def _build(arguments: argparse.Namespace) -> None:
    from geodata.pipeline import build_dataset
    from geodata.progress import ProgressLine, memory

    found = itertools.count(1)

    def show_found(item: Any) -> None:
        print(f"\rfound {next(found)} {_shown(item.name)}", end="", file=sys.stderr, flush=True)

    progress = ProgressLine(sys.stderr)
    try:
        dataset = build_dataset(
            arguments.inputs,
            arguments.output,
            title=arguments.title,
            corrections=_corrections(arguments.corrections),
            watch=show_found,
            theatre=arguments.theatre,
            processes=arguments.processes,
            scheduler=arguments.scheduler,
            progress=progress,
            frames=progress.frames,
        )
    except KeyboardInterrupt:
        kept = f"; {progress.done:,} of {progress.total:,} articles are read and kept" if progress.total else ""
        print(f"\nStopped{kept}. The same command goes on from there.", file=sys.stderr)
        raise SystemExit(STOPPED) from None
    progress.end()
    for refusal in dataset.manifest["refused"]:
        print(f"left out: {_printable(refusal['reason'])}", file=sys.stderr)
    counts = dataset.manifest["counts"]
    print(
        ", ".join(f"{counts[key]} {key}" for key in sorted(counts))
        + f"; dataset {dataset.digest} in {arguments.output}; {memory()}"
    )


def _shown(name: str) -> str:
    return f"{_printable(name[:60]):60}"


def _printable(text: str) -> str:
    """Return text for one line of a terminal: names of files may hold codes that move its cursor."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _corrections(path: Path | None) -> Any:
    from geodata.correction import read_corrections

    if path is None:
        return ()
    try:
        return read_corrections(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} could not be read ({error}); give a file of corrections saved by this app."
        raise RequestError(msg) from error


def _export(arguments: argparse.Namespace) -> None:
    from geodata.frontline.export import front_tables, write_front
    from geodata.store import read_dataset

    day, known_on = _day_option("--date", arguments.date), _day_option("--known-on", arguments.known_on)
    assert day is not None  # argparse requires it
    dataset = read_dataset(arguments.dataset)
    tables = front_tables(dataset.tables, dataset.control, dataset.theatre, day, line=arguments.line, known_on=known_on)
    write_front(tables, arguments.output)
    counts = ", ".join(f"{len(table)} {name}" for name, table in tables.items())
    print(f"{counts} in {arguments.output}")


def _day_option(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        msg = f"{name} is {text!r}; give a day such as 2020-06-05."
        raise RequestError(msg) from error


def _serve(answer: Any, arguments: argparse.Namespace) -> None:
    from geodata.jsonlines import default_processes, serve

    gc.freeze()  # loaded tables stay out of collections, so forked processes share their pages
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogatepass", newline="\n")
    serve(answer, lines, out, processes=arguments.processes or default_processes())


def _article(request: dict[str, Any]) -> Any:
    from geodata.article import Article

    text, published = request.get("text"), request.get("published")
    if not isinstance(text, str):
        msg = f"'text' is {type(text).__name__}; give the article's text as a string."
        raise RequestError(msg)
    return Article(id=request.get("id"), text=text, given_date=_given_date(published))


def _given_date(published: object) -> date | None:
    """Return the day given with an article; words that state no day count as not given."""
    from geodata.publication import stated_day

    if published is not None and not isinstance(published, str):
        msg = f"'published' is {published!r}; give a date such as \"2020-07-20\", or null."
        raise RequestError(msg)
    return stated_day(published) if published else None


def _spans(request: dict[str, Any], length: int) -> list[tuple[int, int]]:
    spans = request.get("spans")
    try:
        pairs = [(int(start), int(end)) for start, end in spans]  # type: ignore[union-attr]
    except (TypeError, ValueError) as error:
        msg = "'spans' must be a list of [start, end] pairs of code points."
        raise RequestError(msg) from error
    for start, end in pairs:
        if not 0 <= start < end <= length:
            msg = f"The span [{start}, {end}] lies outside the text of {length} code points."
            raise RequestError(msg)
    return pairs


def _theatre(choice: str, text: str) -> Any:
    from geodata.theatre import detect_theatre

    return detect_theatre(text) if choice == "auto" else _named_theatre(choice)


@functools.cache
def _named_theatre(choice: str) -> Any:
    from geodata.theatre import load_theatre

    return None if choice == "none" else load_theatre(choice)


if __name__ == "__main__":
    sys.exit(main())
