"""The rows of many articles put together into the tables of a dataset, some articles at a time."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from geodata.article import Article
from geodata.columns import TYPES, Columns, columns_of
from geodata.conflict import derive_theatre
from geodata.correction import Correction
from geodata.duplicate import group_copies
from geodata.errors import DatasetError
from geodata.frontline import draw_modes
from geodata.gazetteer import Gazetteer
from geodata.place import Places, locate
from geodata.replay import Plan, articles_spoken_of
from geodata.rows import GROUPED_BY, TABLES, Row, group_events
from geodata.store import COLUMNS, Dataset, dataset_from_tables
from geodata.theatre import Theatre

PART = 200
"""Articles whose rows are held as dictionaries at a time; all others are columns."""

Rows = dict[str, list[Row]]
Unpack = Callable[[Article], Rows]


def assemble(
    articles: Sequence[Article],
    unpack: Unpack,
    gazetteer: Gazetteer,
    *,
    title: str,
    theatre: Theatre | None,
    refused: Sequence[Row],
    corpus_version: str,
    corrections: Sequence[Correction] = (),
    drawing: dict[str, Any] | None = None,
) -> Dataset:
    """Return the dataset of articles that have been read.

    Parameters
    ----------
    unpack
        Gives the rows of an article by table, new ones at each call, and ``refused`` where it could not be read.
    theatre
        ``None``: parties and ground come from the claims themselves.
    drawing
        How the front line is drawn: see `geodata.frontline.draw_modes`.

    Raises
    ------
    DatasetError
        When no article could be read.
    """
    refused = list(refused)
    plan = _plan(articles, unpack, corrections, gazetteer) if corrections else None
    places = Places(gazetteer)
    columns = {name: Columns(COLUMNS[name]) for name in TABLES}
    for rows in _parts(articles, unpack):
        refused += rows.pop("refused")
        if plan:
            plan.apply(rows)
        for toponym in rows["toponyms"]:
            toponym["place"] = places.number(toponym)
        locate(rows["events"], rows["claims"], rows["toponyms"], places.rows)
        for name, gathered in columns.items():
            gathered.extend(rows[name])
    tables = {name: gathered.table() for name, gathered in columns.items()}
    if not tables["articles"].num_rows:
        reasons = " ".join(row["reason"] for row in refused[:5])
        msg = f"There is no readable article in {title}. {reasons}"
        raise DatasetError(msg)
    tables["places"] = columns_of(COLUMNS["places"], places.rows)
    tables["articles"] = _with_reports(tables["articles"])
    tables["events"] = _grouped(tables["events"], tables["articles"])
    claims = tables["claims"].to_pylist()
    shown = theatre or derive_theatre(claims, places.rows, gazetteer)
    told = tables["articles"].select(["id", "report", "source", "published"]).to_pylist()
    return dataset_from_tables(
        tables,
        draw_modes(claims, told, shown, **(drawing or {})),
        title=title,
        theatre=shown,
        refused=refused,
        corpus_version=corpus_version,
        corrections=dataclasses.asdict(plan.outcome()) if plan else None,
    )


def _plan(articles: Iterable[Article], unpack: Unpack, corrections: Sequence[Correction], gazetteer: Gazetteer) -> Plan:
    wanted = articles_spoken_of(corrections)
    return Plan(_together(map(unpack, (a for a in articles if a.sha256 in wanted))), corrections, gazetteer)


def _parts(articles: Iterable[Article], unpack: Unpack) -> Iterator[Rows]:
    rest = iter(articles)
    while part := list(itertools.islice(rest, PART)):
        yield _together(map(unpack, part))


def _together(readings: Iterable[Rows]) -> Rows:
    rows: Rows = {name: [] for name in (*TABLES, "refused")}
    for one in readings:
        for name, gathered in rows.items():
            gathered.extend(one.get(name, ()))
    return rows


class _Texts(Sequence[str]):
    """A column of texts, each made when it is looked at: all at once would take what the columns save."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self._column = column

    def __len__(self) -> int:
        return len(self._column)

    def __getitem__(self, number: Any) -> Any:
        return self._column[number].as_py()


def _with_reports(articles: pa.Table) -> pa.Table:
    """Return the table of articles with the report that each prints: the id of the first article with its text."""
    ids = articles["id"].to_pylist()
    reports = pa.array([ids[first] for first in group_copies(_Texts(articles["text"]))], TYPES["str"])
    return articles.set_column(articles.schema.get_field_index("report"), "report", reports)


def _copies(articles: pa.Table) -> dict[str, tuple[str, str]]:
    """Return report and text of the articles that share a report with others."""
    reports = articles["report"].to_pylist()
    shared = {report for report, count in collections.Counter(reports).items() if count > 1}
    rows = zip(articles["id"].to_pylist(), reports, articles["text"], strict=True)
    return {article: (report, text.as_py()) for article, report, text in rows if report in shared}


def _grouped(events: pa.Table, articles: pa.Table) -> pa.Table:
    """Return the table of events with the group of each."""
    rows: list[dict[str, Any]] = events.select(list(GROUPED_BY)).to_pylist()
    group_events(rows, _copies(articles))
    groups = pa.array([row["group"] for row in rows], TYPES["str"])
    return events.set_column(events.schema.get_field_index("group"), "group", groups)
