"""Finds the events that a text reports, each from the words that say it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from geodata.actor import ActorMention
from geodata.event.dating import Calendar
from geodata.event.lexicon import Sense
from geodata.event.needs import has_actors, has_words
from geodata.event.participant import Roles, as_participants, find_roles, light_verb_roles
from geodata.event.place import event_places
from geodata.event.record import Event
from geodata.event.retold import is_agreed, is_label, is_retold, is_supposed
from geodata.event.scene import Scene, Setting
from geodata.event.speech import Speech, find_speech, speech_at
from geodata.event.trigger import Trigger, find_triggers
from geodata.event.types import EVENT_TYPES
from geodata.modality import Assessment, assess
from geodata.modality.cues import BE
from geodata.publication import Publication
from geodata.sentence import Sentence
from geodata.timex import Timex
from geodata.token import word_set
from geodata.toponym import Toponym


def find_events(
    text: str,
    sentences: list[Sentence],
    toponyms: list[Toponym],
    timexes: list[Timex],
    actors: list[ActorMention],
    publication: Publication,
    setting: Setting | None = None,
) -> list[Event]:
    """Return the events that the text reports, plans, threatens or denies, in its order.

    Parameters
    ----------
    toponyms, timexes, actors
        What was found in the text; an empty list of toponyms leaves events without places.
    setting
        All this as `Setting.of` gathers it, when claims are read from it too.
    """
    setting = setting or Setting.of(text, sentences, toponyms, actors)
    reader = _Reader(toponyms, Calendar(text, sentences, timexes, publication))
    return [event for scene in setting.scenes for event in reader.read(scene)]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A trigger with the sense that fits it."""

    trigger: Trigger
    sense: Sense
    assessment: Assessment
    roles: Roles


@functools.lru_cache(maxsize=1 << 7)
def findings(scene: Scene) -> tuple[Finding, ...]:
    """Return the triggers of a sentence whose conditions hold, without overlaps; kept for the claims."""
    return tuple(_findings(scene))


def _findings(scene: Scene) -> Iterator[Finding]:
    taken = scene.first - 1
    called: set[str] = set()
    for trigger in find_triggers(scene):
        if trigger.first <= taken:
            continue
        finding = _first_that_fits(scene, trigger)
        if finding:
            taken = trigger.last
            called |= {CALLED_FOR[finding.sense.type]} if finding.sense.type in CALLED_FOR else set()
            yield _only_called_for(finding) if finding.sense.type in called else finding


CALLED_FOR = {"ceasefire_call": "ceasefire"}
"""What a call is for: "affirmed the need for de-escalation, including through a ceasefire" reports no ceasefire."""


def _only_called_for(finding: Finding) -> Finding:
    """Return what a call in the same sentence asks for as sought, unless a verb of its own says that it came."""
    if finding.trigger.carrier is not None or finding.assessment.modality != "asserted":
        return finding
    sought = dataclasses.replace(finding.assessment, modality="sought", reason="named in a call for it")
    return dataclasses.replace(finding, assessment=sought)


def _first_that_fits(scene: Scene, trigger: Trigger) -> Finding | None:
    span = (trigger.first, trigger.last)
    for sense in trigger.senses:
        if sense.needs == "carried" and trigger.carrier is None and not _is_imposed(scene, trigger.last):
            continue  # sanctions that are there already
        if _is_over(scene, trigger, sense):
            continue
        verb = trigger.carrier if sense.form in ("noun", "plural") else None
        own = assess(scene.tokens, span, sense.form, (scene.first, scene.stop))
        assessment, begin = (own, 0) if verb is None else _carried(scene, verb, trigger.carrier_form, own)
        if not has_words(scene, span, sense, assessment):
            continue
        roles = find_roles(scene, span, own, sense.type, scene.topic)
        if verb is not None:
            roles = light_verb_roles(scene, verb, roles, scene.topic, begin)
        if has_actors(scene, span, sense, assessment, roles):
            return _as_told(scene, Finding(trigger, sense, assessment, roles))
    return None


_SHOWN = frozenset({"combat", "territory", "movement"})
"""Groups of deeds that films show, armies rehearse and people remember."""
_MARKED = frozenset({"regime_toppled", "protest", "riot", "ceasefire", "agreement"})
"""Further types that have anniversaries."""
_AGREED_UPON = frozenset({"withdrawal", "handover", "release", "troop_deployment"})
"""What deals are about: "an agreement for the withdrawal of foreign troops"."""


