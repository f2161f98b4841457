"""Stories: told over the map, made in the panel, kept in files and links."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.timemap import SavedContent, saved_page
from tests.browser.timemap import chronicle, island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser


def drop(plugin: Plugin, name: str, text: str) -> None:
    """Drop a file on the panel of stories."""
    plugin.page.evaluate(
        """([name, text]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            document.querySelector(".tm-stories").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [name, text],
    )
    plugin.rest()


def titles(plugin: Plugin) -> list[str]:
    """Return the titles of the steps in the panel."""
    return plugin.part(".tm-story-open .tm-row-title").all_inner_texts()


def said(plugin: Plugin) -> str:
    """Return the sentence of the panel."""
    return plugin.part(".tm-story-said").inner_text()


def changed(**patch: object) -> str:
    """Return the story of the island with other fields, as a file."""
    return json.dumps({**chronicle.STORY, **patch})


@pytest.fixture
def stories(plugin: Plugin) -> Plugin:
    """The panel of stories, open, with the island's story as one's own."""
    plugin.open("?panel=stories")
    drop(plugin, "island.story.json", json.dumps(chronicle.STORY))
    return plugin


def test_a_story_on_offer_is_played(plugin: Plugin) -> None:
    """The panel offers the story of the dataset; its steps set dates, marks and the map."""
    plugin.open("?panel=stories")
    plugin.part(".tm-story-offer .tm-primary").click()
    assert plugin.part(".tm-story-count").inner_text() == "1 of 3"
    state = plugin.state()
    assert (state["last"], state["panel"]) == ("2020-01-31", None)
    plugin.part(".tm-story-card [aria-label='Next step']").click()
    state = plugin.state()
    assert (state["last"], state["sel"]) == ("2020-04-12", island.event_key(3))
    assert plugin.part(".tm-story-title").inner_text() == "Eastmere passes"
    plugin.until("TimeMap.running.map.getZoom() === 8")


@pytest.mark.once
def test_the_map_flies_where_the_step_says_though_a_mark_is_chosen(stories: Plugin) -> None:
    """The drawer moves the map for its mark, the step has the last word; the view then holds where the map is."""
    far = copy.deepcopy(chronicle.STORY)
    far["steps"] = [
        {"title": "Here", "caption": "", "view": f"sel={island.event_key(1)}&lat=0.6&lng=1&z=7"},
        {"title": "There", "caption": "", "view": f"sel={island.event_key(3)}&lat=20&lng=30&z=5"},
    ]
    drop(stories, "far.story.json", json.dumps(far))
    stories.part(".tm-story-open").nth(0).click()
    stories.rest()
    stories.page.keyboard.press("PageDown")
    stories.until("TimeMap.running.store.get().zoom === 5")
    state = stories.state()
    assert (state["lat"], state["lng"]) == (pytest.approx(20, abs=0.1), pytest.approx(30, abs=0.1))


@pytest.mark.once
def test_keys_of_the_caption(plugin: Plugin) -> None:
    """Arrows and Page keys turn the steps while the caption has the focus; Escape ends the story."""
    plugin.open("?panel=stories")
    plugin.part(".tm-story-offer .tm-primary").click()
    seen = []
    for key in ("ArrowRight", "PageDown", "PageDown", "ArrowLeft", "Home", "End", "PageUp"):
        plugin.page.keyboard.press(key)
        plugin.settle()
        seen.append(plugin.part(".tm-story-count").inner_text()[0])
    assert seen == ["2", "3", "3", "2", "1", "3", "2"]
    assert plugin.part(".tm-story-title").evaluate("(title) => title === document.activeElement")
    plugin.page.keyboard.press("Escape")
    assert plugin.part(".tm-story-card").is_hidden()


@pytest.mark.once
def test_reduced_motion_jumps(plugin: Plugin) -> None:
    """Without motion the map is at once where the step says."""
    plugin.page.emulate_media(reduced_motion="reduce")
    plugin.open("?panel=stories")
    plugin.part(".tm-story-offer .tm-primary").click()
    center = plugin.page.evaluate(
        "(() => { const m = TimeMap.running.map, c = m.getCenter(); return [c.lat, c.lng, m.getZoom()]; })()"
    )
    assert center == pytest.approx([3.6, 1, 8], abs=0.01)


