"""When a page has come to rest: nothing put off, nothing asked for, nothing moving."""

from __future__ import annotations

from playwright.sync_api import Page

_WATCH = """(() => {
  const { setTimeout: later, clearTimeout: never, requestAnimationFrame: frame, cancelAnimationFrame: noFrame } = window;
  const waiting = new Set();
  let asked = 0;
  window.setTimeout = (task, ms = 0, ...rest) => {
    const id = later(() => { waiting.delete(`t${id}`); task(...rest); }, ms);
    if (ms < 1000) waiting.add(`t${id}`);  // a longer one only gives up, asks again or cleans away
    return id;
  };
  window.clearTimeout = (id) => { waiting.delete(`t${id}`); never(id); };
  window.requestAnimationFrame = (task) => {
    const id = frame((now) => { waiting.delete(`f${id}`); task(now); });
    waiting.add(`f${id}`);
    return id;
  };
  window.cancelAnimationFrame = (id) => { waiting.delete(`f${id}`); noFrame(id); };
  const counted = (holder, name) => {
    const plain = holder[name];
    holder[name] = async function (...all) {
      asked += 1;
      try {
        return await plain.apply(this, all);
      } finally {
        asked -= 1;
      }
    };
  };
  counted(window, "fetch");
  for (const name of ["arrayBuffer", "json", "text"]) counted(Response.prototype, name);
  for (const name of ["arrayBuffer", "text"]) counted(Blob.prototype, name);
  const moves = (one) => one.playState === "running" && one.effect && Number.isFinite(one.effect.getComputedTiming().endTime);
  const rests = () => !waiting.size && !asked && document.readyState === "complete"
    && !document.getAnimations().some(moves) && [...document.images].every((one) => one.complete);
  window.atRest = (ms) => new Promise((done, fail) => {
    const started = performance.now();
    let frames = 0;
    const look = () => {
      frames = rests() ? frames + 1 : 0;
      if (frames > 2) done();
      else if (performance.now() - started > ms) fail(new Error(`no rest: ${waiting.size} put off, ${asked} asked for`));
      else frame(look);
    };
    look();
  });
})()"""
_REST_MS = 60_000


def watch_rest(page: Page) -> None:
    """Let what the page opens next tell when it is at rest."""
    page.add_init_script(_WATCH)


def wait_for_rest(page: Page) -> None:
    """Wait until the page has done what it put off, has got what it asked for and shows it."""
    page.evaluate("(ms) => atRest(ms)", _REST_MS)
