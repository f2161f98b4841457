"""Training of the forest that sifts proposals.

``python -m geodata.recognise.train CORPUS.jsonl [CORPUS.jsonl ...]`` trains on all corpora given, after
printing, for each, what a forest trained on the others makes of it.  A corpus has one article a line:
``{"id", "text", "toponyms": [{"start", "end"}, ...]}``.  Needs LightGBM; reading articles does not.
The forest holds thresholds over `geodata.recognise.signals.NAMES` and no word of the corpora.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from geodata.gazetteer import Gazetteer
from geodata.lexicon import load_lexicon
from geodata.recognise.forest import Forest, forest_from_lightgbm, save_forest
from geodata.recognise.proposal import Proposal, propose
from geodata.recognise.scan import scan_words
from geodata.recognise.selection import THRESHOLD, select
from geodata.recognise.signals import NAMES, signal_rows
from geodata.recognise.synth import synthetic_articles
from geodata.sentence import split_sentences

TREES = 60
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.18, "num_leaves": 24, "max_depth": 7, "min_child_samples": 20, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.5, "reg_lambda": 3.0, "random_state": 0, "n_jobs": 1, "deterministic": True, "verbose": -1,
}  # fmt: skip
"""140 trees that learn half as fast take twice the time and are no better on a corpus held out."""
MADE_UP_ARTICLES = 300
"""About as many proposals as a third of both corpora: enough to learn subjects of sentences from, too few to set the style."""
DEMONYM_SHARE = 0.02
"""A corpus in which fewer toponyms than this are demonyms does not label them, so they teach nothing there."""
EMBEDDED_SHARE = 0.25
"""A corpus in which fewer of the listed names within names of bodies ("Ohio State Police") than this are toponyms follows
another style: there, those that are none teach nothing. They are toponyms here, of the role ``embedded``."""


@dataclasses.dataclass(frozen=True, slots=True)
class Labelled:
    """One article's proposals with their signals; `gold` are the spans labelled as toponyms."""

    proposals: list[Proposal]
    spans: list[tuple[int, int]]
    signals: np.ndarray
    is_gold: np.ndarray
    gold: frozenset[tuple[int, int]]


@dataclasses.dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled articles, and whether demonyms and names within names of bodies are labelled in them."""

    name: str
    articles: list[Labelled]
    with_demonyms: bool
    with_embedded: bool


def main(paths: Sequence[str]) -> None:
    """Report each corpus held out, then train on all and save."""
    gazetteer = Gazetteer.load()
    corpora = [read_corpus(Path(path), gazetteer) for path in paths]
    made_up = Corpus(
        "made up",
        [_label(row, gazetteer) for row in synthetic_articles(gazetteer, MADE_UP_ARTICLES)],
        with_demonyms=True,
        with_embedded=True,
    )
    for corpus in [*corpora, made_up]:
        others = [other for other in [*corpora, made_up] if other is not corpus]
        print(corpus.name, "held out:", *(f"{value:.3f}" for value in evaluate(train(others), corpus)))
    forest = train([*corpora, made_up])
    for corpus in corpora:
        print(corpus.name, "trained on:", *(f"{value:.3f}" for value in evaluate(forest, corpus)))
    save_forest(forest)


def read_corpus(path: Path, gazetteer: Gazetteer) -> Corpus:
    """Read a corpus and compute the signals of all proposals."""
    articles = [_label(json.loads(line), gazetteer) for line in path.read_text("utf-8").splitlines()]
    demonyms = sum(
        bool(p.demonyms and not p.rows) and bool(y)
        for a in articles
        for p, y in zip(a.proposals, a.is_gold, strict=True)
    )
    embedded = np.concatenate([article.is_gold[_is_embedded(article)] for article in articles])
    return Corpus(
        path.stem,
        articles,
        with_demonyms=demonyms > DEMONYM_SHARE * sum(len(a.gold) for a in articles),
        with_embedded=embedded.mean() > EMBEDDED_SHARE,
    )


def _is_embedded(article: Labelled) -> np.ndarray:
    """Which proposals are listed names in a run of capitals that names a body."""
    in_body = article.signals[:, NAMES.index("run_organisation")] > 0
    return in_body & np.array([bool(p.rows or p.demonyms) for p in article.proposals], dtype=bool)


def _label(row: dict, gazetteer: Gazetteer) -> Labelled:
    text = row["text"]
    lexicon = load_lexicon()
    scan = scan_words(text, split_sentences(text))
    proposals = propose(scan, gazetteer)
    signals = np.array(signal_rows(scan, proposals, gazetteer, lexicon), dtype=np.float32).reshape(
        len(proposals), len(NAMES)
    )
    gold = frozenset((toponym["start"], toponym["end"]) for toponym in row["toponyms"])
    spans = [(scan.starts[p.first], scan.ends[p.last - 1]) for p in proposals]
    return Labelled(proposals, spans, signals, np.array([span in gold for span in spans], dtype=bool), gold)


def train(corpora: Sequence[Corpus]) -> Forest:
    """Fit a forest on all proposals; demonyms and embedded names only where they are labelled."""
    import lightgbm

    parts = [_training_part(article, corpus) for corpus in corpora for article in corpus.articles]
    rows = np.vstack([signals for signals, _ in parts])
    labels = np.concatenate([labels for _, labels in parts]).astype(np.float32)
    model = lightgbm.train(PARAMETERS, lightgbm.Dataset(rows, labels), TREES)
    return forest_from_lightgbm(model.dump_model(), NAMES)


def _training_part(article: Labelled, corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    keep = np.array([corpus.with_demonyms or not _is_demonym(p) for p in article.proposals], dtype=bool)
    if not corpus.with_embedded:
        keep &= article.is_gold | ~_is_embedded(article)
    return article.signals[keep], article.is_gold[keep]


def _is_demonym(proposal: Proposal) -> bool:
    return bool(proposal.demonyms and not proposal.rows)


def evaluate(forest: Forest, corpus: Corpus, threshold: float = THRESHOLD) -> tuple[float, float, float]:
    """Exact precision, recall and F1; demonyms aside where the corpus does not label them."""
    hits = found = wanted = 0
    for article in corpus.articles:
        chances = forest.probability(article.signals.tolist())
        taken = select(article.proposals, chances, threshold)
        spans = {article.spans[k] for k in taken if corpus.with_demonyms or not _is_demonym(article.proposals[k])}
        hits, found, wanted = hits + len(spans & article.gold), found + len(spans), wanted + len(article.gold)
    return hits / max(found, 1), hits / max(wanted, 1), 2 * hits / max(found + wanted, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
