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
    #sources = {};

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
      const kinds = ["events", "claims", "places"].map((key) => [key, text(`list.${key}`)]);
      this.kinds = TimeMap.dom.segmented(text("list.label"), kinds, (kind) => ((this.#kind = kind), this.#restart()));
      this.summary = make("p", { class: "tm-list-summary", role: "status" });
      this.undated = make("p", { class: "tm-list-undated", hidden: true });
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
        this.undated,
        this.rows,
        this.more,
      ]);
      store.subscribe(["first", "last", "mode", ...TimeMap.FILTERS, "layers"], () => this.#soon());
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
        // What the slider changes is said by the timeline, once it rests.
        this.summary.setAttribute("aria-live", "off");
        this.#fill();
      }, REFRESH_MS);
    }

    #restart() {
      this.#limit = PAGE;
      this.summary.setAttribute("aria-live", "polite");
      this.#fill();
    }

    #fill() {
      const kind = this.#kind;
      const state = this.store.get();
      this.kinds.show(kind);
      this.sort.element.hidden = kind === "places";
      const source = (this.#sources[kind] = this.#sources[kind] || new TimeMap.ListRows[kind](this.dataset, this.index));
      const { rows, undated } = source.of(state);
      const asked = TimeMap.fold(this.search.value.trim());
      const holds = (row) => !asked || source.words(row).includes(asked);
      const dated = rows.filter(holds).sort(source.compare(this.sort.field.value));
      const found = [...dated, ...undated.filter(holds)];
      this.summary.textContent = rows.length
        ? text(`list.summary.${kind}`, { shown: dated.length, n: rows.length })
        : text(`list.empty.${kind}`);
      this.undated.hidden = !undated.length;
      this.undated.textContent = undated.length ? textCount("list.undated", undated.length) : "";
      fill(
        this.rows,
        found.slice(0, this.#limit).map((row) => this.#row(source.item(row, state))),
      );
      const left = found.length - this.#limit;
      this.more.hidden = left <= 0;
      this.more.textContent = text("list.more", { n: Math.min(left, PAGE) });
      this.#mark(state.sel);
    }

    #row(item) {
      const { sel, title, detail, type } = item;
      const words = make("span", { class: "tm-row-text" }, [
        make("span", { class: "tm-row-title", dir: "auto", text: title }),
        TimeMap.dom.parts(detail, { class: "tm-row-detail" }),
      ]);
      const press = make(
        "button",
        { type: "button", class: "tm-row", "data-sel": sel, on: { click: () => this.store.set({ sel, n: 1 }) } },
        [type && TimeMap.Legend.symbolOf(type), words],
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
