"""Training of the weights that rank candidates.

``python -m geodata.resolve.train CORPUS.jsonl [CORPUS.jsonl ...]`` learns from all corpora given, after
printing for each what weights learned from the others make of it.  Gold toponyms need ``lat`` and ``lon``.
The weights are one number for each of `geodata.resolve.ranking.FIT_NAMES`; no word of a corpus is kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from geodata.gazetteer import Gazetteer
from geodata.recognise.scan import scan_words
from geodata.resolve.context import distance_km
from geodata.resolve.ranking import FIT_NAMES, Sense, load_weights
from geodata.resolve.referent import group_mentions, group_of, senses_of
from geodata.resolve.spans import known_rows, mentions_of, proposal_at
from geodata.sentence import split_sentences
from geodata.theatre import detect_theatre

RIGHT_KM = 161.0
"""Two places nearer than 100 miles count as the same in the field's measure, acc@161."""
EXACT_KM = 15.0
"""In training the nearest bearer is the right one, so that a city is told from the province of its name."""
PENALTY = 0.005
ROUNDS = 2

BY_HAND = {
    "curated": 0.8, "derived": -0.5, "historic": -1.5, "in_parent": 5.0, "noun_agrees": 4.0, "noun_disagrees": -1.5, "home": 2.0, "neighbour": 0.6,
    "governs": 2.0,
}  # fmt: skip
"""Set by hand, as the corpora tell little of them: conflicts with a theatre, names by rule or out of use, capitals that act.
``in_parent`` is a statement of the text, so it outweighs any prominence."""

Group = tuple[np.ndarray, np.ndarray, int]
"""Numbers by candidate, whether each candidate is right, and how many mentions the name has."""


def main(paths: Sequence[str]) -> None:
    """Report each corpus held out, then learn from all and save."""
    gazetteer = Gazetteer.load()
    corpora = {
        Path(path).stem: [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()] for path in paths
    }
    for name, articles in corpora.items():
        others = [article for other, rows in corpora.items() if other != name for article in rows]
        if others:
            print(name, "held out:", round(accuracy(articles, learn(others, gazetteer), gazetteer), 4))
    weights = learn([article for rows in corpora.values() for article in rows], gazetteer)
    for name, articles in corpora.items():
        print(name, "learned from:", round(accuracy(articles, weights, gazetteer), 4))
    text = json.dumps({name: round(value, 3) for name, value in weights.items()}, indent=1)
    Path(__file__).with_name("weights.json").write_text(text + "\n", "utf-8")


def learn(articles: Sequence[dict], gazetteer: Gazetteer) -> Mapping[str, float]:
    """Fit the weights; the context that candidates are seen in comes from the weights of the round before."""
    weights: Mapping[str, float] = load_weights()
    for _ in range(ROUNDS):
        groups = [group for article in articles for group in groups_of(article, weights, gazetteer, for_training=True)]
        weights = _fit([group for group in groups if group[1].any() and not group[1].all()], weights)
    return weights


def accuracy(articles: Sequence[dict], weights: Mapping[str, float], gazetteer: Gazetteer) -> float:
    """acc@161 over gold toponyms with coordinates; unresolved is wrong."""
    right = total = 0
    for article in articles:
        total += sum(toponym["lat"] is not None for toponym in article["toponyms"])
        right += sum(count * bool(good[0]) for _, good, count in groups_of(article, weights, gazetteer))
    return right / max(total, 1)


def groups_of(
    article: dict, weights: Mapping[str, float], gazetteer: Gazetteer, *, for_training: bool = False
) -> list[Group]:
    """One group for each gold toponym that has candidates and coordinates; candidates best first."""
    text = article["text"]
    gold = sorted(article["toponyms"], key=lambda toponym: toponym["start"])
    scan = scan_words(text, split_sentences(text))
    spans = [(toponym["start"], toponym["end"]) for toponym in gold]
    proposals = [proposal_at(scan, *span, known_rows(text[slice(*span)], gazetteer)) for span in spans]
    mentions = mentions_of(scan, proposals, gazetteer)
    senses = senses_of(text, mentions, group_mentions(mentions), gazetteer, detect_theatre(text), weights)
    pairs = [(toponym, senses.get(group_of(mention))) for toponym, mention in zip(gold, mentions, strict=True)]
    return [
        _group(toponym, sense, for_training=for_training)
        for toponym, sense in pairs
        if sense is not None and toponym["lat"] is not None
    ]


def _group(toponym: dict, sense: Sense, *, for_training: bool) -> Group:
    away = [distance_km(bearer.lat, bearer.lon, toponym["lat"], toponym["lon"]) for bearer in sense.bearers]
    limit = min(RIGHT_KM, max(min(away) * 1.5, EXACT_KM)) if for_training else RIGHT_KM
    good = [distance <= limit for distance in away]
    return np.array(sense.numbers), np.array(good), 1


def _fit(groups: Sequence[Group], start: Mapping[str, float]) -> Mapping[str, float]:
    """Maximise the probability of right candidates, with a pull of the weights toward zero."""
    numbers = np.vstack([group[0] for group in groups])
    good = np.concatenate([group[1] for group in groups]).astype(float)
    firsts = np.cumsum([0] + [len(group[1]) for group in groups])[:-1]
    owner = np.repeat(np.arange(len(groups)), [len(group[1]) for group in groups])

    fixed = np.array([name in BY_HAND for name in FIT_NAMES])

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        sums = numbers @ vector
        sums -= np.maximum.reduceat(sums, firsts)[owner]
        powers = np.exp(sums)
        share = powers / np.add.reduceat(powers, firsts)[owner]
        right = np.add.reduceat(share * good, firsts)
        posterior = share * good / right[owner]
        value = -np.log(right).mean() + PENALTY * float(vector @ vector) / len(vector)
        slope = numbers.T @ (share - posterior) / len(groups) + 2 * PENALTY * vector / len(vector)
        return value, np.where(fixed, 0.0, slope)

    result = minimize(
        loss, np.array([BY_HAND.get(name, start.get(name, 0.0)) for name in FIT_NAMES]), jac=True, method="L-BFGS-B"
    )
    return dict(zip(FIT_NAMES, result.x.tolist(), strict=True))


if __name__ == "__main__":
    main(sys.argv[1:])
