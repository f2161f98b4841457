/* Start-up: layout, data, theme, and words for the time before and when something fails. */
(function (TimeMap) {
  "use strict";

  const MIN_FRAME_PX = 420;
  const STYLE_WAIT_MS = 3000;
  const ZOOMS = { minZoom: 2, maxZoom: 13, zoomSnap: 0.5, zoomDelta: 1 };
  const BUTTONS_PX = 48; // the first view keeps off the buttons along the top
  const PARTS = ["filters", "drawer"];

  /**
   * Start the time map on a Leaflet map.
   *
   * @param options.map        Leaflet map
   * @param options.element    where to stand; the whole page when left out
   * @param options.base       address of the app's routes
   * @param options.urls       {payload, control, evidence, basemap}
   * @param options.bounds     [left, bottom, right, top] in degrees: the first view
   * @param options.standalone a saved file: no routes, no Streamlit
   * @param options.saved      what a saved file holds: {payload: base64, control, evidence: {key: card}}
   * @returns Promise of the running parts, null when it could not start
   */
  TimeMap.start = async function (options) {
    const app = new App(options);
    TimeMap.running = app;
    await app.start();
    return app;
  };

  class App {
    constructor(options) {
      this.options = options;
      this.map = options.map;
      this.shell = new Shell(options.map, options.element || document.body);
      this.status = new Status(this.shell.stage, () => this.start());
      this.marks = {};
    }

    async start() {
      this.status.say("start.loading");
      try {
        await styled();
        this._prepareMap();
        const source = sourceOf(this.options);
        this._addBasemap(source);
        const [payload, control] = await Promise.all([source.payload(), source.control()]);
        this.status.say("start.reading");
        await nextFrame();
        this._show(TimeMap.decode(payload), control, source);
      } catch (error) {
        console.error(error);
        this.status.fail(error);
      }
    }

    _prepareMap() {
      if (!this.options.standalone) fillFrame();
      Object.assign(this.map.options, ZOOMS);
      if (this.map.attributionControl) this.map.attributionControl.setPrefix(false);
      this.map.invalidateSize({ animate: false });
      new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.map.getContainer());
      this.theme = new Theme((name) => this._setTheme(name));
      this._setTheme(this.theme.now());
    }

    _fit([left, bottom, right, top]) {
      this.map.fitBounds([[bottom, left], [top, right]], { animate: false, paddingTopLeft: [0, BUTTONS_PX] });
    }

    _addBasemap(source) {
      if (!TimeMap.Basemap || this.basemap) return;
      this.basemap = new TimeMap.Basemap(this.map, { ...source.basemap, theme: this.theme.now() });
    }

    _show(dataset, control, source) {
      const { map, shell } = this;
      const link = { standalone: Boolean(this.options.standalone), control };
      const store = new TimeMap.Store({ ...TimeMap.link.initial(dataset, link), theme: this.theme.now() });
      const index = new TimeMap.Index(dataset);
      Object.assign(this, { dataset, control, store, index });
      const tools = { map, resolve: source.resolve, standalone: link.standalone };
      const part = shell.part;
      this.timeline = new TimeMap.Timeline(shell.timeline, dataset, control, store, index);
      this.drawer = new TimeMap.Drawer(part.drawer, dataset, control, store, index, source.card, tools);
      this.filters = new TimeMap.Filters(part.filters, dataset, store, index, link);
      // The timeline has taken its room by now: only here is the map as large as it will be.
      map.invalidateSize({ animate: false });
      this._followMap();
      const keepOff = (boxes, names) => this.basemap && this.basemap.setBlocked(boxes, names);
      this.layers = new TimeMap.Layers(map, dataset, control, store, index, keepOff);
      TimeMap.link.attach(store, dataset, link);
      const empty = dataset.mention.length === 0 && dataset.event.length === 0;
      if (empty) this.status.note("start.empty", "start.empty.more");
      else this.status.clear();
      shell.root.dataset.ready = "true";
    }

    /** Keep the view state and the Leaflet map on the same centre and zoom. */
    _followMap() {
      const { map, store } = this;
      const { lat, lng, zoom } = store.get();
      if (lat !== null && lng !== null && zoom !== null) map.setView([lat, lng], zoom, { animate: false });
      else this._fit(this.dataset.theatre.bbox);
      map.on("moveend", () => {
        const center = map.getCenter();
        store.set({ lat: center.lat, lng: center.lng, zoom: map.getZoom() });
      });
      store.subscribe(["lat", "lng", "zoom"], (state) => {
        const center = map.getCenter();
        const moved = state.lat !== null && state.zoom !== null
          && (state.lat !== center.lat || state.lng !== center.lng || state.zoom !== map.getZoom());
        if (moved) map.setView([state.lat, state.lng], state.zoom);
      });
    }

    _setTheme(name) {
      this.shell.root.dataset.theme = name;
      if (this.basemap) this.basemap.setTheme(name);
      if (this.store) this.store.set({ theme: name });
    }
  }

  /** The elements that the parts stand in. */
  class Shell {
    constructor(map, parent) {
      const { make } = TimeMap.dom;
      this.part = Object.fromEntries(PARTS.map((name) => [name, make("div", { "data-part": name })]));
      this.stage = make("div", { class: "tm-stage" }, [map.getContainer(), ...Object.values(this.part)]);
      this.timeline = make("div", { "data-part": "timeline" });
      this.root = make("div", { class: "tm" }, [this.stage, this.timeline]);
      this.root.classList.toggle("tm-page", parent === document.body);
      map.getContainer().removeAttribute("style");
      map.getContainer().setAttribute("aria-label", TimeMap.text("map.label"));
      map.getContainer().style.position = "absolute";
      parent.append(this.root);
    }
  }

  /** A card over the map that says what is going on while there is nothing to see. */
  class Status {
    constructor(stage, retry) {
      this._retry = retry;
      this._element = TimeMap.dom.make("div", { class: "tm-status", role: "status" });
      stage.append(this._element);
    }

    say(key) {
      this._put([this._line("tm-status-title", TimeMap.text(key))], "loading");
    }

    note(key, more) {
      this._put([this._line("tm-status-title", TimeMap.text(key)), this._line("tm-status-more", TimeMap.text(more))], "empty");
    }

    fail(error) {
      const retry = TimeMap.dom.make("button", {
        type: "button", class: "tm-button tm-status-retry", text: TimeMap.text("start.retry"), on: { click: this._retry },
      });
      const lines = [this._line("tm-status-title", TimeMap.text("start.failed")), this._line("tm-status-more", error.message), retry];
      this._put(lines, "error");
    }

    clear() {
      this._element.hidden = true;
    }

    _line(name, text) {
      return TimeMap.dom.make("p", { class: name, text });
    }

    _put(children, state) {
      this._element.hidden = false;
      this._element.dataset.state = state;
      this._element.setAttribute("role", state === "error" ? "alert" : "status");
      this._element.replaceChildren(...children);
    }
  }

  /** Where the data comes from: the app's routes, or the saved file itself. */
  function sourceOf(options) {
    return options.standalone ? savedSource(options.saved || {}) : servedSource(options);
  }

  function servedSource({ base, urls }) {
    return {
      basemap: { urls },
      payload: async () => (await fetched(urls.payload, "start.payload")).arrayBuffer(),
      control: async () => (await fetched(urls.control, "start.control")).json(),
      card: async (key) => (await fetched(`${urls.evidence}/${key}`, key)).json(),
      resolve: (href) => new URL(`${base}/../${href}`, document.baseURI).href,
    };
  }

  function savedSource({ payload, control, evidence, basemap }) {
    return {
      basemap: { packs: basemap },
      payload: async () => Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0)).buffer,
      control: async () => control,
      card: async (key) => (evidence || {})[key] || null,
      resolve: () => null,
    };
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

  /** Streamlit's theme, else the system's. */
  class Theme {
    constructor(changed) {
      this._fromStreamlit = null;
      const system = window.matchMedia("(prefers-color-scheme: dark)");
      this._system = system;
      system.addEventListener("change", () => changed(this.now()));
      const events = window.Streamlit && window.Streamlit.events;
      if (events) {
        events.addEventListener(window.Streamlit.RENDER_EVENT, (event) => {
          const theme = event.detail && event.detail.theme;
          if (!theme) return;
          this._fromStreamlit = isDark(theme.backgroundColor) ? "dark" : "light";
          changed(this.now());
        });
      }
    }

    now() {
      return this._fromStreamlit || themeOfFrame() || (this._system.matches ? "dark" : "light");
    }
  }

  /** Streamlit tells its theme before this script runs too, as a colour in the frame's style sheet. */
  function themeOfFrame() {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    if (!window.Streamlit || !colour) return null;
    return isDark(colour) ? "dark" : "light";
  }

  function isDark(colour) {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }

  /** Let the frame reach from where it stands to the bottom of the window that holds it. */
  function fillFrame() {
    const frame = window.frameElement;
    if (!frame) return;
    const fit = () => {
      const top = Math.max(0, frame.getBoundingClientRect().top);
      frame.style.height = `${Math.max(MIN_FRAME_PX, window.parent.innerHeight - top)}px`;
    };
    fit();
    if (window.__tmFits) return;
    window.__tmFits = true;
    window.parent.addEventListener("resize", fit);
    // The page around the frame may settle after the frame is there.
    new window.parent.ResizeObserver(fit).observe(window.parent.document.body);
  }

  /** Resolve when the style sheet is in force: sizes are wrong before. */
  async function styled() {
    const started = performance.now();
    const ready = () => getComputedStyle(document.documentElement).getPropertyValue("--tm-styled").trim() === "1";
    while (!ready() && performance.now() - started < STYLE_WAIT_MS) await nextFrame();
  }

  function nextFrame() {
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
})((window.TimeMap = window.TimeMap || {}));
