// One filter: a list of choices, each with the number of events that it would show.
(function (TimeMap) {
  "use strict";

  const { make, fill, icon } = TimeMap.dom;
  const { text } = TimeMap;
  const SHORT = 7; // choices shown before "show all"
  const SEARCHED = 10; // from this many choices on, a list has a search field
  const MOST = 300; // rows drawn at once; the search reaches the rest

  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /**
   * A filter over one dictionary. `entries` are `{id, label, picture(), heading, index}` in the order in which
   * they are listed; ticking none means all of them.
   */
  class Facet {
    #rows = new Map();
    #all = false;

    constructor(key, entries, store) {
      Object.assign(this, { key, entries, store });
      const name = text(`filters.${key}`);
      const id = `tm-facet-${key}`;
      this.body = make("div", { class: "tm-facet-body", id });
      this.badge = make("span", { class: "tm-badge", hidden: true });
      this.toggle = make(
        "button",
        {
          type: "button",
          class: "tm-facet-title",
          "aria-expanded": "true",
          "aria-controls": id,
          on: { click: () => this.#fold() },
        },
        [make("span", { text: name }), this.badge, icon("chevron")],
      );
      this.list = make("div", { class: "tm-choices", role: "group", "aria-label": name });
      this.search = entries.length >= SEARCHED ? this.#searchField(name) : null;
      this.more = make("button", {
        type: "button",
        class: "tm-link",
        on: { click: () => ((this.#all = !this.#all), this.#list()) },
      });
      this.body.append(...[this.search, this.list, this.more].filter(Boolean));
      this.element = make("section", { class: "tm-facet" }, [make("h4", {}, [this.toggle]), this.body]);
      this.#list();
    }

    #fold() {
      this.body.hidden = !this.body.hidden;
      this.toggle.setAttribute("aria-expanded", String(!this.body.hidden));
    }

    #searchField(name) {
      const label = text("filters.search", { list: name.toLocaleLowerCase(TimeMap.locale()) });
      return make("input", {
        type: "search",
        class: "tm-search",
        placeholder: label,
        "aria-label": label,
        on: { input: () => this.#list() },
      });
    }

    #list() {
      const asked = this.search ? fold(this.search.value.trim()) : "";
      const chosen = new Set(this.store.get()[this.key] || []);
      const matching = asked ? this.entries.filter((entry) => fold(entry.label).includes(asked)) : this.entries;
      const short = !asked && !this.#all;
      const shown = short ? matching.filter((entry, i) => i < SHORT || chosen.has(entry.id)) : matching.slice(0, MOST);
      this.#rows.clear();
      const elements = [];
      let heading = null;
      for (const entry of shown) {
        if (entry.heading && entry.heading !== heading)
          elements.push(make("p", { class: "tm-choice-group", text: entry.heading }));
        heading = entry.heading;
        elements.push(this.#row(entry, chosen.has(entry.id)));
      }
      if (!elements.length)
        elements.push(make("p", { class: "tm-empty", text: text("filters.none", { text: this.search.value }) }));
      fill(this.list, elements);
      this.more.hidden = Boolean(asked) || this.entries.length <= SHORT;
      this.more.textContent = text(this.#all ? "filters.fewer" : "filters.more", { n: this.entries.length });
      if (this.counts) this.count(this.counts);
    }

    #row(entry, checked) {
      const box = make("input", { type: "checkbox", on: { change: () => this.#choose(entry.id, box.checked) } });
      box.checked = checked;
      const count = make("span", { class: "tm-count" });
      const words = make("span", { class: "tm-choice-text", dir: "auto", title: entry.label, text: entry.label });
      const element = make("label", { class: "tm-choice" }, [box, entry.picture && entry.picture(), words, count]);
      this.#rows.set(entry.id, { box, count, element, index: entry.index });
      return element;
    }

    #choose(id, on) {
      const chosen = (this.store.get()[this.key] || []).filter((each) => each !== id);
      if (on) chosen.push(id);
      this.store.set({ [this.key]: chosen.length ? chosen : null });
    }

    /** Tick what the state says. */
    show(state) {
      const chosen = new Set(state[this.key] || []);
      this.badge.hidden = !chosen.size;
      this.badge.textContent = String(chosen.size);
      if ([...chosen].some((id) => !this.#rows.has(id))) this.#list();
      for (const [id, { box }] of this.#rows) box.checked = chosen.has(id);
    }

    /** Write the number of events beside each choice. */
    count(counts) {
      this.counts = counts;
      for (const { count, element, index } of this.#rows.values()) {
        const n = counts[index];
        count.textContent = TimeMap.number(n);
        count.setAttribute("aria-label", TimeMap.textCount("timeline.events", n));
        element.classList.toggle("tm-none", n === 0);
      }
    }
  }

  TimeMap.Facet = Facet;
  TimeMap.fold = fold;
})((window.TimeMap = window.TimeMap || {}));
