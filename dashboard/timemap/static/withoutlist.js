// In the drawer: the sources of a line or an area, each with a button that leaves it out.
(function (TimeMap) {
  "use strict";

  const { make, fill } = TimeMap.dom;
  const { text } = TimeMap;

  TimeMap.WithoutList = class {
    #turn = 0;

    constructor(without, store) {
      Object.assign(this, { without, store });
      this.count = make("span", { class: "tm-count" });
      this.rows = make("ul", { class: "tm-sources-list" });
      const summary = make("summary", {}, [make("span", { text: text("without.sources") }), this.count]);
      const hint = make("p", { class: "tm-sources-hint", text: text("without.hint") });
      this.element = make("details", { class: "tm-sources", hidden: true }, [summary, hint, this.rows]);
    }

    /** Show the sources of what is selected; hidden for anything but a line or an area. */
    async show(selection) {
      const turn = ++this.#turn;
      const drawn = selection && /^(line|area)\//.test(selection.sel) && this.without.offered;
      if (!drawn || !selection.keys.length) return void (this.element.hidden = true);
      const listed = await this.without.list().catch(() => null);
      if (turn !== this.#turn) return;
      const found = listed ? counted(listed, selection.keys) : [];
      this.element.hidden = !found.length;
      this.count.textContent = String(found.length);
      fill(this.rows, found.map((each) => this.#row(each)));
    }

    #row({ source, reports }) {
      const choose = () => this.store.set({ without: source.id });
      return make("li", { class: "tm-sources-row" }, [
        make("span", { class: "tm-sources-name", dir: "auto", text: source.name }),
        make("span", { class: "tm-count", text: TimeMap.textCount("without.reports", reports) }),
        make("button", {
          type: "button",
          class: "tm-button",
          text: text("without.button"),
          "aria-label": text("without.button.label", { source: source.name }),
          on: { click: choose },
        }),
      ]);
    }
  };

  /** Sources of some evidence, those with most reports first. */
  function counted({ sources, claims }, keys) {
    const counts = new Map();
    for (const key of keys) for (const at of claims[key] || []) counts.set(at, (counts.get(at) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([at, reports]) => ({ source: sources[at], reports }));
  }
})((window.TimeMap = window.TimeMap || {}));
