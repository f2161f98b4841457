"""The rows of many articles put together into the tables of a dataset, some articles at a time."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.article import Article
from geodata.columns import TYPES, Columns, columns_of
from geodata.conflict import derive_theatre
from geodata.correction import Correction
from geodata.duplicate import group_copies
from geodata.errors import DatasetError
from geodata.event.merge import kin
from geodata.frontline import draw_modes
from geodata.gazetteer import Gazetteer
from geodata.place import Places, locate
from geodata.replay import Plan, articles_spoken_of
from geodata.rows import GROUPED_BY, TABLES, Row, join_copies, merge_rows
from geodata.store import COLUMNS, Dataset, dataset_from_tables
from geodata.theatre import Theatre

PART = 200
"""Articles whose rows are held as dictionaries at a time; all others are columns."""

GROUPED_EVENTS = 20_000
"""Events that are dictionaries at a time when they are grouped, unless one kind at one place has more."""

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
    kept_places: MutableMapping[str, bytes] | None = None,
    kept_prints: MutableMapping[str, bytes] | None = None,
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
    kept_places, kept_prints
        What an earlier build made: see `geodata.place.Places` and `geodata.duplicate.group_copies`.

    Raises
    ------
    DatasetError
        When no article could be read.
    """
    refused = list(refused)
    plan = _plan(articles, unpack, corrections, gazetteer) if corrections else None
    places = Places(gazetteer, kept_places)
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
    tables["articles"] = _with_reports(tables["articles"], kept_prints)
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


def _with_reports(articles: pa.Table, kept: MutableMapping[str, bytes] | None) -> pa.Table:
    """Return the table of articles with the report that each prints: the id of the first article with its text."""
    ids = articles["id"].to_pylist()
    reports = pa.array([ids[first] for first in group_copies(_Texts(articles["text"]), kept)], TYPES["str"])
    return articles.set_column(articles.schema.get_field_index("report"), "report", reports)


def _copies(articles: pa.Table) -> dict[str, tuple[str, str]]:
    """Return report and text of the articles that share a report with others."""
    reports = articles["report"].to_pylist()
    shared = {report for report, count in collections.Counter(reports).items() if count > 1}
    rows = zip(articles["id"].to_pylist(), reports, articles["text"], strict=True)
    return {article: (report, text.as_py()) for article, report, text in rows if report in shared}


def _grouped(events: pa.Table, articles: pa.Table) -> pa.Table:
    """Return the table of events with the group of each."""
    first = np.arange(events.num_rows)
    for numbers in _blocks(events):
        first[numbers] = numbers[merge_rows(events.select(list(GROUPED_BY)).take(numbers).to_pylist())]
    copies = _copies(articles)
    told = np.flatnonzero(pc.is_in(events["article"], pa.array(list(copies), TYPES["str"])))
    rows = events.select(["article", "type", "modality", "start", "end", "trigger_start"]).take(told).to_pylist()
    join_copies(first, zip(told.tolist(), rows, strict=True), copies)
    while (first[first] != first).any():
        first = first[first]
    return events.set_column(events.schema.get_field_index("group"), "group", events["id"].take(first))


def _blocks(events: pa.Table) -> Iterator[np.ndarray]:
    """Yield numbers of events, in order, some at a time: all of a kind, a modality and a place, where there are several."""
    of_kin = {"type": events["type"].to_pandas().map(kin)}
    names = ("modality", "place", "article")
    kinds = pd.DataFrame(
        {n: pd.factorize(c)[0] for n, c in (of_kin | {n: events[n].to_pandas() for n in names}).items()}
    )
    # Who names neither place nor actor is only ever of one event with another reading of the same words.
    alone = pc.is_null(events["place"]).to_numpy() & pc.is_null(events["actors"]).to_numpy()
    words = kinds.assign(**{name: events[name].to_numpy() for name in ("start", "end", "trigger_start", "trigger_end")})
    alone &= ~words.duplicated(keep=False).to_numpy()
    kinds = kinds.drop(columns="article")
    rest = np.flatnonzero(~alone & kinds.duplicated(keep=False).to_numpy())
    block = kinds.iloc[rest].groupby(list(kinds), sort=False).ngroup().to_numpy()
    order = rest[np.argsort(block, kind="stable")]
    ends = np.cumsum(np.bincount(block))
    start = 0
    while start < len(order):
        end = int(ends[min(np.searchsorted(ends, start + GROUPED_EVENTS), len(ends) - 1)])
        yield order[start:end]
        start = end
