"""How fast articles are read, on one core."""

from __future__ import annotations

import functools
import gc
import importlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from benchmarks.isolation import in_own_process, largest_memory_mb
from benchmarks.table import Table, number

ARTICLES = 60
WARM_UP = 3
CHARACTERS = 3000

TOWNS = ["Tripoli", "Benghazi", "Misrata", "Sirte", "Tobruk", "Zawiya", "Sabha", "Derna", "Brega", "Ajdabiya", "Ghat"]
SIDES = ["Government forces", "The national army", "Fighters from the east", "Troops loyal to the council"]
DATES = ["on Monday", "last week", "on 3 April 2019", "in early June", "two days ago", "last month", "on January 6"]
SENTENCES = [
    "{side} took {town} {date} after a week of fighting near {other}.",
    "{side} said {date} that the road from {town} to {other} was open again.",
    "An air strike hit a depot outside {town} {date}, wounding nine people.",
    "Residents of {town} described shelling {date} and said that shops had closed.",
    "The mayor of {town} denied that his city was under the control of anyone but its people.",
    "Diplomats met in {other} {date} and called for a ceasefire around {town}.",
    "{side} could advance on {town} if the talks in {other} fail, a spokesman warned.",
    "Hospitals in {town} and {other} asked for medicine; none had arrived {date}.",
    "The price of bread in {town} doubled, and many families left for {other}.",
    "{side} withdrew from {town} {date}, leaving the airport to their rivals.",
]


def made_up_article(number: int) -> str:
    """Return an article of about 3 kB from sentences of our own; the same number gives the same one."""
    rng = random.Random(number)
    paragraphs = [f"{rng.choice(TOWNS).upper()}, 10 June 2019 - Fighting went on in several towns."]
    while sum(map(len, paragraphs)) < CHARACTERS:
        paragraphs.append(" ".join(_sentence(rng) for _ in range(rng.randint(2, 4))))
    return "\n\n".join(paragraphs)


WAYS = {"all of it": (True, False), "--rules-only": (True, True), "--without-geoparsing": (False, False)}
"""Ways to read: whether places are read, whether by rules alone."""

STEPS = (
    ("geodata.reading", "split_sentences", "sentences"),
    ("geodata.reading", "find_publication", "publication date"),
    ("geodata.reading", "tag_timexes", "dates"),
    ("geodata.geoparse", "scan_words", "places: words"),
    ("geodata.recognise.selection", "propose", "places: names looked up"),
    ("geodata.recognise.selection", "rule_scores", "places: filter by rules"),
    ("geodata.recognise.selection", "signal_rows", "places: signals of the learned filter"),
    ("geodata.recognise.forest", "Forest.probability", "places: its forest"),
    ("geodata.geoparse", "mentions_of", "places: what stands beside them"),
    ("geodata.geoparse", "resolve_mentions", "places: referents"),
    ("geodata.geoparse", "describe", "places: descriptions"),
    ("geodata.reading", "find_actors", "actors"),
    ("geodata.reading", "find_events", "events"),
    ("geodata.reading", "find_claims", "claims"),
    ("benchmarks.reading", "as_line", "the answer as JSON"),
)
"""Functions that the time of reading an article goes to, where they are called, and what they do."""


def measure_reading(articles: int = ARTICLES) -> Iterator[Table]:
    """Read the same articles in all ways, each in a process of its own."""
    rows, spent = [], {}
    for name, (geoparsing, rules_only) in WAYS.items():
        load_s, per_second, peak_mb = in_own_process(reading_speed, articles, geoparsing, rules_only)
        rows.append((name, number(per_second), f"{number(load_s)} s" if geoparsing else "-", number(peak_mb)))
        spent[name] = in_own_process(time_of_steps, articles, geoparsing, rules_only)
    title = f"Reading: `extract` on one core, {articles} made-up articles of {CHARACTERS / 1000:.0f} kB"
    yield Table(title, ("", "articles/s", "gazetteer loads in", "largest memory, MB"), rows)
    names = [name for *_, name in STEPS]
    parts = [(name, *(number(each[name]) if name in each else "-" for each in spent.values())) for name in names]
    yield Table("Where the time of reading goes, processor ms an article", ("", *WAYS), parts)


def time_of_steps(articles: int, geoparsing: bool, rules_only: bool) -> dict[str, float]:
    """Return the milliseconds of processor time an article that each of `STEPS` takes."""
    spent: Counter[str] = Counter()
    for module, path, name in STEPS:
        owner, function = holder_of(module, path)
        setattr(owner, function, _timed(getattr(owner, function), name, spent))
    read = _reader(geoparsing, rules_only)
    for index in range(WARM_UP):
        read(articles + index)
    spent.clear()
    for index in range(articles):
        read(index)
    return {name: seconds / articles * 1000 for name, seconds in spent.items()}


def holder_of(module: str, path: str) -> tuple[Any, str]:
    """Return the module or class that holds a function of `STEPS`, and its name there."""
    *holders, function = path.split(".")
    return functools.reduce(getattr, holders, importlib.import_module(module)), function


def _timed(function: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    @functools.wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - began

    return timed


def as_line(reading: Any) -> bytes:
    """Return the answer of ``extract``."""
    from geodata.answer import reading_as_json

    return orjson.dumps(reading_as_json(reading))


def _reader(geoparsing: bool, rules_only: bool) -> Callable[[int], None]:
    """Return what reads the made-up article of a number."""
    from geodata.article import Article
    from geodata.gazetteer import Gazetteer
    from geodata.reading import read_article
    from geodata.theatre import detect_theatre

    gazetteer = Gazetteer.load() if geoparsing else None

    def read(index: int) -> None:
        article = Article(id=str(index), text=made_up_article(index), given_date=None)
        as_line(read_article(article, gazetteer, detect_theatre(article.text), rules_only=rules_only))

    return read


def reading_speed(articles: int, geoparsing: bool, rules_only: bool) -> tuple[float, float, float]:
    """Return seconds to load the gazetteer, articles a second (both of processor time), largest memory in MB."""
    import geodata.reading  # noqa: F401 -- numpy and the modules are no part of what is timed

    began = time.process_time()
    read = _reader(geoparsing, rules_only)
    load_s = time.process_time() - began
    gc.freeze()

    # Word lists are loaded and patterns compiled by the first articles.
    for index in range(WARM_UP):
        read(articles + index)
    began = time.process_time()
    for index in range(articles):
        read(index)
    return load_s, articles / (time.process_time() - began), largest_memory_mb()


def _sentence(rng: random.Random) -> str:
    town, other = rng.sample(TOWNS, 2)
    return rng.choice(SENTENCES).format(town=town, other=other, side=rng.choice(SIDES), date=rng.choice(DATES))
