// The panel at the side: filters, layers with the legend, and the list of marks.
(function (TimeMap) {
  "use strict";

  const { make, button, fill, icon } = TimeMap.dom;
  const { text } = TimeMap;
  const FILTERS = ["articles", "types", "actors", "kinds"];
  // Name, icon, word on the button; the panel's own title is `panel.<name>`.
  const PANELS = [
    ["filters", "filter", "filters.button"],
    ["legend", "layers", "legend.label"],
    ["list", "list", "list.button"],
  ];
  const COUNT_MS = 150; // counts follow the slider at most this often
  const CLEARED = { articles: null, types: null, actors: null, kinds: null, modality: "asserted" };

  class Filters {
    #timer = 0;

    /** `options` {standalone}: where the link of the view is kept. */
    constructor(element, dataset, store, index, options = {}) {
      Object.assign(this, { element, dataset, store, index, options });
      element.classList.add("tm-controls");
      this.facets = this.#facets();
      this.pages = {
        filters: this.#filterPage(),
        legend: this.#legendPage(),
        list: make("div", { class: "tm-panel-page" }),
      };
      this.list = new TimeMap.List(this.pages.list, dataset, store, index);
      fill(element, [this.#toolbar(), this.#panel(), TimeMap.Legend.brief(dataset, () => this.#open("legend"))]);
      store.subscribe(["panel"], (state, changed) => this.#showPanel(state.panel, changed));
      store.subscribe(Object.keys(CLEARED), (state) => this.#showChoices(state));
      store.subscribe(["layers", "line"], (state) => this.#showLayers(state));
      store.subscribe([...Object.keys(CLEARED), "first", "last", "mode"], () => this.#countSoon());
      this.#showPanel(store.get().panel);
      this.#showChoices(store.get());
      this.#showLayers(store.get());
    }

    #toolbar() {
      this.buttons = Object.fromEntries(
        PANELS.map(([name, picture, label]) => [
          name,
          make(
            "button",
            {
              type: "button",
              class: "tm-button tm-tool",
              "aria-expanded": "false",
              "aria-controls": "tm-panel",
              on: { click: () => this.#toggle(name) },
            },
            [icon(picture), make("span", { text: text(label) })],
          ),
        ]),
      );
      const link = () => TimeMap.link.href(this.store.get(), this.dataset, this.options);
      const copy = TimeMap.dom.copyButton(text("copy.link"), link, { class: "tm-button tm-tool" });
      return make("div", { class: "tm-toolbar", role: "group", "aria-label": text("panel.label") }, [
        ...Object.values(this.buttons),
        copy,
      ]);
    }

    #panel() {
      this.heading = make("h3", { class: "tm-panel-title", tabindex: "-1" });
      const close = button(text("filters.close"), {
        icon: "close",
        class: "tm-button tm-round",
        onClick: () => this.#close(),
      });
      this.panel = make(
        "aside",
        { class: "tm-panel", id: "tm-panel", "aria-label": text("panel.label"), hidden: true },
        [make("header", { class: "tm-panel-head" }, [this.heading, close]), ...Object.values(this.pages)],
      );
      this.panel.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.#close();
      });
      return this.panel;
    }

    #toggle(name) {
      if (this.store.get().panel === name) this.#close();
      else this.#open(name);
    }

    #open(name) {
      this.store.set({ panel: name });
      this.store.flush();
      this.heading.focus({ preventScroll: true });
    }

    #close() {
      const { panel } = this.store.get();
      this.store.set({ panel: null });
      this.store.flush();
      if (panel) this.buttons[panel].focus({ preventScroll: true });
    }

    #showPanel(panel) {
      this.panel.hidden = !panel;
      const stage = this.element.parentElement;
      if (stage && panel) stage.dataset.panel = panel;
      else if (stage) delete stage.dataset.panel;
      for (const [name] of PANELS) {
        this.buttons[name].setAttribute("aria-expanded", String(name === panel));
        this.pages[name].hidden = name !== panel;
        if (name === panel) this.heading.textContent = text(`panel.${name}`);
      }
      this.list.show(panel === "list");
      if (panel === "filters") this.#count();
    }

    #facets() {
      const { dataset, store, index } = this;
      const { time } = dataset;
      const totals = index.facets({ ...store.get(), mode: "cumulative", last: time.last });
      const { compare } = new Intl.Collator(TimeMap.language());
      const byCount = (key) => (a, b) => totals[key][b.index] - totals[key][a.index] || compare(a.label, b.label);
      const entries = (key, dictionary, label) =>
        dataset[dictionary]
          .map((entry, i) => ({ id: entry.id, label: label(entry), index: i }))
          .filter((entry) => totals[key][entry.index] || (store.get()[key] || []).includes(entry.id))
          .sort(byCount(key));
      const lists = {
        types: this.#types(totals.types),
        articles: entries("articles", "articles", (article) => article.title || article.id),
        actors: entries("actors", "actors", (actor) => actor.name),
        kinds: entries("kinds", "place_kinds", (kind) => kind.label),
      };
      return Object.entries(lists)
        .filter(([, list]) => list.length)
        .map(([key, list]) => new TimeMap.Facet(key, list, store));
    }

    #types(totals) {
      const used = new Set(
        this.dataset.event_types.flatMap((type, i) =>
          totals[i] || (this.store.get().types || []).includes(type.id) ? [i] : [],
        ),
      );
      return TimeMap.Legend.groupsOf(this.dataset, used).flatMap((group) =>
        group.types.map((type) => ({
          id: type.id,
          label: type.label,
          index: type.index,
          heading: text(`group.${group.id}`),
          picture: () => TimeMap.Legend.symbolOf(type),
        })),
      );
    }

    #filterPage() {
      this.clear = make("button", {
        type: "button",
        class: "tm-button tm-clear",
        text: text("filters.clear"),
        on: { click: () => this.store.set(CLEARED) },
      });
      this.none = make("p", { class: "tm-note", role: "status", text: text("filters.empty"), hidden: true });
      this.modality = this.#radios("modality", ["asserted", "all"], "filters.modality", "modality");
      return make("div", { class: "tm-panel-page" }, [
        this.clear,
        this.none,
        this.modality.element,
        ...this.facets.map((facet) => facet.element),
      ]);
    }

    /** A question with a few answers, one of which holds. */
    #radios(key, values, label, prefix) {
      const inputs = new Map();
      const counts = new Map();
      const rows = values.map((value) => {
        const input = make("input", {
          type: "radio",
          name: `tm-${key}`,
          value,
          on: { change: () => this.store.set({ [key]: value }) },
        });
        inputs.set(value, input);
        counts.set(value, make("span", { class: "tm-count" }));
        return make("label", { class: "tm-choice" }, [
          input,
          make("span", { class: "tm-choice-text", text: text(`${prefix}.${value}`) }),
          counts.get(value),
        ]);
      });
      const legend = make("legend", { class: "tm-panel-heading", text: text(label) });
      const show = (value) => inputs.forEach((input, each) => (input.checked = each === value));
      return { element: make("fieldset", { class: "tm-fieldset" }, [legend, ...rows]), show, counts };
    }

    #legendPage() {
      this.layers = new Map();
      const rows = TimeMap.link.LAYERS.map((layer) => {
        const box = make("input", { type: "checkbox", on: { change: () => this.#setLayer(layer, box.checked) } });
        this.layers.set(layer, box);
        return make("label", { class: "tm-choice" }, [
          box,
          make("span", { class: "tm-choice-text", text: text(`layer.${layer}`) }),
        ]);
      });
      const layers = make("fieldset", { class: "tm-fieldset tm-layers" }, [
        make("legend", { class: "tm-panel-heading", text: text("layers.label") }),
        ...rows,
      ]);
      this.line = this.#radios("line", ["articles", "record"], "line.label", "line");
      const legend = make("div", {});
      this.legend = new TimeMap.Legend(legend, this.dataset, this.store);
      return make("div", { class: "tm-panel-page" }, [layers, this.line.element, legend]);
    }

    #setLayer(layer, on) {
      const { layers } = this.store.get();
      this.store.set({ layers: TimeMap.link.LAYERS.filter((each) => (each === layer ? on : layers.includes(each))) });
    }

    #showLayers({ layers, line }) {
      this.layers.forEach((box, layer) => (box.checked = layers.includes(layer)));
      this.line.show(line);
    }

    #showChoices(state) {
      for (const facet of this.facets) facet.show(state);
      this.modality.show(state.modality);
      const set = FILTERS.reduce((n, key) => n + (state[key] || []).length, state.modality === "all" ? 1 : 0);
      this.clear.hidden = set === 0;
      const label = this.buttons.filters.lastElementChild;
      label.textContent = set ? text("filters.button.active", { n: set }) : text("filters.button");
      this.buttons.filters.classList.toggle("tm-active", set > 0);
    }

    #countSoon() {
      if (this.#timer || this.store.get().panel !== "filters") return;
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.#count();
      }, COUNT_MS);
    }

    #count() {
      const state = this.store.get();
      const counts = this.index.facets(state);
      for (const facet of this.facets) facet.count(counts[facet.key]);
      const [asserted, all] = counts.modality;
      this.modality.counts.get("asserted").textContent = asserted.toLocaleString(TimeMap.language());
      this.modality.counts.get("all").textContent = all.toLocaleString(TimeMap.language());
      this.none.hidden = (state.modality === "all" ? all : asserted) > 0;
    }
  }

  TimeMap.Filters = Filters;
})((window.TimeMap = window.TimeMap || {}));
