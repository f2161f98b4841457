/* Start-up: from an empty page to the running parts. */
(function (TimeMap) {
  "use strict";

  const DATA_WAIT_MS = 500;
  const STYLE_WAIT_MS = 3000;
  const ZOOMS = { minZoom: 2, maxZoom: 13, zoomSnap: 0.5, zoomDelta: 1 };
  const BUTTONS_PX = 48; // the first view keeps off the buttons along the top

  /**
   * Start the time map on a Leaflet map.
   *
   * @param options.map        Leaflet map
   * @param options.element    where to stand; the whole page when left out
   * @param options.base       address of the app's routes
   * @param options.urls       {payload, control, evidence, basemap}
   * @param options.bounds     [left, bottom, right, top] in degrees: the first view
   * @param options.review     address of the page where evidence is corrected; left out where nobody may
   * @param options.standalone a saved file (dashboard/timemap/saved.py): no routes, no Streamlit
   * @returns Promise of the running parts, null when it could not start
   */
  TimeMap.start = async function (options) {
    TimeMap.chooseLanguage(options);
    const app = new App(options);
    TimeMap.running = app;
    await app.start();
    return app;
  };

  class App {
    constructor(options) {
      this.options = options;
      this.map = options.map;
      this.shell = new TimeMap.Shell(options.map, options.element || document.body);
      this.status = new TimeMap.Status(this.shell.stage, () => this.start());
      this.marks = {};
    }

    async start() {
      this.status.say("start.loading");
      try {
        await styled();
        this._prepareMap();
        const source = TimeMap.sourceOf(this.options);
        // Drawn at once it would be drawn twice: the marks say which part of the world is looked at.
        const late = setTimeout(() => this._addBasemap(source), DATA_WAIT_MS);
        const [payload, control] = await Promise.all([source.payload(), source.control()]);
        clearTimeout(late);
        this.status.say("start.reading");
        await nextFrame();
        this._show(TimeMap.datasetInLanguage(TimeMap.decode(payload)), TimeMap.controlInLanguage(control), source);
      } catch (error) {
        console.error(error);
        this.status.fail(error);
      }
    }

    _prepareMap() {
      if (this.theme) return; // a second try after an error
      if (!this.options.standalone) TimeMap.fillFrame();
      Object.assign(this.map.options, ZOOMS);
      // The buttons stand along the top.
      if (this.map.zoomControl) this.map.zoomControl.setPosition("bottomright");
      if (this.map.attributionControl) this.map.attributionControl.setPrefix(false);
      this.map.invalidateSize({ animate: false });
      new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.map.getContainer());
      this.theme = new TimeMap.Theme((name) => this._setTheme(name));
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
      this.notices = new TimeMap.Notices(shell.stage);
      this.without = new TimeMap.Without(control, store, this.notices, source.data || null);
      const extra = new TimeMap.WithoutList(this.without, store);
      const tools = { map, resolve: source.resolve, standalone: link.standalone, extra, review: this.options.review };
      const part = shell.part;
      this.timeline = new TimeMap.Timeline(shell.timeline, dataset, control, store, index);
      this.drawer = new TimeMap.Drawer(part.drawer, dataset, control, store, index, source.card, tools);
      this.panels = new TimeMap.Panels(part.panels, { ...this, source, options: link });
      // The timeline has taken its room by now: only here is the map as large as it will be.
      map.invalidateSize({ animate: false });
      this._followMap();
      this._addBasemap(source);
      const keepOff = (kept) => this.basemap && this.basemap.setBlocked(kept);
      this.layers = new TimeMap.Layers(map, dataset, control, store, index, keepOff);
      this.emptyDays = new TimeMap.EmptyDays(this.timeline.playback, store, this.notices);
      this.overlay = new TimeMap.Overlay(map, dataset, control, store);
      this.swipe = new TimeMap.Swipe(this, shell.stage);
      this.access = new TimeMap.Access(this);
      TimeMap.link.attach(store, dataset, link);
      const empty = dataset.mention.length === 0 && dataset.event.length === 0;
      if (empty) this.status.note("start.empty", "start.empty.more");
      else this.status.clear();
      shell.root.dataset.ready = "true";
      performance.mark("timemap-ready");
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
