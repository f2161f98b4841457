"""Events: types, who did it to whom, who says so, when, and which reports are one event."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.passages import score_passages
from geodata.actor import find_actors
from geodata.event import EVENT_TYPES, GROUPS, Event, Participant, find_events, merge_events
from geodata.event.lexicon import trigger_table
from geodata.event.merge import kin
from geodata.interval import DateInterval
from geodata.publication import Publication
from geodata.sentence import split_sentences
from geodata.theatre import load_theatre
from geodata.timex import tag_timexes
from geodata.token import word_set

PUBLISHED = date(2020, 7, 20)


def events(text: str, theatre: str | None = None) -> list[Event]:
    """Return the events of a text published on 20 July 2020, read without a gazetteer."""
    sentences = split_sentences(text)
    actors = find_actors(text, sentences, [], load_theatre(theatre) if theatre else None)
    timexes = tag_timexes(text, sentences, PUBLISHED)
    return find_events(text, sentences, [], timexes, actors, Publication(PUBLISHED, "given", "given"))


def by_type(text: str, theatre: str | None = None) -> dict[str, Event]:
    """Return the events of a text by type."""
    return {e.type: e for e in events(text, theatre)}


def test_types_are_complete() -> None:
    """Every type has a known group, and every trigger a known type."""
    assert {t.group for t in EVENT_TYPES.values()} == set(GROUPS)
    used = {sense.type for senses in trigger_table().values() for sense in senses}
    assert used <= set(EVENT_TYPES)


def test_passages() -> None:
    """On the project's own passages, what happened is found and nothing else is drawn as a deed."""
    scores = score_passages()
    assert scores["passages"] >= 40
    assert scores["violations"] == 0, scores["mistakes"]
    for name in ("event_recall", "event_precision", "type_accuracy", "modality_accuracy", "source_accuracy"):
        assert scores[name] >= 0.9, (name, scores["mistakes"])
    for name in ("claim_recall", "claim_precision", "holder_accuracy"):
        assert scores[name] >= 0.9, (name, scores["mistakes"])


def test_roles() -> None:
    """Who acts is the source, who undergoes the target, in active and passive."""
    active = by_type("Syrian rebels captured the town of Ariha from government forces.")["capture"]
    passive = by_type("The town of Ariha was captured by Syrian rebels.")["capture"]
    assert {(p.role, p.actor_id) for p in active.actors} == {("source", "syrian-rebels"), ("target", "government")}
    assert ("source", "syrian-rebels") in {(p.role, p.actor_id) for p in passive.actors}


def test_date_of_saying_is_not_date_of_doing() -> None:
    """What was told last month happened by the end of last month, no one knows since when."""
    event = by_type("Erdogan said last month that Sarraj requested Turkish military support.", "libya")[
        "deployment_requested"
    ]
    assert event.speaker == "Erdogan"
    assert (event.interval.earliest, event.interval.latest) == (None, date(2020, 6, 30))


def test_no_day_is_invented() -> None:
    """Without a date in the text an event has no first day."""
    event = by_type("Rebels shelled the port.")["shelling"]
    assert event.interval.earliest is None
    assert event.interval.latest == PUBLISHED


def test_headings_links_and_repeats_report_nothing() -> None:
    """Only body and captions report events."""
    text = (
        "The talks went on for a third day in Geneva.\n\nBattle for Sirte\n\n"
        "READ MORE: Rebels capture the town of Hun\n\nNothing else was said."
    )
    assert not [e for e in events(text) if e.type in ("capture", "clash")]


def test_a_text_that_is_only_a_heading_is_read() -> None:
    """A snippet without a body is better read than ignored."""
    assert by_type("Rebels capture key town in the north")["capture"].modality == "asserted"


def test_pointing_back_is_no_second_event() -> None:
    """ "The attack" of a later sentence is the one told before."""
    assert [e.type for e in events("Gunmen ambushed a convoy. The attack shocked the region.")] == ["assault"]


def test_quotes_are_verbatim() -> None:
    """Sentence and trigger lie within the text, the trigger within the sentence."""
    text = "\u201cWe retook the town,\u201d he said. Haftar\u2019s men \u2014 300 of them \u2014 fled."
    for event in events(text, "libya"):
        assert event.start <= event.trigger[0] < event.trigger[1] <= event.end <= len(text)


WORDS = word_set(
    "rebels captured the town of , . said would not by from Sirte army if that which attack to and after seized it"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=25))
def test_any_words_are_read(words: list[str]) -> None:
    """No order of words stops the reading, and every trigger lies in its sentence."""
    for event in events(" ".join(words), "libya"):
        assert event.start <= event.trigger[0] < event.trigger[1] <= event.end


