"""Finds what a text says about who holds which place."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterator, Sequence

from geodata.actor import ActorMention
from geodata.claim.change import changes
from geodata.claim.draft import Draft, Side
from geodata.claim.record import Claim
from geodata.claim.reference import last_named
from geodata.claim.side import are_enemies
from geodata.claim.state import candidates, states
from geodata.event.dating import Calendar
from geodata.event.find import Finding, findings
from geodata.event.record import Event
from geodata.event.scene import Scene, Setting
from geodata.event.speech import Speech, find_speech, speech_at
from geodata.interval import DateInterval
from geodata.publication import Publication
from geodata.sentence import Sentence
from geodata.timex import Timex
from geodata.token import word_set
from geodata.toponym import Toponym

TERRITORIAL = frozenset({"capture", "retake", "handover", "withdrawal", "pushed_back", "advance", "front_stalemate"})
"""Types of event that may change who holds what."""


PARTY_SHARE = 0.15
"""A body with less than this share of all mentions of fighting bodies is no warring party of the article."""

PAIR_SHARE = 0.6
"""Two parties with less than this share together are no pair of enemies: others fight as well."""


def find_claims(
    text: str,
    sentences: list[Sentence],
    toponyms: list[Toponym],
    timexes: list[Timex],
    actors: list[ActorMention],
    publication: Publication,
    events: list[Event],
    setting: Setting | None = None,
) -> list[Claim]:
    """Return the claims of a text about control of places, in its order.

    Parameters
    ----------
    toponyms
        An empty list leaves the claims without coordinates, not without places.
    events
        The events of the text; those of territory are read for what changed hands.
    setting
        What the events were read from.
    """
    reader = _Reader(text, toponyms, Calendar(text, sentences, timexes, publication), tuple(_parties(actors)))
    changing = {event.start for event in events if event.type in TERRITORIAL or _is_of_ground(event, text)}
    setting = setting or Setting.of(text, sentences, toponyms, actors)
    may_speak = candidates(text, setting.tokens)
    claims: list[Claim] = []
    for scene in setting.scenes:
        changes_hands = scene.sentence.start in changing
        if changes_hands or may_speak(scene.sentence, scene.first, scene.stop):
            claims.extend(reader.read(scene, read_events=changes_hands))
    return _without_doubles(claims)


_OTHER_TYPES = frozenset({"agreement", "assault", "siege"})
_OTHER_WORDS = ("surrender", "besieg", "siege", "laid siege", "lay siege", "lays siege", "laying siege")


def _is_of_ground(event: Event, text: str) -> bool:
    """Whether an event of another type speaks of who stands where: towns that surrender, towns besieged."""
    return event.type in _OTHER_TYPES and text[slice(*event.trigger)].lower().startswith(_OTHER_WORDS)


_PAIR = 2


def _parties(actors: list[ActorMention]) -> Iterator[Side]:
    """Yield the warring parties, most named first."""
    counts = collections.Counter(a.party_id for a in actors if a.party_id)
    names = {a.actor_id: a.name for a in reversed(actors)}
    least = PARTY_SHARE * counts.total()
    warring = [party for party, count in counts.most_common() if count >= least]
    if len(warring) == 2 and sum(counts[party] for party in warring) < PAIR_SHARE * counts.total():
        return  # a war of many: who lost a place to one of the two is not said
    sides = [Side(party, names.get(party, party)) for party in warring]
    if len(sides) != _PAIR or are_enemies(*sides):
        yield from sides


@dataclasses.dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    toponyms: list[Toponym]
    calendar: Calendar
    parties: Sequence[Side]

    def read(self, scene: Scene, *, read_events: bool) -> Iterator[Claim]:
        speeches = find_speech(scene)
        front: Draft | None = None
        for finding in findings(scene) if read_events else ():
            for draft in self._drafts(scene, finding):
                front = draft if draft.kind == "front_at" else front
                if draft.place is None and front is None:
                    continue  # nowhere: "they were pushed back"
                placed = dataclasses.replace(draft, place=front.place) if draft.place is None and front else draft
                yield self._claim(scene, placed, speech_at(speeches, draft.trigger[0]))
        for draft in states(scene):
            yield self._claim(scene, draft, speech_at(speeches, draft.trigger[0]))

    def _drafts(self, scene: Scene, finding: Finding) -> Iterator[Draft]:
        yield from changes(scene, finding, self.parties)

    def _claim(self, scene: Scene, draft: Draft, speech: Speech | None) -> Claim:
        span = scene.span(*draft.trigger)
        toponym = _toponym(scene, draft)
        toponym = last_named(scene, draft.place) if toponym is None and draft.place else toponym
        found = self.toponyms[toponym] if toponym is not None else None
        published = self.calendar.publication.date
        interval = self._interval(scene, draft, span, speech)
        draft = dataclasses.replace(draft, strength="implied") if _in_part(scene, draft) else draft
        return Claim(
            start=scene.sentence.start,
            end=scene.sentence.end,
            trigger=span,
            kind=draft.kind,
            place=self._place_words(scene, draft),
            toponym=toponym,
            lat=found.lat if found else None,
            lon=found.lon if found else None,
            holder_id=draft.holder.id if draft.holder else None,
            holder=draft.holder.name if draft.holder else None,
            previous_holder_id=draft.previous.id if draft.previous else None,
            previous_holder=draft.previous.name if draft.previous else None,
            interval=interval,
            as_of=published,
            modality=draft.modality,
            strength=draft.strength,
            speaker=speech.speaker if speech else None,
            score=_score(draft, quoted=speech is not None),
            reason=draft.reason,
        )

    def _interval(self, scene: Scene, draft: Draft, span: tuple[int, int], speech: Speech | None) -> DateInterval:
        return self.calendar.date(scene, span, draft.tense, draft.modality, speech)

    def _place_words(self, scene: Scene, draft: Draft) -> str:
        if draft.place is None:
            return ""
        start, end = scene.span(draft.place.first, max(draft.place.last, draft.place.until))
        words = self.text[start:end].removesuffix("-based")
        article, _, rest = words.partition(" ")
        return rest if rest and article.lower() in ("the", "a", "an") else words


def _toponym(scene: Scene, draft: Draft) -> int | None:
    """Return the toponym that is the ground's head, or the one name in it."""
    if draft.place is None:
        return None
    if draft.place.head in scene.land.places:
        return scene.land.places[draft.place.head]
    inside = [
        index
        for token in range(draft.place.first, draft.place.last + 1)
        if (index := scene.land.places.get(token)) is not None and scene.lows[token + 1 : token + 2] != ["'s"]
    ]
    return inside[-1] if inside else None


_PARTS = word_set(
    "part parts half portion portions section sections some pocket pockets edge positions quarter district"
)


def _in_part(scene: Scene, draft: Draft) -> bool:
    """Whether an explicit claim speaks of a part of the place named: "parts of Aleppo"."""
    if draft.place is None or draft.strength != "explicit":
        return False
    words = scene.lows[draft.place.first : draft.place.last + 1]
    return "of" in words and not _PARTS.isdisjoint(words[: words.index("of")])


def _score(draft: Draft, *, quoted: bool) -> float:
    base = {"explicit": 0.9, "implied": 0.7, "weak": 0.5}[draft.strength]
    return round(base - (0.1 if quoted else 0.0) - (0.1 if draft.holder is None else 0.0), 2)


def _without_doubles(claims: list[Claim]) -> list[Claim]:
    """Keep one claim a trigger, kind and place."""
    seen: dict[tuple[tuple[int, int], str, str], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.trigger, claim.kind, claim.place), claim)
    return sorted(seen.values(), key=lambda c: (c.start, c.trigger))
