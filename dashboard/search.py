"""Full-text search in the articles: sentences that hold the words, and the marks that stand in them."""

from __future__ import annotations

import base64
import contextlib
import functools
import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.dataset import Corpus
from dashboard.evidence import Mark, article_summary, segments
from dashboard.lookup import whole_number
from dashboard.respond import NOT_ON_SCREEN, asked_corpus, compressed, gzipped, missing, refused
from dashboard.settings import settings_from_environment
from dashboard.terms import MAX_CHARS, MAX_WORDS, MIN_PREFIX, Phrase, parse_query, terms_of
from dashboard.terms import forms_in_line as forms
from geodata.sentence import split_sentences

Json = dict[str, Any]

VERSION = 1
"""Version of the index's file; another one is built again."""
MAX_HITS = 200_000
"""Sentences that one search finds at most: 800 kB of numbers."""
MAX_PAGE = 100
DEFAULT_PAGE = 20
MAX_SECONDS = 10.0
MAX_EXCERPT = 1000
"""Code points of a sentence that are sent; what is longer is a table or a list without full stops."""
WAIT_SECONDS = 5.0
"""How long a search waits for an index that is being built, before it says how far that is."""
KEPT_FILES = 4
BATCH = 5000
PAGES_IN_MEMORY = -32_000
"""SQLite's cache in KiB: what a search or a build holds in memory beside the numbers of the sentences."""
STEPS_BETWEEN_LOOKS = 20_000

PROBLEMS = {
    "empty": 'Nothing to look for: type a word, a "phrase in quotes" or the beginning of a word with a star (lib*).',
    "long": f"The search is too long: it may have up to {MAX_CHARS} characters; leave some words out.",
    "words": f"The search has too many words: it may have up to {MAX_WORDS}; leave some out.",
    "prefix": f"A beginning of a word needs at least {MIN_PREFIX} letters before its star; add a letter.",
    "slow": f"The search was stopped after {MAX_SECONDS:.0f} seconds; add a word or write a word out instead of a star.",
}


def serve(request: Request) -> Response:
    """Answer ``search?q=&limit=&after=`` (docs/timemap.md)."""
    corpus = asked_corpus(request)
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    search = search_of(corpus)
    try:
        if not search.wait(WAIT_SECONDS):
            return JSONResponse({"building": search.progress()}, headers={"Cache-Control": "no-store"})
        limit = min(max(_number(request, "limit", DEFAULT_PAGE), 1), MAX_PAGE)
        answer = search.answer(request.query_params.get("q", ""), limit=limit, after=_number(request, "after", 0))
    except (OSError, sqlite3.Error) as error:
        folder = settings_from_environment().data
        return refused(503, f"The search index in {folder} could not be used ({error}); make room there and try again.")
    # ASCII, since an article's text may hold code points that UTF-8 cannot.
    return gzipped(request, compressed(json.dumps(answer, allow_nan=False).encode("ascii")), "application/json")


def _number(request: Request, name: str, default: int) -> int:
    given = whole_number(request.query_params.get(name, ""))
    return default if given is None else given


@functools.lru_cache(maxsize=4)
def search_of(corpus: Corpus) -> Search:
    """Return the search of a corpus; its index is built or opened when it is first waited for."""
    return Search(corpus, settings_from_environment().data / ".search")


