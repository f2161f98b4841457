/* The background: the built-in map, a file of the user's own, or online tiles after a question. */
(function (TimeMap) {
  "use strict";

  const { make, button } = TimeMap.dom;
  const { text } = TimeMap;
  const BUILT_IN_ZOOM = 13;
  const MOST_ZOOM = 18;
  const NAME = /^[a-z0-9][a-z0-9-]{0,60}$/;
  // So many pictures that do not come, and none that does: nobody answers.
  const MOST_FAILURES = 4;

  TimeMap.link.keep({
    key: "tiles",
    initial: null,
    read: (name) => (NAME.test(name) ? name : undefined),
    write: (name) => name,
  });

  /** The choice of a background, for the panel of layers; hidden while there is nothing to choose. */
  TimeMap.backgroundChoice = (app) => new Background(app).element;

  class Background {
    constructor({ map, store, shell, options }) {
      Object.assign(this, { map, store, stage: shell.stage, base: TimeMap.running.options.base });
      this.offers = new Map();
      this.inputs = new Map();
      this.layer = null;
      this.element = make("fieldset", { class: "tm-fieldset tm-tiles", hidden: true });
      this.note = make("div", { class: "tm-tiles-note", role: "status" });
      this.stage.append(this.note);
      if (options.standalone) return;
      // The view may be closer than the built-in map goes; the file's own limit is known once it is asked for.
      if (store.get().tiles) map.options.maxZoom = MOST_ZOOM;
      store.subscribe(["tiles", "panel"], (state) => this.#follow(state));
      store.subscribe(["theme"], (state) => this.layer && this.layer.setColours && this.layer.setColours(colours(state.theme)));
      this.#follow(store.get());
    }

    /** Ask the app what there is once somebody looks for it. */
    async #follow({ panel, tiles }) {
      if (panel !== "legend" && !tiles && !this.chosen) return;
      if (!this.listed) this.listed = this.#list();
      await this.listed;
      this.#apply(this.store.get().tiles);
    }

    async #list() {
      let answer = { backgrounds: [], refused: [] };
      try {
        const response = await fetch(`${this.base}/tiles/index.json`);
        if (response.ok) answer = await response.json();
      } catch (error) {
        console.warn("The list of backgrounds did not come.", error);
      }
      for (const offer of answer.backgrounds) this.offers.set(offer.id, offer);
      this.element.hidden = !this.offers.size && !answer.refused.length;
      this.element.replaceChildren(
        make("legend", { class: "tm-panel-heading", text: text("tiles.label") }),
        this.#option(null),
        ...[...this.offers.values()].map((offer) => this.#option(offer)),
        ...answer.refused.map((sentence) => make("p", { class: "tm-tiles-refused", text: sentence })),
      );
    }

    #option(offer) {
      const input = make("input", {
        type: "radio", name: "tm-tiles", value: offer ? offer.id : "", on: { change: () => this.#choose(offer) },
      });
      this.inputs.set(offer ? offer.id : null, input);
      const more = offer ? text(offer.host ? "tiles.online" : "tiles.file", { host: offer.host }) : text("tiles.builtin.more");
      return make("label", { class: "tm-choice" }, [
        input,
        make("span", { class: "tm-choice-text" }, [
          make("span", { text: offer ? offer.label : text("tiles.builtin") }),
          make("span", { class: "tm-tiles-more", text: more }),
        ]),
      ]);
    }

    async #choose(offer) {
      this.#say(null);
      const agreed = !offer || !offer.host || isAllowed(offer.host) || (await this.#ask(offer));
      if (agreed) this.store.set({ tiles: offer ? offer.id : null });
      this.#check();
      const input = this.inputs.get(this.store.get().tiles);
      if (input && !this.element.closest("[hidden]")) input.focus({ preventScroll: true });
    }

    /** Show the background of the view state; online ones only with a yes of this tab. */
    async #apply(id) {
      this.#check();
      if ((this.chosen ?? null) === id && this.settled) return;
      this.settled = true;
      const offer = this.offers.get(id) ?? null;
      if (id && !offer) this.#say("tiles.gone");
      if (offer && offer.host && !isAllowed(offer.host)) {
        if (!this.asking) this.asking = this.#ask(offer);
        const agreed = await this.asking;
        this.asking = null;
        if (this.store.get().tiles !== id) return;
        if (!agreed) return void this.#leave();
      } else if (id && !offer) return void this.#leave();
      this.chosen = id;
      this.#show(offer);
      this.#check();
    }

    #leave() {
      this.store.set({ tiles: null });
      this.chosen = null;
      this.#show(null);
      this.#check();
    }

    #check() {
      for (const [id, input] of this.inputs) input.checked = id === (this.store.get().tiles ?? null);
    }

    #show(offer) {
      const { map } = this;
      const { basemap } = TimeMap.running;
      if (this.layer) map.removeLayer(this.layer);
      this.layer = offer ? this.#layerOf(offer) : null;
      if (basemap) basemap.setOverlay(offer && offer.kind === "vector" ? this.layer : null, Boolean(offer && offer.named));
      map.setMaxZoom(offer ? offer.map_zoom : BUILT_IN_ZOOM);
      if (this.layer) map.addLayer(this.layer);
    }

    #layerOf(offer) {
      const bounds = offer.bounds && [[offer.bounds[1], offer.bounds[0]], [offer.bounds[3], offer.bounds[2]]];
      const shared = { bounds, attribution: offer.attribution && `<bdi>${escaped(offer.attribution)}</bdi>`, maxZoom: MOST_ZOOM };
      const address = offer.host ? offer.address : `${this.base}/${offer.address}`;
      if (offer.kind === "vector") {
        const vector = new TimeMap.VectorTiles(address, offer, colours(this.store.get().theme), shared);
        return vector.on("drawn", () => TimeMap.running.basemap && TimeMap.running.basemap.refreshNames());
      }
      const raster = L.tileLayer(offer.host ? address : `${address}/{z}/{x}/{y}`, {
        ...shared,
        maxNativeZoom: offer.last_zoom,
        minNativeZoom: offer.first_zoom,
        className: offer.named ? "tm-tiles-map" : "tm-tiles-picture",
        // Some operators refuse who does not say where a request comes from; the origin is enough for them.
        referrerPolicy: "strict-origin-when-cross-origin",
        // A sharp screen would ask for four times as many pictures: too many to ask of a stranger.
        detectRetina: !offer.host,
        updateWhenIdle: Boolean(offer.host),
        updateWhenZooming: false,
        keepBuffer: offer.host ? 1 : 2,
        zIndex: 5,
      });
      if (offer.host) this.#watch(raster, offer);
      return raster;
    }

    /** When nobody answers, say so and go back to the built-in map. */
    #watch(raster, offer) {
      let failures = 0;
      raster.on("tileload", () => (failures = 0));
      raster.on("tileerror", () => {
        failures += 1;
        if (failures < MOST_FAILURES || this.layer !== raster) return;
        this.#leave();
        this.#say("tiles.failed", { host: offer.host });
      });
    }

    #say(key, values) {
      const close = () => this.note.replaceChildren();
      this.note.replaceChildren(
        ...(key ? [make("p", { text: text(key, values) }), button(text("tiles.close"), { icon: "close", class: "tm-button tm-round", onClick: close })] : []),
      );
    }

    /** Ask once a tab whether a host may be asked; a promise of the answer. */
    #ask(offer) {
      return new Promise((answer) => {
        const done = (agreed) => {
          card.remove();
          if (agreed) allow(offer.host);
          answer(agreed);
        };
        const yes = button(text("tiles.ask.yes", { host: offer.host }), { text: text("tiles.ask.yes", { host: offer.host }), onClick: () => done(true) });
        const no = button(text("tiles.ask.no"), { text: text("tiles.ask.no"), class: "tm-button tm-tiles-no", onClick: () => done(false) });
        const card = make("div", {
          class: "tm-tiles-ask", role: "alertdialog", "aria-labelledby": "tm-tiles-title", "aria-describedby": "tm-tiles-why", tabindex: "-1",
        }, [
          make("p", { class: "tm-tiles-title", id: "tm-tiles-title", text: text("tiles.ask.title", { label: offer.label }) }),
          make("p", { id: "tm-tiles-why", text: text("tiles.ask.why", { host: offer.host }) }),
          make("div", { class: "tm-tiles-answers" }, [no, yes]),
        ]);
        card.addEventListener("keydown", (event) => {
          event.stopPropagation();
          if (event.key === "Escape") done(false);
        });
        this.stage.append(card);
        no.focus({ preventScroll: true });
      });
    }
  }

  const colours = (theme) => {
    const name = theme === "dark" ? "dark" : "light";
    return { ...TimeMap.BASEMAP_COLOURS[name], ...TimeMap.TILE_COLOURS[name] };
  };

  // Leaflet takes a credit as HTML; a file's is text.
  const escaped = (words) => words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

  const agreement = (host) => `timemap:tiles:${host}`;
  const inMemory = new Set();

  function isAllowed(host) {
    try {
      return inMemory.has(host) || sessionStorage.getItem(agreement(host)) === "yes";
    } catch (refused) {
      return inMemory.has(host);
    }
  }

  function allow(host) {
    inMemory.add(host);
    try {
      sessionStorage.setItem(agreement(host), "yes");
    } catch (refused) {
      // Without storage the answer holds until the page is left.
    }
  }
})((window.TimeMap = window.TimeMap || {}));
