// The view state as the query of the page's address, there and back.
(function (TimeMap) {
  "use strict";

  const LAYERS = ["places", "events", "areas", "front", "shapes", "names", "record"];
  const DEFAULT_LAYERS = LAYERS.filter((layer) => layer !== "record");
  const MODES = ["window", "cumulative", "instant"];
  const LISTS = { articles: "articles", types: "event_types", actors: "actors", kinds: "place_kinds" };
  const KEYS = [
    "from",
    "to",
    "mode",
    ...Object.keys(LISTS),
    "modality",
    "layers",
    "line",
    "sel",
    "n",
    "lat",
    "lng",
    "z",
    "panel",
  ];
  const parts = []; // what features add: see `keep`
  const NUMBER = /^-?\d{1,3}(\.\d{1,12})?$/;
  const WRITE_DELAY_MS = 250; // Safari stops a page that rewrites its address more than 100 times in 30 s.

  /**
   * Add a key to the view state and to the link; called while the scripts load.
   *
   * @param part.key     its name in the view state and in the query
   * @param part.initial its value on a page opened without it
   * @param part.read    `(text, dataset, control) -> value`, `undefined` for what is not allowed; `text` is decoded
   * @param part.write   `(value) -> text`, called when the value is not the initial one
   */
  function keep(part) {
    parts.push(part);
    KEYS.push(part.key);
  }

  /** The state of a page opened without parameters. */
  function defaults(dataset) {
    const { default_first: first, default_last: last } = dataset.time;
    return {
      first,
      last,
      mode: "window",
      articles: null,
      types: null,
      actors: null,
      kinds: null,
      modality: "asserted",
      layers: DEFAULT_LAYERS,
      line: "articles",
      sel: null,
      n: 1,
      lat: null,
      lng: null,
      zoom: null,
      panel: null,
      ...Object.fromEntries(parts.map(({ key, initial }) => [key, initial])),
    };
  }

  function decode(raw) {
    try {
      const text = decodeURIComponent(raw.replace(/\+/g, " "));
      return /\p{Cs}/u.test(text) ? null : text; // half a letter could not be written into a link again
    } catch (malformed) {
      return null;
    }
  }

  // Values stay encoded: a list is split at its commas before its ids are decoded.
  function pairs(search) {
    const text = String(search || "").replace(/^[?#]/, "");
    if (!text) return [];
    return text.split("&").map((piece) => {
      const at = piece.indexOf("=");
      return at < 0 ? [piece, ""] : [piece.slice(0, at), piece.slice(at + 1)];
    });
  }

  function ids(raw, known) {
    const found = new Set();
    for (const piece of raw.split(",")) {
      const id = decode(piece);
      if (id === null) continue;
      // A page that encodes the commas too sends the whole list as one piece.
      for (const each of known.has(id) ? [id] : id.split(",")) if (known.has(each)) found.add(each);
    }
    return found.size ? [...found] : null;
  }

  function readWindow(raw, dataset) {
    const { first, last, default_first, default_last } = dataset.time;
    const from = raw.has("from") ? TimeMap.isoToDay(decode(raw.get("from")) || "") : null;
    const to = raw.has("to") ? TimeMap.isoToDay(decode(raw.get("to")) || "") : null;
    if (from === null && to === null) return {};
    const low = Math.max(from ?? Math.min(default_first, to), first);
    const high = Math.min(to ?? Math.max(default_last, from), last);
    return low <= high ? { first: low, last: high } : {};
  }

  function readPosition(raw) {
    const texts = ["lat", "lng", "z"].map((key) => decode(raw.get(key) || "") || "");
    if (!texts.every((text) => NUMBER.test(text))) return {};
    const [lat, lng, zoom] = texts.map(Number);
    return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 && zoom >= 0 && zoom <= 20 ? { lat, lng, zoom } : {};
  }

  function isMark(sel, dataset, control) {
    const [, kind, id] = /^(place|event|claim|fact|area|line)\/(.{1,200})$/u.exec(sel) || [];
    if (kind === "place") return dataset.placeIndex(id) >= 0;
    if (kind === "event" || kind === "claim") return dataset.rowOf(kind, id) >= 0;
    if (kind === "fact") return /^\d{1,7}$/.test(id) && Number(id) < (dataset.facts || []).length;
    if (!kind || !control) return Boolean(kind);
    const part = kind === "area" ? "areas" : "lines";
    return Object.values(control.modes).some((mode) =>
      mode.frames.some((frame) => frame[part].some((each) => each.id === id)),
    );
  }

  function readSelection(raw, dataset, control) {
    const sel = decode(raw.get("sel") || "");
    // Marks of a line without a source come in later: they are not held yet.
    const coming = raw.has("without") && /^(area|line)\/[0-9a-f]{16}$/.test(sel || "");
    if (!sel || !(coming || isMark(sel, dataset, control))) return {};
    const n = raw.get("n") || "1";
    return { sel, n: /^[1-9]\d{0,5}$/.test(n) ? Number(n) : 1 };
  }

  function readChoices(raw, dataset) {
    const patch = {};
    for (const [key, dictionary] of Object.entries(LISTS)) {
      const chosen = raw.has(key) && ids(raw.get(key), new Set(dataset[dictionary].map((entry) => entry.id)));
      if (chosen) patch[key] = chosen;
    }
    const layers = raw.has("layers") && (raw.get("layers") === "" ? [] : ids(raw.get("layers"), new Set(LAYERS)));
    if (layers) patch.layers = LAYERS.filter((layer) => layers.includes(layer));
    const oneOf = { mode: MODES, modality: ["asserted", "all"], line: ["articles", "record"], panel: TimeMap.panelNames() };
    if (!(dataset.facts || []).length) oneOf.line = ["articles"];
    for (const [key, allowed] of Object.entries(oneOf)) if (allowed.includes(raw.get(key))) patch[key] = raw.get(key);
    return patch;
  }

  function readParts(raw, dataset, control) {
    const patch = {};
    for (const part of parts) {
      const text = raw.has(part.key) ? decode(raw.get(part.key)) : null;
      const value = text === null ? undefined : part.read(text, dataset, control);
      if (value !== undefined) patch[part.key] = value;
    }
    return patch;
  }

  /** What a query says of the view, checked against the dataset; what is wrong is left out. */
  function read(search, dataset, control) {
    const raw = new Map();
    for (const [key, value] of pairs(search)) if (KEYS.includes(key) && !raw.has(key)) raw.set(key, value);
    return {
      ...readWindow(raw, dataset),
      ...readChoices(raw, dataset),
      ...readSelection(raw, dataset, control),
      ...readPosition(raw),
      ...readParts(raw, dataset, control),
    };
  }

  const encode = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2F/g, "/");
  const round = (degrees, zoom) => Number(degrees.toFixed(zoom > 9 ? 5 : 3));

  function written(state, dataset) {
    const start = defaults(dataset);
    const values = new Map();
    if (state.first !== start.first) values.set("from", TimeMap.dayToIso(state.first));
    if (state.last !== start.last) values.set("to", TimeMap.dayToIso(state.last));
    for (const key of ["mode", "modality", "line", "panel"])
      if (state[key] && state[key] !== start[key]) values.set(key, state[key]);
    for (const key of Object.keys(LISTS))
      if (state[key] && state[key].length) values.set(key, state[key].map(encode).join(","));
    if (LAYERS.some((layer) => state.layers.includes(layer) !== start.layers.includes(layer)))
      values.set("layers", state.layers.join(","));
    if (state.sel) values.set("sel", encode(state.sel));
    if (state.sel && state.n > 1) values.set("n", String(state.n));
    if (state.zoom !== null && state.lat !== null && state.lng !== null) {
      values.set("lat", String(round(state.lat, state.zoom)));
      values.set("lng", String(round(state.lng, state.zoom)));
      values.set("z", String(Number(state.zoom.toFixed(2))));
    }
    for (const { key, initial, write } of parts)
      if (state[key] !== initial) values.set(key, encode(write(state[key])));
    return values;
  }

  /** The query that says how `state` differs from the defaults, without the question mark. */
  function write(state, dataset) {
    const values = written(state, dataset);
    return KEYS.filter((key) => values.has(key))
      .map((key) => `${key}=${values.get(key)}`)
      .join("&");
  }

  /** `search` with the view's parameters replaced; those of others (`embed=true`) stay as they are. */
  function merge(search, query) {
    const others = pairs(search).filter(([key]) => key && !KEYS.includes(key));
    return [...others.map(([key, value]) => (value ? `${key}=${value}` : key)), ...(query ? [query] : [])].join("&");
  }

  // Inside the app the plugin runs in a frame of the page whose address is the user's.
  function page(options) {
    if (!options.standalone && window.parent !== window) {
      try {
        return void window.parent.location.href || window.parent;
      } catch (foreign) {
        // A frame of another origin: the view stays in this one's own address.
      }
    }
    return window;
  }

  const usesHash = (top, options) => options.standalone || top.location.protocol === "file:";
  const present = (top, options) => (usesHash(top, options) && top.location.hash) || top.location.search;

  function replace(top, options, query) {
    const { pathname, search, hash } = top.location;
    const kept = merge(usesHash(top, options) ? hash : search, query);
    const address = usesHash(top, options)
      ? `${pathname}${search}${kept ? `#${kept}` : ""}`
      : `${pathname}${kept ? `?${kept}` : ""}${hash}`;
    if (address !== `${pathname}${search}${hash}`) top.history.replaceState(top.history.state, "", address);
  }

  const memory = {
    key: (dataset) => `timemap:view:${dataset.digest}`,
    load(dataset) {
      try {
        return sessionStorage.getItem(memory.key(dataset)) || "";
      } catch (refused) {
        return "";
      }
    },
    save(dataset, query) {
      try {
        sessionStorage.setItem(memory.key(dataset), query);
      } catch (refused) {
        // Without storage the view is not remembered between pages; nothing else depends on it.
      }
    },
  };

  /** The state to start with: the address, else the session's last view, over the defaults. */
  function initial(dataset, options = {}) {
    const search = present(page(options), options);
    const named = pairs(search).some(([key]) => KEYS.includes(key));
    return { ...defaults(dataset), ...read(named ? search : memory.load(dataset), dataset, options.control) };
  }

  /** Keep the address in step with the store, some time after the last change; returns how to stop. */
  function attach(store, dataset, options = {}) {
    const top = page(options);
    const home = top.location.pathname;
    const later = TimeMap.putOff(() => {
      const query = write(store.get(), dataset);
      memory.save(dataset, query);
      // The user may be on another page of the app by now.
      if (top.location.pathname === home) tolerate(() => replace(top, options, query));
    });
    const stop = store.subscribe(null, () => later(WRITE_DELAY_MS));
    const follow = () => store.set({ ...defaults(dataset), ...read(top.location.hash, dataset, options.control) });
    if (usesHash(top, options)) window.addEventListener("hashchange", follow);
    memory.save(dataset, write(store.get(), dataset));
    tolerate(() => replace(top, options, write(store.get(), dataset)));
    return () => {
      stop();
      later.stop();
      window.removeEventListener("hashchange", follow);
    };
  }

  // Some frames (about:srcdoc) may not change an address; the map works without it.
  function tolerate(change) {
    try {
      change();
    } catch (refused) {
      console.info("The view is not kept in the address here.");
    }
  }

  /** The whole address that opens `state`. */
  function href(state, dataset, options = {}) {
    const top = page(options);
    const url = new URL(top.location.href);
    if (usesHash(top, options)) url.hash = merge(url.hash, write(state, dataset));
    else url.search = merge(url.search, write(state, dataset));
    return url.href;
  }

  /** An address of the app (`articles?article=...`), seen from the page whose address is the user's. */
  function resolve(address, options = {}) {
    return new URL(address, page(options).location.href).href;
  }

  TimeMap.link = { KEYS, LAYERS, keep, defaults, initial, read, write, merge, attach, href, resolve, page };
})((window.TimeMap = window.TimeMap || {}));
