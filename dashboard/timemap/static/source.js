/* Where the data comes from: the app's routes, or the saved file itself. */
(function (TimeMap) {
  "use strict";

  /**
   * {basemap, payload(), control(), card(key), resolve(href)} for the options of `TimeMap.start`. The app adds
   * `data(name)`, the address of a part of the dataset, and `page(texts)`, that of the saved file; the saved file adds `cards()`,
   * `texts()` and `sentences()` (null without) and `hasTexts`.
   */
  TimeMap.sourceOf = function (options) {
    return options.standalone ? savedSource() : servedSource(options);
  };

  function servedSource({ base, urls }) {
    return {
      basemap: { urls },
      payload: async () => (await fetched(urls.payload, "start.payload")).arrayBuffer(),
      control: async () => (await fetched(urls.control, "start.control")).json(),
      card: async (key) => (await fetched(`${urls.evidence}/${key}${inLanguage()}`, key)).json(),
      data: (name) => urls.control.replace(/control\.json$/, name),
      page: urls.page ? (texts) => `${urls.page}?texts=${texts ? 1 : 0}&lang=${TimeMap.language()}` : null,
      search: urls.search ? async (asked) => (await fetched(`${urls.search}?${asked}`, "start.search")).json() : null,
      stories: async () => (urls.stories ? (await fetched(urls.stories, "start.stories")).json() : []),
      resolve: (href) => new URL(`${base}/../${href}`, document.baseURI).href,
    };
  }

  // English is what an address without a language answers in.
  const inLanguage = () => (TimeMap.language() === "en" ? "" : `?lang=${TimeMap.language()}`);

  /** A saved file holds everything in one inert element: {payload, control, evidence, texts, sentences, stories, basemap}. */
  function savedSource() {
    const saved = JSON.parse(document.getElementById("tm-saved").textContent);
    openAtView();
    // Large, and of no use until the first mark is chosen.
    const evidence = once(() => unpackedJson(saved.evidence));
    return {
      basemap: { packs: saved.basemap },
      payload: () => unpacked(saved.payload),
      control: () => unpackedJson(saved.control),
      card: async (key) => cardOf(await evidence(), key),
      cards: async () => allCards(await evidence()),
      stories: async () => saved.stories || [],
      texts: once(async () => (saved.texts ? unpackedJson(saved.texts) : null)),
      sentences: once(async () => (saved.sentences ? unpackedJson(saved.sentences) : null)),
      hasTexts: Boolean(saved.texts),
      resolve: () => null,
    };
  }

  /** The view that the file was saved with, unless its address names another. */
  function openAtView() {
    const view = document.querySelector('meta[name="tm-view"]');
    if (!view || !view.content || window.location.hash.length > 1) return;
    try {
      window.history.replaceState(null, "", `#${view.content}`);
    } catch (refused) {
      window.location.hash = view.content; // a frame without an address of its own
    }
  }

  /** Each article is held once, its cards name it by number; the app's own words are said in the map's language. */
  function cardOf({ articles, cards, said }, key) {
    if (!Object.hasOwn(cards, key)) return null;
    const card = { ...cards[key], article: articles[cards[key].article] };
    const table = (said || {})[TimeMap.language()];
    return table ? saidWith(table, card, card.kind) : card;
  }

  /** A value of a card with what dashboard/cardwords.py says for it; a path names the kind of the card and the field. */
  function saidWith(table, value, path) {
    if (typeof value === "string") return table[path] && Object.hasOwn(table[path], value) ? table[path][value] : value;
    if (Array.isArray(value)) return value.map((each) => saidWith(table, each, path));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, saidWith(table, part, `${path}.${name}`)]));
  }

  function allCards(evidence) {
    return Object.keys(evidence.cards).map((key) => cardOf(evidence, key));
  }

  function once(make) {
    let made = null;
    return () => (made = made || make());
  }

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  async function unpackedJson(text) {
    return JSON.parse(new TextDecoder().decode(await unpacked(text)));
  }

  async function fetched(url, what) {
    let response;
    try {
      response = await fetch(url);
    } catch {
      throw new Error(TimeMap.text("start.unreachable"));
    }
    if (!response.ok) throw new Error(TimeMap.text("start.refused", { status: response.status, what: TimeMap.text(what) }));
    return response;
  }
})((window.TimeMap = window.TimeMap || {}));
