"""A corpus as one HTML file to pass on: what goes into it, and how large it may get."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Callable, Iterator

from starlette.requests import Request
from starlette.responses import Response

from dashboard import basemap
from dashboard.cardwords import card_words
from dashboard.control import saved_control
from dashboard.dataset import Corpus, open_corpus
from dashboard.evidence import evidence_card
from dashboard.language import known
from dashboard.marks import marks_of
from dashboard.payload import PayloadTables, encode_tables
from dashboard.respond import NOT_ON_SCREEN, asked_corpus, gzipped, missing, refused
from dashboard.story import stories_for
from dashboard.timemap import SavedContent, saved_page
from geodata.errors import GeodataError
from geodata.sentence import split_sentences

SERVED_QUOTES = 20_000
"""More would keep the browser waiting for half a minute; the command has no such limit."""
MOST_QUOTES = 250_000
"""Beyond this a browser cannot hold the file."""
BASEMAP_BYTES = 6_000_000
FINEST_ZOOM = 13
AROUND_ZOOM = 6
COMPRESSION_LEVEL = 6
WORLD = (-170.0, -55.0, 175.0, 75.0)

Progress = Callable[[int, int], None]


class TooLargeError(GeodataError):
    """The dataset holds more quotes than one file can carry."""


def saved_map(
    corpus: Corpus,
    *,
    texts: bool,
    view: str = "",
    language: str = "en",
    most: int = MOST_QUOTES,
    progress: Progress | None = None,
) -> str:
    """Return a corpus as one HTML page.

    Parameters
    ----------
    texts
        Whether the articles' full texts go in, by which every quote can be checked.
    view
        The view it opens with, as in a link (docs/timemap.md).
    language
        Language that the file opens in; it holds the others too.
    most
        The number of quotes that may go in.
    progress
        Called with (done, total) quotes now and then.

    Raises
    ------
    TooLargeError
        When the dataset has more quotes.
    """
    corpus = open_corpus(corpus)  # what must not be passed on stays here
    tables = marks_of(corpus)
    keys = list(evidence_keys(tables))
    if len(keys) > most:
        msg = f"This dataset has {len(keys):,} quotes; one file made here may hold {most:,}. " + (
            "Make it with `python -m dashboard save`." if len(keys) <= MOST_QUOTES else "Build a smaller dataset."
        )
        raise TooLargeError(msg)
    bounds = corpus.theatre.bbox if corpus.theatre else WORLD
    cards = dict(_cards(corpus, keys, progress))
    whole = _texts(corpus) if texts else None
    content = SavedContent(
        payload=encode_tables(tables),
        control=saved_control(corpus),
        evidence=cards,
        basemap=_basemap(tuple(tables.header["theatre"]["bbox"])),
        texts=whole,
        sentences=whole and {article: _sentences(text) for article, text in whole.items()},
        stories=tuple(stories_for(corpus)),
        said=card_words(cards.values()),
    )
    return saved_page(corpus.title, content, bounds=bounds, view=view, language=language)


def serve(request: Request) -> Response:
    """Answer with the corpus on screen as one page; ``texts=1`` puts the full texts in."""
    corpus = asked_corpus(request)
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    try:
        language = known(request.query_params.get("lang"))
        packed = _packed_map(corpus, texts=request.query_params.get("texts") == "1", language=language)
    except TooLargeError as error:
        return refused(413, str(error))
    response = gzipped(request, packed, "text/html")
    # A file to keep, never a page of this app: it holds the articles' words. The next build may write it otherwise.
    response.headers.update(
        {
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="map.html"',
            "X-Content-Type-Options": "nosniff",
        }
    )
    return response


_making = threading.Lock()


def _packed_map(corpus: Corpus, *, texts: bool, language: str) -> bytes:
    """Return the page compressed; made once, however many ask at the same time."""
    with _making:
        return _made_map(corpus, texts, language)


@functools.lru_cache(maxsize=2)
def _made_map(corpus: Corpus, texts: bool, language: str) -> bytes:
    page = saved_map(corpus, texts=texts, language=language, most=SERVED_QUOTES)
    return gzip.compress(page.encode(), COMPRESSION_LEVEL, mtime=0)


def evidence_keys(tables: PayloadTables) -> Iterator[str]:
    """Yield the key of every evidence card that the map can ask for."""
    columns = tables.columns
    yield from (f"mention/{number}" for number in range(len(columns["mention.place"])))
    for event, reports in zip(columns["event.id"].tolist(), columns["event.evidence_count"].tolist(), strict=True):
        yield from (f"event/{event:016x}" + (f"/{n}" if n else "") for n in range(reports))
    yield from (f"claim/{claim:016x}" for claim in columns["claim.id"].tolist())
    yield from (f"fact/{number}" for number in range(len(tables.header["facts"])))


def _cards(corpus: Corpus, keys: list[str], progress: Progress | None) -> Iterator[tuple[str, dict]]:
    for done, whole in enumerate(keys, 1):
        kind, _, key = whole.partition("/")
        card = evidence_card(corpus, kind, key)
        if card is not None:
            yield whole, card
        if progress and (done % 500 == 0 or done == len(keys)):
            progress(done, len(keys))


def _texts(corpus: Corpus) -> dict[str, str]:
    articles = corpus.dataset.tables["articles"]
    return dict(zip(articles["id"], articles["text"], strict=True))


def _sentences(text: str) -> list[int]:
    """Return where the sentences of a text stand: the search of the file finds those that the app's search finds."""
    return [place for sentence in split_sentences(text) for place in (sentence.start, sentence.end)]


def _basemap(bbox: tuple[float, float, float, float]) -> dict[str, bytes]:
    """Return the map data of an area, as fine as fits, and coarser data of what lies around it."""
    left, bottom, right, top = bbox
    wide = (left - (right - left), bottom - (top - bottom), right + (right - left), top + (top - bottom))
    around = basemap.packs_within(wide, last_zoom=AROUND_ZOOM)
    for zoom in (FINEST_ZOOM, 8, 5, 3):
        packs = basemap.packs_within(bbox, last_zoom=zoom) | (around if zoom > AROUND_ZOOM else {})
        if sum(len(pack.content) for pack in packs.values()) <= BASEMAP_BYTES:
            break
    return {name: pack.content for name, pack in packs.items()}
