"""The two clocks: by when it happened, by when it was reported."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.payload import OPEN, PayloadTables, encode_tables, unpack
from tests.browser.timemap import conftest, island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

# Days on which the events of the island were reported: the fourth and the last are of an article without a date.
REPORTED = [
    "2020-01-12",
    "2020-02-03",
    "2020-04-20",
    None,
    "2020-05-02",
    "2020-06-15",
    "2020-06-20",
    "2020-06-25",
    None,
]


PLAIN = island.payload()


def reported_payload() -> bytes:
    """Return the island with a day of its own for each report."""
    header, columns = unpack(PLAIN)
    changed = {**columns, "event.reported": np.array([island.day(each) for each in REPORTED])}
    changed["claim.reported"] = np.array([island.day("2020-02-02"), OPEN, island.day("2020-05-01")])
    return encode_tables(PayloadTables(header, changed))


@pytest.fixture
def clocked(plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> Plugin:
    """The island, its reports on days of their own."""
    monkeypatch.setattr(conftest.island, "payload", reported_payload)
    return plugin


def test_marks_follow_the_day_of_the_report(clocked: Plugin) -> None:
    """By the clock of reports, an event shows on the day of its article and its date is not uncertain."""
    clocked.open("?from=2020-04-15&to=2020-06-18")
    rows = "() => { const { index, store } = TimeMap.running; return [...index.query(store.get()).events]; }"
    assert clocked.page.evaluate(rows) == [4, 5]
    clocked.set(clock="reported")
    assert clocked.page.evaluate(rows) == [2, 4, 5]
    assert clocked.part(".tm-date-detail").text_content() == "reported since 15 April 2020 · 3 events"
    assert clocked.query() == "from=2020-04-15&to=2020-06-18&clock=reported"


def test_clock_is_chosen_among_the_options(clocked: Plugin) -> None:
    """Two labels, and a line that says what the choice does; a link keeps it."""
    clocked.open()
    clocked.part(".tm-more").click()
    choices = clocked.part(".tm-clock .tm-segment")
    assert choices.all_inner_texts() == ["By when it happened", "By when it was reported"]
    choices.nth(1).click()
    clocked.settle()
    assert clocked.part(".tm-clock-line").inner_text().startswith("Marks stand on the day of the article")
    assert "clock=reported" in clocked.query()
    assert clocked.open("?clock=reported").state()["clock"] == "reported"
    assert clocked.open("?clock=sundial").state()["clock"] == "happened"


def test_histogram_and_next_event_follow_the_clock(clocked: Plugin) -> None:
    """The bars stand on the days of the reports, and the next event is the next report."""
    clocked.open("?clock=reported&to=2020-02-10")
    histogram = "() => { const { index, store } = TimeMap.running; return index.histogram(store.get(), 1); }"
    bars = clocked.page.evaluate(histogram)
    days = [bars["start"] + n for n, count in enumerate(bars["sure"]) if count]
    asserted = [day for row, day in enumerate(REPORTED) if day and row != 6]  # the seventh was only planned
    assert days == [island.day(day) for day in asserted]
    assert sum(bars["unsure"]) == 0
    clocked.part(".tm-last").press("Control+ArrowRight")
    assert clocked.state()["last"] == "2020-04-20"


def test_the_announcement_says_reported(clocked: Plugin) -> None:
    """A screen reader hears which clock the date is of."""
    clocked.open("?clock=reported&to=2020-02-10")
    clocked.part(".tm-last").press("ArrowRight")
    clocked.rest()
    said = clocked.part(".tm-timeline > [aria-live]").text_content()
    assert said == "reported on 1 January to 11 February 2020: 2 events"


def test_what_has_no_day_of_report_is_counted_in_the_list(clocked: Plugin) -> None:
    """Marks that this clock cannot place are named with their number and stand last; the map never shows them."""
    clocked.open("?clock=reported&panel=list&mode=cumulative")
    assert clocked.part(".tm-list-summary").inner_text() == "6 of 6 events shown"
    assert clocked.part(".tm-list-undated").inner_text().startswith("2 more have no day of report")
    rows = clocked.part(".tm-row").all_inner_texts()
    assert len(rows) == 8
    assert [("day of report not known" in row) for row in rows] == [False] * 6 + [True] * 2
    assert "reported on 25 June 2020" in rows[0]
    clocked.part(".tm-list .tm-segment").filter(has_text="Control").click()
    assert clocked.part(".tm-list-undated").inner_text().startswith("1 more has no day of report")


def test_claims_are_in_the_list(plugin: Plugin) -> None:
    """Who held what is listed too, with the reference record where that is drawn; Enter opens the evidence."""
    plugin.open("?panel=list&layers=places,record")
    plugin.part(".tm-list .tm-segment").filter(has_text="Control").click()
    assert plugin.part(".tm-list-summary").inner_text() == "4 of 4 claims of control shown"
    rows = plugin.part(".tm-row").all_inner_texts()
    assert rows[0].split("\n")[0] == "Reference record"
    assert "Southford" in rows[1]
    assert "12 April 2020 · Southern League" in rows[1]
    plugin.part(".tm-row").nth(1).press("Enter")
    assert plugin.state()["sel"] == island.claim_key(2)


def test_both_clocks_count_places_alike(clocked: Plugin) -> None:
    """Mentions are counted by the clock's own sorted days, back and forth."""
    clocked.open("?from=2020-06-01&to=2020-07-01")
    counts = """(clock) => {
        const { index, store } = TimeMap.running;
        return [...index.query({ ...store.get(), clock }).mentionCountByPlace];
    }"""
    asked = [clocked.page.evaluate(counts, clock) for clock in ("happened", "reported", "happened", "reported")]
    assert asked == [[0, 0, 0, 0], [3, 1, 2, 1]] * 2