def test_a_story_is_made_from_views(plugin: Plugin) -> None:
    """The view of the moment becomes a step with its words; playing it brings the view back."""
    plugin.open("?panel=stories&to=2020-03-10&types=clash")
    plugin.part(".tm-story-edit > .tm-primary").click()
    plugin.part(".tm-story-form input[type=text]").fill("March")
    plugin.part(".tm-story-form textarea").fill("Two clashes.")
    plugin.part(".tm-story-form .tm-primary").click()
    plugin.set(last=18444, types=None)
    assert titles(plugin) == ["March"]
    plugin.part(".tm-story-open").click()
    state = plugin.state()
    assert (state["last"], state["types"]) == ("2020-03-10", ["clash"])
    assert plugin.part(".tm-story-caption").inner_text() == "Two clashes."
    plugin.open("?panel=stories")
    assert titles(plugin) == ["March"]


@pytest.mark.once
def test_steps_are_moved_edited_and_deleted(stories: Plugin) -> None:
    """Buttons move a step and keep the focus on it; words can be changed; a deleted step can be brought back."""
    first, second, third = titles(stories)
    stories.part(".tm-story-step").nth(0).locator("[aria-label^='Move'][aria-label$='down']").click()
    assert titles(stories) == [second, first, third]
    assert stories.page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move “{first}” down"
    stories.page.keyboard.press("Enter")
    assert titles(stories) == [second, third, first]
    stories.part(".tm-story-step").nth(0).locator("[aria-label^='Edit']").click()
    stories.part(".tm-story-form input[type=text]").fill("Renamed")
    stories.part(".tm-story-form .tm-primary").click()
    assert titles(stories) == ["Renamed", third, first]
    stories.part(".tm-story-step").nth(1).locator("[aria-label^='Delete']").click()
    assert titles(stories) == ["Renamed", first]
    stories.part(".tm-stories .tm-link").click()
    assert titles(stories) == ["Renamed", third, first]


@pytest.mark.once
def test_steps_are_dragged(stories: Plugin) -> None:
    """A step dropped on another takes its place."""
    first, second, third = titles(stories)
    stories.part(".tm-story-step").nth(2).drag_to(stories.part(".tm-story-step").nth(0))
    assert titles(stories) == [third, first, second]


def test_file_there_and_back(stories: Plugin) -> None:
    """What is saved as a file is what was opened, under a name of its title."""
    with stories.page.expect_download() as download:
        stories.part(".tm-story-actions .tm-button").filter(has_text="Save as file").click()
    assert download.value.suggested_filename == "the-winter-of-the-island.story.json"
    assert json.loads(Path(download.value.path()).read_text("utf-8")) == chronicle.STORY


WRONG_FILES = (
    ("{", "No story could be read from bad.json"),
    ("[1, 2]", "No story could be read from bad.json"),
    (changed(format="<b>"), "No story could be read from bad.json"),
    (changed(version=2), "has version 2, this map reads version 1"),
    (changed(title=None), "needs a title"),
    (changed(steps=[]), "needs between 1 and 100 steps"),
    (changed(steps=[{"title": "a", "caption": "b", "view": ""}] * 101), "needs between 1 and 100 steps"),
    (changed(steps=[{"title": "a", "caption": "b", "view": ""}, {"title": "a"}]), "Step 2 of bad.json lacks"),
    (changed(steps=[None]), "Step 1 of bad.json lacks"),
    (changed(about="x" * 1_100_000), "bad.json is too large"),
)


@pytest.mark.once
def test_a_wrong_file_changes_nothing(stories: Plugin) -> None:
    """A file that is no story gets one sentence; the story at hand stays."""
    before = titles(stories)
    for text, sentence in WRONG_FILES:
        stories.page.evaluate("document.querySelector('.tm-story-said').textContent = ''")
        drop(stories, "bad.json", text)
        assert sentence in said(stories)
        assert titles(stories) == before


def test_hostile_words_are_words(stories: Plugin) -> None:
    """Markup in title, caption and step is shown letter by letter."""
    assert titles(stories)[2] == island.HOSTILE
    stories.part(".tm-story-open").nth(2).click()
    assert stories.part(".tm-story-caption").inner_text() == island.HOSTILE
    assert stories.page.locator("img[src=x]").count() == 0


