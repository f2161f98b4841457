// The map without a pointer: ways past it, from mark to mark by keys, and what the keys do.
(function (TimeMap) {
  "use strict";

  const { make, button } = TimeMap.dom;
  const { text } = TimeMap;
  const RING_PX = 18;

  /** `app` {map, store, layers, panels, shell}: adds what the keys need to the map's element. */
  TimeMap.Access = class {
    constructor(app) {
      Object.assign(this, app);
      this.help = helpDialog();
      this.marks = new MarkKeys(app);
      const skips = make("nav", { class: "tm-skips", "aria-label": text("skip.label") }, [
        this.#skip("skip.timeline", () => this.shell.timeline.querySelector(".tm-date").focus()),
        this.#skip("skip.list", () => this.panels.open("list")),
        this.#skip("help.open", () => this.help.showModal()),
      ]);
      this.shell.root.prepend(skips);
      this.shell.root.append(this.help);
      const options = this.shell.timeline.querySelector(".tm-options");
      if (options) options.append(this.#skip("help.open", () => this.help.showModal()));
      this.shell.root.addEventListener("keydown", (event) => this.#ask(event));
      this.#nameZoom();
    }

    #skip(key, onClick) {
      return make("button", { type: "button", class: "tm-button", text: text(key), on: { click: onClick } });
    }

    // Leaflet's own buttons speak English.
    #nameZoom() {
      for (const [way, key] of [["in", "map.zoomIn"], ["out", "map.zoomOut"]]) {
        const press = this.map.getContainer().querySelector(`.leaflet-control-zoom-${way}`);
        if (press) Object.assign(press, { title: text(key), ariaLabel: text(key) });
      }
    }

    #ask(event) {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      if (!this.help.open) this.help.showModal();
    }
  };

  /** From mark to mark: the map keeps the focus, a ring shows where one is, and a screen reader hears it. */
  class MarkKeys {
    #sel = null;

    constructor({ map, store, layers, shell }) {
      Object.assign(this, { map, store, layers });
      this.box = map.getContainer();
      this.ring = make("div", { class: "tm-mark-ring", hidden: true, "aria-hidden": "true" });
      this.said = make("p", { class: "tm-offscreen", role: "status", "aria-live": "polite" });
      const hint = make("p", { class: "tm-offscreen", id: "tm-map-keys", text: text("marks.hint") });
      this.box.append(this.ring);
      shell.stage.append(this.said, hint);
      // A screen reader in its reading mode would keep the letters to itself.
      this.box.setAttribute("role", "application");
      this.box.setAttribute("aria-describedby", "tm-map-keys");
      this.box.addEventListener("keydown", (event) => this.#press(event));
      this.box.addEventListener("blur", () => this.#leave());
      map.on("move zoomend", () => this.#place());
      store.subscribe(["first", "last", "mode", "layers", ...TimeMap.FILTERS], () => this.#place());
    }

    #press(event) {
      if (event.target !== this.box || event.ctrlKey || event.metaKey || event.altKey) return;
      const letter = event.code === "KeyM" || event.key.toLowerCase() === "m";
      if (letter) this.#move(event.shiftKey ? -1 : 1);
      else if (event.key === "Enter" && this.#sel) this.store.set({ sel: this.#sel, n: 1 });
      else if (event.key === "Escape" && this.#sel && !this.store.get().sel) this.#leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    #move(by) {
      const marks = this.layers.listVisible();
      const at = marks.findIndex(({ sel }) => sel === this.#sel);
      const to = at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length;
      const mark = marks[to];
      this.#sel = mark ? mark.sel : null;
      this.#place(marks);
      this.said.textContent = mark
        ? text("marks.at", { label: mark.label, n: to + 1, total: marks.length })
        : text("marks.none");
    }

    /** Put the ring where the mark is; a mark that is gone takes it along. */
    #place(marks) {
      if (!this.#sel) return;
      const mark = (marks || this.layers.listVisible()).find(({ sel }) => sel === this.#sel);
      if (!mark) return this.#leave();
      const { x, y } = this.map.latLngToContainerPoint([mark.lat, mark.lon]);
      this.ring.style.transform = `translate(${x - RING_PX}px, ${y - RING_PX}px)`;
      this.ring.hidden = false;
    }

    #leave() {
      this.#sel = null;
      this.ring.hidden = true;
    }
  }

  const KEYS = [
    ["help.map", ["M / Shift+M", "help.marks"], ["Enter", "help.enter"], ["+ −", "help.zoom"], ["← → ↑ ↓", "help.pan"]],
    [
      "help.timeline",
      ["← →", "help.step"],
      ["Shift", "help.bigger"],
      ["Ctrl + ← →", "help.event"],
      ["Home End", "help.edge"],
      ["Space", "help.play"],
    ],
    ["help.drawer", ["N / P", "help.page"], ["Escape", "help.close"]],
    ["help.everywhere", ["?", "help.this"]],
  ];

  function helpDialog() {
    const dialog = make("dialog", { class: "tm-help", "aria-labelledby": "tm-help-title" });
    const close = button(text("filters.close"), {
      icon: "close",
      class: "tm-button tm-round",
      onClick: () => dialog.close(),
    });
    const head = make("header", { class: "tm-help-head" }, [
      make("h3", { id: "tm-help-title", class: "tm-panel-title", text: text("help.title") }),
      close,
    ]);
    const parts = KEYS.map(([heading, ...rows]) =>
      make("section", {}, [
        make("h4", { class: "tm-panel-heading", text: text(heading) }),
        make(
          "dl",
          { class: "tm-help-keys" },
          rows.flatMap(([keys, words]) => [
            make("dt", {}, [make("kbd", { dir: "ltr", text: keys })]),
            make("dd", { text: text(words) }),
          ]),
        ),
      ]),
    );
    dialog.append(head, ...parts);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    return dialog;
  }
})((window.TimeMap = window.TimeMap || {}));
