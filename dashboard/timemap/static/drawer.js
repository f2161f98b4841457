// The evidence drawer: at the side on a desk, a sheet from below on a phone.
(function (TimeMap) {
  "use strict";

  const { make, button, fill } = TimeMap.dom;
  const { text } = TimeMap;
  const KEEP_CARDS = 200;
  const CLICK_MS = 400; // a mark chosen this soon after a click on the map was chosen by it
  const SETTLE_MS = 120; // while time runs, the list behind a mark is read again at most this often

  class Drawer {
    #cards = new Map();
    #before = null;
    #timer = 0;
    #clicked = null;
    #shown = { sel: null, key: null };

    /** `fetchCard(key) -> Promise<card>`; `options` {map, resolve(href), standalone, review, extra: {element, show(selection)}}. */
    constructor(element, dataset, control, store, index, fetchCard, options = {}) {
      Object.assign(this, { element, dataset, control, store, index, fetchCard, options });
      element.classList.add("tm-drawer");
      element.hidden = true;
      element.setAttribute("role", "region");
      element.setAttribute("aria-label", text("drawer.label"));
      this.#build();
      element.addEventListener("keydown", (event) => this.#key(event));
      // Escape on the map closes too; a panel keeps its own.
      element.parentElement?.addEventListener(
        "keydown",
        (event) => event.key === "Escape" && !element.hidden && this.close(),
      );
      if (options.map) options.map.on("click", ({ latlng }) => (this.#clicked = { latlng, time: performance.now() }));
      store.subscribe(["sel", "n"], (state, changed) => this.show({ focus: changed.has("sel") }));
      const filters = ["first", "last", "mode", ...TimeMap.FILTERS, "line", "layers", "known", "without", "drawn"];
      store.subscribe(filters, () => this.#settle());
      this.show({ focus: false });
    }

    #build() {
      this.title = make("h3", { class: "tm-drawer-title", tabindex: "-1", dir: "auto" });
      this.kind = make("p", { class: "tm-drawer-kind" });
      this.details = make("div", { class: "tm-drawer-details" });
      this.groups = make("div", { class: "tm-groups", role: "group", "aria-label": text("drawer.label") });
      this.counter = make("p", { class: "tm-counter" });
      this.live = make("p", { class: "tm-offscreen", role: "status" });
      this.previous = button(text("drawer.previous"), {
        icon: "back",
        class: "tm-button tm-round",
        onClick: () => this.page(-1),
      });
      this.next = button(text("drawer.next"), {
        icon: "forward",
        class: "tm-button tm-round",
        onClick: () => this.page(1),
      });
      this.pager = make("div", { class: "tm-pager" }, [this.previous, this.counter, this.next]);
      // What a feature adds about the mark, such as its sources.
      this.extra = make("div", { class: "tm-drawer-extra" }, this.options.extra ? [this.options.extra.element] : []);
      // Longer than its place on a phone: keys scroll it too.
      this.body = make("div", { class: "tm-drawer-body", tabindex: "0", role: "group", "aria-label": text("drawer.label") });
      const close = button(text("drawer.close"), {
        icon: "close",
        class: "tm-button tm-round",
        onClick: () => this.close(),
      });
      const head = make("header", { class: "tm-drawer-head" }, [make("div", {}, [this.kind, this.title]), close]);
      this.sheet = new TimeMap.Sheet(this.element, head, { close: () => this.close(), changed: () => this.#uncover() });
      this.actions = make("div", { class: "tm-actions" });
      const foot = make("footer", { class: "tm-drawer-foot" }, [this.pager, this.actions]);
      fill(this.element, [head, this.details, this.groups, this.extra, this.body, foot, this.live]);
    }

    #settle() {
      if (!this.store.get().sel || this.#timer) return;
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.show({ focus: false, keep: true });
      }, SETTLE_MS);
    }

    /** Show what is selected; `keep` stays on the same excerpt when the list around it changes. */
    show({ focus, keep } = {}) {
      const state = this.store.get();
      const selection = TimeMap.selection(state.sel, this.dataset, this.control, state, this.index);
      if (!selection) return this.#hide();
      // Where filters hide all its evidence, a mark keeps the excerpts it was opened with.
      const stale = keep && this.selection && this.selection.sel === state.sel && !selection.keys.length;
      const same = this.#shown.sel === state.sel;
      if (selection.sel !== state.sel) return this.#follow(selection.sel, same);
      this.selection = stale ? { ...this.selection, details: selection.details, drawn: false } : selection;
      const { keys } = this.selection;
      const kept = keep && same ? keys.indexOf(this.#shown.key) : -1;
      const n = Math.min(Math.max(1, kept >= 0 ? kept + 1 : state.n), Math.max(1, keys.length));
      this.#reveal(focus && !same, same);
      this.#head();
      this.#pager(n);
      this.#open(keys[n - 1], state.sel);
      if (n !== state.n) this.store.set({ n });
    }

    // The area or line has another key on this day: it stays selected under that one.
    #follow(sel, same) {
      if (same) this.#shown.sel = sel;
      this.store.set({ sel });
    }

    #reveal(focus, same) {
      const opening = this.element.hidden;
      if (opening) this.#before = document.activeElement;
      // On a phone a story's words need the room; the evidence to them can be drawn up.
      if (opening) this.sheet.reset(this.#isTold() ? "low" : "half");
      this.element.hidden = false;
      this.#stage("open");
      if (focus) this.title.focus({ preventScroll: true });
      // A link that says where the map is knows better.
      if (!same && (focus || this.store.get().lat === null)) requestAnimationFrame(() => this.#uncover());
    }

    #isTold() {
      const stage = this.element.parentElement;
      return Boolean(stage && stage.dataset.story);
    }

    #stage(value) {
      const stage = this.element.parentElement;
      if (!stage) return;
      if (value) stage.dataset.drawer = value;
      else delete stage.dataset.drawer;
    }

    #head() {
      const { title, kind, details, drawn, keys } = this.selection;
      this.title.textContent = title;
      this.kind.textContent = kind;
      const lines = details.map((line) => make("p", { text: line }));
      if (!drawn && keys.length) lines.push(make("p", { class: "tm-note", text: text("drawer.outside") }));
      fill(this.details, lines);
      if (this.options.extra) this.options.extra.show(this.selection);
    }

    #pager(n) {
      const { keys, groups } = this.selection;
      this.previous.hidden = this.next.hidden = keys.length < 2;
      this.pager.hidden = !keys.length;
      this.counter.textContent = text("drawer.page", { n, total: keys.length });
      this.previous.disabled = n <= 1;
      this.next.disabled = n >= keys.length;
      let start = 0;
      const tabs = groups.map((group) => {
        const from = start;
        start += group.items.length;
        return this.#tab(group, from, n - 1 >= from && n - 1 < start);
      });
      const item = groups.flatMap((group) => group.items)[n - 1];
      const note = item && item.note && make("p", { class: "tm-item-note", text: item.note });
      fill(this.groups, [...(groups.length > 1 || this.selection.kind === text("selection.line") ? tabs : []), note]);
    }

    #tab(group, from, current) {
      const party = this.dataset.parties[group.party];
      const style = party ? { "--tm-party": `var(--tm-slot-${party.colour})` } : {};
      return make(
        "button",
        {
          type: "button",
          class: party ? "tm-tab tm-tab-party" : "tm-tab",
          "aria-pressed": String(current),
          style,
          on: { click: () => this.store.set({ n: from + 1 }) },
        },
        [make("span", { text: group.label }), make("span", { class: "tm-count", text: String(group.items.length) })],
      );
    }

    /** Turn by `count` excerpts. */
    page(count) {
      const { n } = this.store.get();
      const to = Math.min(Math.max(1, n + count), this.selection.keys.length);
      if (to !== n) this.store.set({ n: to });
    }

    #open(key, sel) {
      if (this.#shown.sel === sel && this.#shown.key === key && this.#shown.done) return;
      this.#shown = { sel, key, done: false };
      if (!key) return this.#say(text("drawer.empty"));
      const waiting = setTimeout(() => this.#isAt(key) && this.#say(text("drawer.loading"), "tm-loading"), 150);
      this.#card(key)
        .then(
          (card) => this.#isAt(key) && this.#place(card),
          () => this.#isAt(key) && this.#fail(key),
        )
        .finally(() => clearTimeout(waiting));
    }

    #isAt(key) {
      return this.#shown.key === key;
    }

    #card(key) {
      const known = this.#cards.get(key);
      if (known) return known;
      const coming = Promise.resolve()
        .then(() => this.fetchCard(key))
        .then((card) => {
          if (!card) throw new Error("no card");
          return card;
        });
      this.#cards.set(key, coming);
      coming.catch(() => this.#cards.delete(key));
      if (this.#cards.size > KEEP_CARDS) this.#cards.delete(this.#cards.keys().next().value);
      return coming;
    }

    #place(card) {
      this.#shown.done = true;
      const link = () => TimeMap.link.href(this.store.get(), this.dataset, this.options);
      const resolve =
        this.options.resolve || ((href) => (this.options.standalone ? null : TimeMap.link.resolve(href, this.options)));
      fill(this.body, [TimeMap.card(card)]);
      fill(this.actions, TimeMap.cardActions(card, { resolve, link, review: this.options.review }));
      this.body.scrollTop = 0;
      this.live.textContent = `${this.counter.textContent}: ${TimeMap.card.citation(card)}`;
      const next = this.selection.keys[this.store.get().n];
      if (next) this.#card(next).catch(() => {});
    }

    #say(words, className) {
      fill(this.actions, []);
      fill(this.body, [make("p", { class: `tm-empty ${className || ""}`, text: words })]);
    }

    #fail(key) {
      const retry = make("button", {
        type: "button",
        class: "tm-button",
        text: text("drawer.retry"),
        on: { click: () => this.#open(key, this.#shown.sel) },
      });
      fill(this.actions, []);
      fill(this.body, [
        make("div", { class: "tm-empty", role: "alert" }, [make("p", { text: text("drawer.failed") }), retry]),
      ]);
    }

    #key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const turns = { n: 1, ArrowRight: 1, p: -1, ArrowLeft: -1 };
      if (event.key === "Escape") this.close();
      else if (event.key in turns) this.page(turns[event.key] * this.#direction(event.key));
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    #direction(key) {
      return key.startsWith("Arrow") && getComputedStyle(this.element).direction === "rtl" ? -1 : 1;
    }

    /** Close, and give the focus back to where it was. */
    close() {
      const had = this.element.contains(document.activeElement);
      this.store.set({ sel: null, n: 1 });
      this.#hide();
      if (had && this.#before && this.#before.isConnected) this.#before.focus({ preventScroll: true });
    }

    #hide() {
      this.element.hidden = true;
      this.selection = null;
      this.#shown = { sel: null, key: null };
      this.#stage(null);
    }

    // Where the mark is: its point, else where it was clicked, else the part of it nearest to the middle of the map.
    #uncover() {
      const { map } = this.options;
      if (!map || this.element.hidden) return;
      const { points, geometry } = this.selection;
      const clicked = this.#clicked && performance.now() - this.#clicked.time < CLICK_MS ? this.#clicked.latlng : null;
      const latlng = points[0] || clicked || TimeMap.nearestVertex(map, geometry);
      if (latlng) TimeMap.uncover(map, this.element.parentElement.querySelectorAll(".tm-drawer, .tm-panel"), latlng);
    }
  }

  TimeMap.Drawer = Drawer;
})((window.TimeMap = window.TimeMap || {}));
