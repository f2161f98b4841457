// Filters: which articles, events, actors and kinds of place show.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const { text } = TimeMap;
  const FILTERS = ["articles", "types", "actors", "kinds"];
  const COUNT_MS = 150; // counts follow the slider at most this often
  const CLEARED = { articles: null, types: null, actors: null, kinds: null, modality: "asserted" };

  TimeMap.addPanel({
    name: "filters",
    icon: "filter",
    button: "filters.button",
    order: 20,
    make: ({ dataset, store, index }, handle) => new Filters(dataset, store, index, handle),
  });

  class Filters {
    #timer = 0;
    #open = false;

    constructor(dataset, store, index, handle) {
      Object.assign(this, { dataset, store, index, handle });
      this.facets = this.#facets();
      this.element = this.#page();
      store.subscribe(Object.keys(CLEARED), (state) => this.#showChoices(state));
      store.subscribe([...TimeMap.FILTERS, "first", "last", "mode"], () => this.#countSoon());
      this.#showChoices(store.get());
    }

    /** Counts follow while it is open; closed, it costs nothing. */
    show(open) {
      this.#open = open;
      if (open) this.#count();
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

    #page() {
      this.clear = make("button", {
        type: "button",
        class: "tm-button tm-clear",
        text: text("filters.clear"),
        on: { click: () => this.store.set(CLEARED) },
      });
      this.none = make("p", { class: "tm-note", role: "status", text: text("filters.empty"), hidden: true });
      this.modality = TimeMap.dom.radios("modality", ["asserted", "all"], "filters.modality", this.store);
      return make("div", {}, [
        this.clear,
        this.none,
        this.modality.element,
        ...this.facets.map((facet) => facet.element),
      ]);
    }

    #showChoices(state) {
      for (const facet of this.facets) facet.show(state);
      this.modality.show(state.modality);
      const set = FILTERS.reduce((n, key) => n + (state[key] || []).length, state.modality === "all" ? 1 : 0);
      this.clear.hidden = set === 0;
      this.handle.say(set ? text("filters.button.active", { n: set }) : text("filters.button"), set > 0);
    }

    #countSoon() {
      if (this.#timer || !this.#open) return;
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
      this.modality.counts.get("asserted").textContent = TimeMap.number(asserted);
      this.modality.counts.get("all").textContent = TimeMap.number(all);
      this.none.hidden = (state.modality === "all" ? all : asserted) > 0;
    }
  }
})((window.TimeMap = window.TimeMap || {}));