@pytest.fixture
def capture() -> Event:
    """One report of a capture on a known day."""
    [event] = [e for e in events("Syrian rebels captured the town of Ariha on 3 July 2020.") if e.type == "capture"]
    return event


def test_same_event_is_grouped(capture: Event) -> None:
    """Capture and retake of one place on one day by one party are one event."""
    other = dataclasses.replace(capture, type="retake", trigger=(1, 5))
    assert merge_events([capture, other], ["gn:1", "gn:1"]) == [[0, 1]]


def test_equal_offsets_of_two_articles_are_not_the_same_words(capture: Event) -> None:
    """The same span of another article says something else, however it is counted."""
    weeks_later = DateInterval(date(2020, 8, 9), date(2020, 8, 9), "day", "absolute")
    elsewhere = dataclasses.replace(capture, interval=weeks_later)
    assert merge_events([capture, elsewhere], ["gn:1", "gn:1"], ["a", "b"]) == [[0], [1]]
    assert merge_events([capture, elsewhere], ["gn:1", "gn:1"], ["a", "a"]) == [[0, 1]]


def test_other_place_day_or_side_is_another_event(capture: Event) -> None:
    """Reports that contradict each other stay apart."""
    later = dataclasses.replace(
        capture, trigger=(1, 5), interval=DateInterval(date(2020, 7, 9), date(2020, 7, 9), "day", "absolute")
    )
    denied = dataclasses.replace(capture, trigger=(1, 5), modality="denied")
    assert merge_events([capture, capture], ["gn:1", "gn:2"]) == [[0], [1]]
    assert merge_events([capture, later], ["gn:1", "gn:1"]) == [[0], [1]]
    assert merge_events([capture, denied], ["gn:1", "gn:1"]) == [[0], [1]]


def merge_pairwise(events: Sequence[Event], places: Sequence[str | None]) -> list[list[int]]:
    """Return the groups that holding every report against every other gives: slow, and plainly what is meant."""

    def ids(event: Event, role: str | None = None) -> set[str]:
        return {p.party_id or p.actor_id for p in event.actors if role in (None, p.role)}

    def overlap(a: DateInterval, b: DateInterval) -> bool:
        if (a.earliest is None and a.latest is None) or (b.earliest is None and b.latest is None):
            return a == b
        slack = timedelta(days=1)
        before = b.latest is None or a.earliest is None or a.earliest <= b.latest + slack
        return before and (b.earliest is None or a.latest is None or b.earliest <= a.latest + slack)

    def same(i: int, j: int) -> bool:
        a, b = events[i], events[j]
        if places[i] != places[j]:
            return False
        if a.trigger == b.trigger and (a.start, a.end) == (b.start, b.end):
            return True
        if places[i] is None and len(ids(a) & ids(b)) < 2:
            return False
        sides = [(ids(a, role), ids(b, role)) for role in ("source", "target")]
        return all(not x or not y or x & y for x, y in sides) and overlap(a.interval, b.interval)

    groups: list[list[int]] = []
    for j, event in enumerate(events):
        kinds = [
            g for g in groups if (kin(events[g[0]].type), events[g[0]].modality) == (kin(event.type), event.modality)
        ]
        group = next((g for g in kinds if all(same(i, j) for i in g)), None)
        if group is None:
            groups.append(group := [])
        group.append(j)
    return groups


DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 1, 12)))
INTERVALS = st.tuples(DAYS, DAYS, st.sampled_from(["day", "vague"])).map(
    lambda parts: DateInterval(*sorted(parts[:2], key=str) if None not in parts[:2] else parts[:2], parts[2], "none")
)
PARTICIPANTS = st.builds(
    Participant,
    st.sampled_from(["source", "target", "with"]),
    st.sampled_from("abc"),
    st.just("name"),
    st.sampled_from([None, None, "p", "q"]),
)
REPORTS = st.builds(
    Event,
    start=st.sampled_from([0, 10]),
    end=st.just(20),
    trigger=st.sampled_from([(11, 12), (13, 14), (15, 16)]),
    type=st.sampled_from(["capture", "retake", "clash"]),
    actors=st.lists(PARTICIPANTS, max_size=3).map(tuple),
    places=st.just(()),
    interval=INTERVALS,
    modality=st.sampled_from(["asserted", "asserted", "denied"]),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.tuples(REPORTS, st.sampled_from([None, "gn:1", "gn:1", "gn:2"])), max_size=40))
def test_blocks_give_what_pairs_give(reports: list[tuple[Event, str | None]]) -> None:
    """Holding reports against groups alone gives the same events as holding every report against every other."""
    found, places = [r for r, _ in reports], [p for _, p in reports]
    assert merge_events(found, places) == merge_pairwise(found, places)
