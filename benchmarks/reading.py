"""How fast articles are read, on one core."""

from __future__ import annotations

import gc
import random
import time

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


def measure_reading(articles: int = ARTICLES) -> Table:
    """Read the same articles with and without geoparsing, each in a process of its own."""
    rows = []
    for geoparsing in (True, False):
        load_s, per_second, peak_mb = in_own_process(reading_speed, articles, geoparsing)
        loaded = f"{number(load_s)} s" if geoparsing else "-"
        name = "with geoparsing" if geoparsing else "without geoparsing"
        rows.append((name, number(per_second), loaded, number(peak_mb)))
    title = f"Reading: `extract` on one core, {articles} made-up articles of {CHARACTERS / 1000:.0f} kB"
    return Table(title, ("", "articles/s", "gazetteer loads in", "largest memory, MB"), rows)


def reading_speed(articles: int, geoparsing: bool) -> tuple[float, float, float]:
    """Return seconds to load the gazetteer, articles a second (both of processor time), largest memory in MB."""
    from geodata.answer import reading_as_json
    from geodata.article import Article
    from geodata.gazetteer import Gazetteer
    from geodata.reading import read_article
    from geodata.theatre import detect_theatre

    began = time.process_time()
    gazetteer = Gazetteer.load() if geoparsing else None
    load_s = time.process_time() - began
    gc.freeze()

    def read(index: int) -> None:
        article = Article(id=str(index), text=made_up_article(index), given_date=None)
        reading_as_json(read_article(article, gazetteer, detect_theatre(article.text)))

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
