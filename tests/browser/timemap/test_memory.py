"""Memory of the page: flat after 1,000 steps and 100 popups, so that a long session does not slow down."""

from __future__ import annotations

import pytest

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

STEPS = 1_000
POPUPS = 100
HEAP_GROWTH = 0.1
NODE_GROWTH = 50

WALK = """async (steps) => {
  const { store, dataset } = TimeMap.running, { default_first: first, default_last: last } = dataset.time;
  for (let i = 0; i < steps; i++) {
    store.set({ last: first + 1 + (i * 7) % (last - first) });
    store.flush();
    if (i % 20 === 0) await new Promise((done) => requestAnimationFrame(done));
  }
  store.set({ last });
  store.flush();
}"""
POP = """async ([popups, keys]) => {
  const { store } = TimeMap.running;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let i = 0; i < popups; i++) {
    store.set({ sel: keys[i % keys.length], n: 1 });
    store.flush();
    await frame();
    await frame();
  }
  store.set({ sel: null, n: 1 });
  store.flush();
  await frame();
}"""
KEYS = [
    *(island.event_key(row) for row in (0, 1, 2, 3, 4)),
    "place/is:eastmere",
    "place/is:northport",
    "line/line-2020-04-12",
    "area/north-2020-04-12",
]


def test_memory_stays_flat(plugin: Plugin, record_property: pytest.FixtureRequest) -> None:
    """The heap after garbage collection and the number of DOM nodes do not grow with use."""
    plugin.open()
    session = plugin.page.context.new_cdp_session(plugin.page)
    session.send("Performance.enable")

    def use(steps: int, popups: int) -> tuple[float, float]:
        """Use the map, then return the bytes of the heap and the number of nodes."""
        plugin.page.evaluate(WALK, steps)
        plugin.page.evaluate(POP, [popups, KEYS])
        plugin.rest()
        for _ in range(2):
            session.send("HeapProfiler.collectGarbage")
        measured = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        return measured["JSHeapUsedSize"], measured["Nodes"]

    # Caches of cards, of clusters and of what the drawer shows fill once.
    heap, nodes = use(STEPS // 2, POPUPS)
    heap_after, nodes_after = use(STEPS, POPUPS)
    record_property("heap_mb", [round(heap / 1e6, 2), round(heap_after / 1e6, 2)])
    print(f"heap {heap / 1e6:.2f} -> {heap_after / 1e6:.2f} MB, nodes {nodes:.0f} -> {nodes_after:.0f}")
    assert heap_after < heap * (1 + HEAP_GROWTH)
    assert nodes_after < nodes + NODE_GROWTH