def _as_told(scene: Scene, finding: Finding) -> Finding | None:
    """Leave out what is only shown, rehearsed or remembered, and mark what is only supposed."""
    kind = finding.sense.type
    if finding.assessment.modality != "asserted" or (EVENT_TYPES[kind].group not in _SHOWN and kind not in _MARKED):
        return finding
    trigger = finding.trigger
    first = trigger.first if trigger.carrier is None else trigger.carrier
    if is_retold(scene, first) or (finding.sense.form in ("noun", "plural") and is_label(scene, first)):
        return None
    if is_supposed(scene, first):
        return _with_modality(finding, "hypothetical", "in case")
    if kind in _AGREED_UPON and finding.sense.form in ("noun", "plural") and is_agreed(scene, first):
        return _with_modality(finding, "planned", "agreed")
    return finding


def _with_modality(finding: Finding, modality: str, reason: str) -> Finding:
    return dataclasses.replace(
        finding, assessment=dataclasses.replace(finding.assessment, modality=modality, reason=reason)
    )


def _is_over(scene: Scene, trigger: Trigger, sense: Sense) -> bool:
    """Whether the verb that carries a noun of fighting says that it ended: "ceased its military operations"."""
    return (
        trigger.carrier is not None
        and sense.form in ("noun", "plural")
        and EVENT_TYPES[sense.type].group == "combat"
        and scene.lows[trigger.carrier].startswith(_ENDING)
        and _INSIDE.isdisjoint(scene.lows[trigger.carrier + 1 : trigger.first])
    )


_ENDING = ("ceas", "halt", "suspend", "end")
_INSIDE = frozenset({"in", "at", "by", "during", "after"})
"""Words that make a fight the place of an end: "halted in the First Battle of Bull Run"."""


def _is_imposed(scene: Scene, last: int) -> bool:
    """Whether a passive after the noun says what became of it: "sanctions on Iran were lifted"."""
    words = scene.lows[last + 1 : min(scene.stop, last + 8)]
    return not _IMPOSED.isdisjoint(words) and not BE.isdisjoint(words)


_IMPOSED = word_set("imposed lifted eased removed announced extended tightened reimposed suspended renewed")


def _carried(scene: Scene, verb: int, form: str, noun: Assessment) -> tuple[Assessment, int]:
    """Judge a noun by its verb, which begins at a token: "vowed to launch an offensive" is a plan."""
    carried = assess(scene.tokens, (verb, verb), form, (scene.first, scene.stop))
    modality = carried.modality if carried.modality != "asserted" else noun.modality
    judged = dataclasses.replace(noun, modality=modality, tense=carried.tense, reason=carried.reason or noun.reason)
    return judged, carried.group.first if carried.group else verb


@dataclasses.dataclass(frozen=True, slots=True)
class _Reader:
    toponyms: list[Toponym]
    calendar: Calendar

    def read(self, scene: Scene) -> Iterator[Event]:
        speeches: list[Speech] | None = None
        main: Event | None = None
        for finding in findings(scene):
            speeches = find_speech(scene) if speeches is None else speeches
            event = self._event(scene, finding, speech_at(speeches, finding.trigger.first))
            if main and _is_outcome(scene, finding):
                event = dataclasses.replace(event, interval=main.interval, places=event.places or main.places)
            elif event.modality == "asserted" and EVENT_TYPES[event.type].group == "combat":
                main = main or event
            yield event

    def _event(self, scene: Scene, finding: Finding, speech: Speech | None) -> Event:
        trigger, assessment = finding.trigger, finding.assessment
        first = trigger.carrier if trigger.carrier is not None else trigger.first
        span = scene.span(first, trigger.last)
        return Event(
            start=scene.sentence.start,
            end=scene.sentence.end,
            trigger=span,
            type=finding.sense.type,
            actors=as_participants(finding.roles),
            places=tuple(event_places(scene, (trigger.first, trigger.last), finding.sense.type, self.toponyms)),
            interval=self.calendar.date(scene, span, assessment.tense, assessment.modality, speech),
            modality=assessment.modality,
            speaker=speech.speaker if speech else None,
            score=_score(finding, quoted=speech is not None),
            reason=assessment.reason,
        )


_OUTCOMES = word_set("killing wounding injuring destroying leaving displacing")


def _is_outcome(scene: Scene, finding: Finding) -> bool:
    """Whether a participle tells what the deed before it led to: ", killing 22 people"."""
    first = finding.trigger.first
    return scene.lows[first] in _OUTCOMES and scene.lows[first - 1] == "," and finding.assessment.modality == "asserted"


def _score(finding: Finding, *, quoted: bool) -> float:
    """Confidence: lower without a known actor, and where only someone says so."""
    score = 0.9 if finding.roles.source or finding.roles.target else 0.75
    score -= 0.1 if quoted else 0.0
    return round(score - (0.1 if finding.assessment.group is None and finding.trigger.carrier is None else 0.0), 2)