@pytest.mark.once
def test_a_view_that_is_none_shows_the_first_view(stories: Plugin) -> None:
    """A step whose view names what is not there opens the map as without parameters, and nothing breaks."""
    wrong = copy.deepcopy(chronicle.STORY)
    wrong["steps"][0]["view"] = "to=never&sel=event/zz&lat=NaN&mode=<b>&tiles=http://x&%E0%A4%A"
    drop(stories, "wrong.story.json", json.dumps(wrong))
    stories.part(".tm-story-open").nth(0).click()
    assert (stories.state()["last"], stories.state()["sel"]) == ("2020-07-01", None)


def test_a_link_carries_the_story(stories: Plugin) -> None:
    """The copied link opens the map with the story playing, for somebody who has never seen it."""
    address = stories.copied("Copy as link")
    assert re.search(r"#story=[\w-]+$", address)
    stories.page.evaluate("localStorage.clear()")
    stories.page.goto("about:blank")
    stories.page.goto(address)
    stories.page.wait_for_selector(".tm-story-card:not([hidden])")
    assert stories.part(".tm-story-title").inner_text() == "January"
    assert titles(stories) == []


@pytest.mark.once
@pytest.mark.parametrize("packed", ["AAAA", "x", "_" * 9000])
def test_a_damaged_link_says_so(plugin: Plugin, packed: str) -> None:
    """Letters that are no story open the panel with one sentence."""
    plugin.open(f"#story={packed}")
    plugin.page.wait_for_selector(".tm-story-said:not([hidden])")
    assert "the story in the link" in said(plugin)


@pytest.mark.once
def test_too_long_for_a_link(stories: Plugin) -> None:
    """A story that no link can hold is shared as a file."""
    noise = "".join(chr(0x4E00 + (n * n * 7919) % 20000) for n in range(4000))
    long = {**chronicle.STORY, "steps": [{"title": str(n), "caption": noise[n:], "view": ""} for n in range(40)]}
    drop(stories, "long.story.json", json.dumps(long))
    stories.part(".tm-story-actions .tm-button").filter(has_text="Copy as link").click()
    stories.page.locator(".tm-story-said", has_text="too long for a link").wait_for()


def test_a_saved_map_holds_its_stories_and_searches_its_excerpts(tmp_path: Path, page: Page) -> None:
    """In one file, with no server: the story plays, and the search goes through the cards."""
    keys = [island.event_key(3), island.claim_key(2)]
    cards = {key: island.card(key) for key in keys}
    content = SavedContent(island.payload(), island.control(), cards, {}, stories=(chronicle.STORY,))
    path = tmp_path / "island.html"
    path.write_text(saved_page("Island", content, bounds=(0, 0, 3, 4.2)), "utf-8")
    page.goto(f"{path.as_uri()}#panel=stories")
    page.locator(".tm-story-offer .tm-primary").click()
    page.keyboard.press("PageDown")
    assert page.locator(".tm-story-title").inner_text() == "Eastmere passes"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator(".tm-find").fill("seized council")
    page.locator(".tm-find").press("Enter")
    page.wait_for_selector(".tm-hit")
    assert page.locator(".tm-hit-word").all_inner_texts()[:2] == ["council", "seized"]
    shown = "() => { const { index, store } = TimeMap.running, found = index.query({ ...store.get(), mode: 'cumulative' }); return [[...found.events], [...found.claims]]; }"
    assert page.evaluate(shown) == [[3], [2]]
    page.locator(".tm-find").fill("submarine")
    page.locator(".tm-find").press("Enter")
    page.locator(".tm-search-status", has_text="excerpts in this file").wait_for()


@pytest.mark.once
def test_on_a_phone_the_words_and_the_mark_have_the_room(plugin: Plugin) -> None:
    """The evidence to a step's mark waits as a low sheet under the map."""
    plugin.page.set_viewport_size({"width": 390, "height": 844})
    plugin.open("?panel=stories")
    plugin.part(".tm-story-offer .tm-primary").click()
    plugin.part(".tm-story-card [aria-label='Next step']").click()
    expect(plugin.part(".tm-drawer")).to_have_attribute("data-sheet", "low")
    expect(plugin.part(".tm-drawer-title")).to_be_visible()
