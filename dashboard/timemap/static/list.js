// The marks that show, as a list: the same content without the map.
(function (TimeMap) {
  "use strict";

  const { make, fill } = TimeMap.dom;
  const { text, textCount } = TimeMap;
  const PAGE = 100;
  const REFRESH_MS = 200;

  TimeMap.addPanel({
    name: "list",
    icon: "list",
    button: "list.button",
    order: 40,
    make: ({ dataset, store, index }) => new List(make("div", {}), dataset, store, index),
  });

  class List {
    #timer = 0;
    #limit = PAGE;
    #kind = "events";
    #open = false;

    constructor(element, dataset, store, index) {
      Object.assign(this, { element, dataset, store, index });
      element.classList.add("tm-list");
      const label = text("list.filter");
      this.search = make("input", {
        type: "search",
        class: "tm-search",
        placeholder: label,
        "aria-label": label,
        on: { input: () => this.#restart() },
      });
      const sorts = ["date", "place", "type"].map((key) => [key, text(`list.sort.${key}`)]);
      this.sort = TimeMap.dom.select(text("list.sort"), sorts, () => this.#restart());
      const kinds = ["events", "places"].map((key) => [key, text(`list.${key}`)]);
      this.kinds = TimeMap.dom.segmented(text("list.label"), kinds, (kind) => ((this.#kind = kind), this.#restart()));
      this.summary = make("p", { class: "tm-list-summary", role: "status" });
      this.rows = make("ul", { class: "tm-rows", "aria-label": text("list.label") });
      this.more = make("button", {
        type: "button",
        class: "tm-link",
        on: { click: () => ((this.#limit += PAGE), this.#fill()) },
      });
      fill(element, [
        make("div", { class: "tm-list-tools" }, [this.kinds.element, this.sort.element]),
        this.search,
        this.summary,
        this.rows,
        this.more,
      ]);
      store.subscribe(["first", "last", "mode", ...TimeMap.FILTERS], () => this.#soon());
      store.subscribe(["sel"], (state) => this.#mark(state.sel));
    }

    /** Fill it while it is open; a closed list costs nothing. */
    show(open) {
      this.#open = open;
      if (open) this.#fill();
    }

    #soon() {
      if (!this.#open || this.#timer) return;
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.#fill();
      }, REFRESH_MS);
    }

    #restart() {
      this.#limit = PAGE;
      this.#fill();
    }

    #fill() {
      this.kinds.show(this.#kind);
      this.sort.element.hidden = this.#kind !== "events";
      const { events, mentionCountByPlace } = this.index.query(this.store.get());
      const all =
        this.#kind === "events" ? Array.from(events, (row) => this.#event(row)) : this.#places(mentionCountByPlace);
      const asked = TimeMap.fold(this.search.value.trim());
      const found = asked ? all.filter((item) => TimeMap.fold(item.words).includes(asked)) : all;
      found.sort(this.#order());
      const counts = { shown: found.length, n: all.length };
      this.summary.textContent = all.length
        ? text(`list.summary.${this.#kind}`, counts)
        : text(`list.empty.${this.#kind}`);
      fill(
        this.rows,
        found.slice(0, this.#limit).map((item) => this.#row(item)),
      );
      const left = found.length - this.#limit;
      this.more.hidden = left <= 0;
      this.more.textContent = text("list.more", { n: Math.min(left, PAGE) });
      this.#mark(this.store.get().sel);
    }

    #order() {
      if (this.#kind === "places") return (a, b) => b.count - a.count || a.place.localeCompare(b.place);
      const by = {
        date: (a, b) => b.day - a.day,
        place: (a, b) => a.place.localeCompare(b.place),
        type: (a, b) => a.title.localeCompare(b.title),
      };
      const first = by[this.sort.field.value];
      return (a, b) => first(a, b) || b.day - a.day || a.row - b.row;
    }

    #event(row) {
      const { dataset, index } = this;
      const { event } = dataset;
      const type = dataset.event_types[event.type[row]];
      const place = event.place[row] === TimeMap.NONE ? text("list.noplace") : dataset.places[event.place[row]].name;
      const modality = dataset.modalities[event.modality[row]];
      const actors = Array.from(dataset.actorsOf(row), (actor) => dataset.actors[actor])
        .filter(Boolean)
        .map((actor) => actor.name);
      const dates = dataset.formatInterval(event.earliest[row], event.latest[row]);
      const said = modality && modality.id !== "asserted" ? modality.label : null;
      return {
        row,
        type,
        place,
        title: type.label,
        day: index.events.low[row],
        sel: () => `event/${dataset.hexId("event", row)}`,
        detail: [place, dates, ...actors, said].filter(Boolean).join(" · "),
        words: [type.label, place, ...actors].join(" "),
      };
    }

    #places(counts) {
      const found = [];
      this.dataset.places.forEach((place, row) => {
        if (!counts[row]) return;
        const kind = this.dataset.place_kinds[place.kind];
        const detail = [kind && kind.label, TimeMap.countryName(place.country), textCount("list.mentions", counts[row])]
          .filter(Boolean)
          .join(" · ");
        found.push({
          row,
          title: place.name,
          place: place.name,
          count: counts[row],
          sel: () => `place/${place.id}`,
          detail,
          words: place.name,
        });
      });
      return found;
    }

    #row(item) {
      const sel = item.sel();
      const words = make("span", { class: "tm-row-text" }, [
        make("span", { class: "tm-row-title", dir: "auto", text: item.title }),
        make("span", { class: "tm-row-detail", dir: "auto", text: item.detail }),
      ]);
      const press = make(
        "button",
        { type: "button", class: "tm-row", "data-sel": sel, on: { click: () => this.store.set({ sel, n: 1 }) } },
        [item.type && TimeMap.Legend.symbolOf(item.type), words],
      );
      return make("li", {}, [press]);
    }

    #mark(sel) {
      for (const each of this.rows.querySelectorAll(".tm-row")) {
        if (each.dataset.sel === sel) each.setAttribute("aria-current", "true");
        else each.removeAttribute("aria-current");
      }
    }
  }
})((window.TimeMap = window.TimeMap || {}));