class Search:
    """An index over the sentences of a corpus, in one file named by the corpus's digest.

    In memory are 12 bytes a sentence and 4 to 8 bytes a mark; words and sentences are looked up in the file.
    """

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        self._corpus = corpus
        self._path = folder / f"{corpus.dataset.digest}-{VERSION}.sqlite"
        self._texts = corpus.dataset.tables["articles"]["text"]
        self._ready = threading.Event()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None
        self._error: Exception | None = None
        self._read = 0
        self._find = functools.lru_cache(maxsize=8)(self._found)

    def wait(self, seconds: float) -> bool:
        """Whether the index can be used, at the latest after so many seconds; an error of its making is raised."""
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._prepare, name="search-index", daemon=True)
                self._thread.start()
        ready = self._ready.wait(seconds)
        if self._error is not None:
            error, self._error, self._thread = self._error, None, None
            self._ready.clear()
            raise error
        return ready

    def progress(self) -> dict[str, int]:
        """Return how many articles are in the index, of how many."""
        return {"done": self._read, "of": len(self._texts)}

    def answer(self, asked: str, *, limit: int = DEFAULT_PAGE, after: int = 0) -> Json:
        """Return what holds all words of `asked`, `limit` sentences from the one after `after` on."""
        query = parse_query(asked)
        searched = {"articles": len(self._texts), "sentences": len(self._article)}
        nothing: Json = {
            "note": None,
            "searched": searched,
            "counts": _no_counts(),
            "rows": None,
            "hits": [],
            "next": None,
        }
        problem = query.problem
        if not problem:
            try:
                found = self._find(query.phrases)
            except TimeoutError:
                problem = "slow"
        if problem:
            return {**nothing, "note": {"code": problem, "sentence": PROBLEMS[problem]}}
        begin = int(np.searchsorted(found, after))
        page = found[begin : begin + limit]
        more = begin + limit < len(found)
        return {
            **nothing,
            "counts": self._counts(found),
            "rows": None if after else {table: _packed(flags) for table, flags in self._flags(found).items()},
            "hits": [self._hit(int(number), query.phrases) for number in page],
            "next": int(page[-1]) + 1 if more else None,
        }

    def rows(self, asked: str) -> tuple[str | None, dict[str, np.ndarray]]:
        """Return what is wrong with a question, else ``None`` and flags of what holds its words.

        The flags are those of each table of the payload, and of the articles under ``article``.
        """
        query = parse_query(asked)
        if query.problem:
            return PROBLEMS[query.problem], {}
        try:
            found = self._find(query.phrases)
        except TimeoutError:
            return PROBLEMS["slow"], {}
        articles = np.zeros(len(self._texts), bool)
        articles[self._article[found]] = True
        return None, {**self._flags(found), "article": articles}

    def _counts(self, found: np.ndarray) -> dict[str, Any]:
        articles = np.unique(self._article[found])
        flags = {f"{table}s": int(rows.sum()) for table, rows in self._flags(found).items()}
        return {"sentences": len(found), "articles": len(articles), **flags, "complete": len(found) < MAX_HITS}

    def _flags(self, found: np.ndarray) -> dict[str, np.ndarray]:
        """Return for each table of the payload which of its rows stand in the sentences."""
        chosen = np.zeros(len(self._article) + 1, bool)  # the last one is no sentence
        chosen[found] = True
        flags = {}
        for table, (sentence, row, length) in self._marks.items():
            flags[table] = np.zeros(length, bool)
            flags[table][row[chosen[sentence]]] = True
        return flags

    def _hit(self, number: int, phrases: tuple[Phrase, ...]) -> Json:
        article = self._corpus.lookup.row("articles", int(self._article[number]))
        assert article is not None  # every sentence is of an article of this dataset
        start, end = int(self._starts[number]), int(self._ends[number])
        shown = min(end, start + MAX_EXCERPT)
        return {
            "key": f"{article['id']}/{start}-{end}",
            "article": article_summary(article),
            "start": start,
            "end": end,
            "cut": shown < end,
            "segments": segments(article["text"], start, shown, matches(article["text"][start:shown], start, phrases)),
            "marks": self._keys(article["id"], start, end),
            "href": "articles?"
            + urlencode({**self._corpus.query, "article": article["id"], "start": start, "end": end}),
        }

    def _keys(self, article: str, start: int, end: int) -> list[str]:
        """Return the evidence keys of what stands in a sentence, events first."""
        lookup = self._corpus.lookup
        within = [
            (kind, row)
            for kind, table, column in (("event", "events", "trigger_start"), ("claim", "claims", "trigger_start"))
            for row in lookup.of_article(table, article)
            if start <= row[column] < end
        ]
        keys = [f"{kind}/{row['group'] if kind == 'event' else row['id']}" for kind, row in within]
        toponyms = [row for row in lookup.of_article("toponyms", article) if start <= row["start"] < end]
        mentions = [lookup.mention_number(row["number"]) for row in toponyms]
        return list(dict.fromkeys(keys)) + [f"mention/{number}" for number in mentions if number is not None]

    def _found(self, phrases: tuple[Phrase, ...]) -> np.ndarray:
        """Return the numbers of the sentences that hold all phrases."""
        deadline = time.monotonic() + MAX_SECONDS
        expression = " AND ".join(_expression(phrase) for phrase in phrases)
        with _reading(self._path) as database:
            database.set_progress_handler(lambda: int(time.monotonic() > deadline), STEPS_BETWEEN_LOOKS)
            sql = "SELECT rowid - 1 FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?"
            try:
                rows = database.execute(sql, (expression, MAX_HITS))
                return np.fromiter((row[0] for row in rows), np.int64)
            except sqlite3.OperationalError as error:
                if time.monotonic() > deadline:
                    raise TimeoutError from error
                raise

    def _prepare(self) -> None:
        try:
            if not self._path.exists():
                self._build()
            try:
                self._load()
            except sqlite3.DatabaseError:  # cut short by a full disk, or not ours
                self._build()
                self._load()
        except Exception as error:  # noqa: BLE001 - it is raised where somebody waits for the index
            self._error = error
        self._ready.set()

    def _build(self) -> None:
        """Write the index beside its place, then put it there whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        staging = self._path.with_suffix(f".{os.getpid()}.writing")
        staging.unlink(missing_ok=True)
        try:
            with contextlib.closing(sqlite3.connect(staging)) as database:
                self._write(database)
            staging.replace(self._path)
        finally:
            staging.unlink(missing_ok=True)
        files = sorted(self._path.parent.glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
        for old in files[:-KEPT_FILES]:
            old.unlink(missing_ok=True)

    def _write(self, database: sqlite3.Connection) -> None:
        # Nothing is lost when the machine stops: the file is only put in its place once it is whole.
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {PAGES_IN_MEMORY}"):
            database.execute(f"PRAGMA {setting}")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(body, content='', columnsize=0, tokenize='ascii')")
        database.execute("CREATE TABLE numbers(name TEXT PRIMARY KEY, data BLOB)")
        sentences: list[tuple[int, int, int]] = []
        batch: list[tuple[int, str]] = []
        for article, text in enumerate(self._texts):
            for sentence in split_sentences(text):
                sentences.append((article, sentence.start, sentence.end))
                batch.append((len(sentences), forms(text[sentence.start : sentence.end])))
            if len(batch) >= BATCH:
                _insert(database, batch)
            self._read = article + 1
        _insert(database, batch)
        numbers = np.array(sentences, "<u4").reshape(-1, 3)
        database.execute("INSERT INTO numbers VALUES ('sentences', ?)", (np.ascontiguousarray(numbers.T).tobytes(),))
        database.commit()

    def _load(self) -> None:
        with _reading(self._path) as database:
            (data,) = database.execute("SELECT data FROM numbers WHERE name = 'sentences'").fetchone()
        self._article, self._starts, self._ends = np.frombuffer(data, "<u4").reshape(3, -1)
        self._marks = self._sentences_of_marks()

    def _sentences_of_marks(self) -> dict[str, tuple[np.ndarray, np.ndarray, int]]:
        """Return for each table the sentence and the row in the payload of each report, and how many rows there are."""
        tables = self._corpus.dataset.tables
        toponyms = tables["toponyms"]
        mentions = toponyms[toponyms["place"].notna()]
        events, claims = tables["events"], tables["claims"]
        first = events.loc[events["id"] == events["group"], "id"]
        row_of_event = pd.Index(first).get_indexer(events["group"])
        return {
            "mention": (self._sentence(mentions, "start"), np.arange(len(mentions)), len(mentions)),
            "event": (self._sentence(events, "trigger_start"), row_of_event, len(first)),
            "claim": (self._sentence(claims, "trigger_start"), np.arange(len(claims)), len(claims)),
        }

    def _sentence(self, rows: pd.DataFrame, column: str) -> np.ndarray:
        """Return the number of the sentence that each row stands in, that of no sentence where it stands in none."""
        articles = pd.Index(self._corpus.dataset.tables["articles"]["id"]).get_indexer(rows["article"])
        at = rows[column].to_numpy(np.int64)
        starts = (self._article.astype(np.int64) << 32) + self._starts
        number = np.searchsorted(starts, (articles.astype(np.int64) << 32) + at, side="right") - 1
        if not len(starts):
            return np.zeros(len(rows), np.int32)
        inside = (number >= 0) & (self._article[number] == articles) & (at < self._ends[number])
        return np.where(inside, number, len(starts)).astype(np.int32)


def matches(sentence: str, offset: int, phrases: tuple[Phrase, ...]) -> list[Mark]:
    """Return where the phrases stand in a sentence, as marks in code points of its article."""
    terms = terms_of(sentence)
    found = {pair for phrase in phrases for pair in phrase.ends_of_matches(terms)}
    return [Mark(offset + terms[a].start, offset + terms[b].end, "match") for a, b in sorted(found)]


def _expression(phrase: Phrase) -> str:
    # The forms hold letters and digits alone: nothing in them can leave the quotes.
    return f'"{" ".join(phrase.forms)}"' + ("*" if phrase.prefix else "")


def _insert(database: sqlite3.Connection, batch: list[tuple[int, str]]) -> None:
    database.executemany("INSERT INTO words(rowid, body) VALUES (?, ?)", batch)
    batch.clear()


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
        database.execute(f"PRAGMA cache_size = {PAGES_IN_MEMORY}")
        yield database


def _no_counts() -> dict[str, Any]:
    kinds = ("sentences", "articles", "events", "claims", "mentions")
    return {**dict.fromkeys(kinds, 0), "complete": True}


def _packed(flags: np.ndarray) -> str:
    """Return flags as bits, eight to a byte from the lowest on, in base64."""
    return base64.b64encode(np.packbits(flags, bitorder="little").tobytes()).decode("ascii")
