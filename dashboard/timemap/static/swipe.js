// Two dates side by side: the earlier on the left of a bar that can be drawn across the map, the later on the right.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const { text } = TimeMap;
  const SUFFIX = "-earlier";
  const [LEAST, MOST] = [3, 97];
  const STEPS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10 };
  const BIG = 5; // how much farther a step goes with Shift

  TimeMap.link.keep({
    key: "swipe",
    initial: null,
    read: (value) => (/^\d{1,2}$/.test(value) ? clamp(Number(value)) : undefined),
    write: String,
  });

  const clamp = (percent) => Math.min(MOST, Math.max(LEAST, percent));

  TimeMap.Swipe = class {
    constructor(app, stage) {
      Object.assign(this, { app, stage, store: app.store, map: app.map, earlier: null });
      this.#build();
      this.follow = () => this.#place();
      this.store.subscribe(["compare", "swipe"], () => this.#show());
      this.#show();
    }

    #build() {
      this.dates = ["tm-swipe-before", "tm-swipe-after"].map((name) => make("span", { class: `tm-swipe-date ${name}`, dir: "auto" }));
      this.handle = make("div", {
        class: "tm-swipe-handle",
        role: "slider",
        tabindex: "0",
        "aria-orientation": "horizontal",
        "aria-valuemin": LEAST,
        "aria-valuemax": MOST,
        on: { keydown: (event) => this.#key(event), pointerdown: (event) => this.#grab(event) },
      });
      this.bar = make("div", { class: "tm-swipe", hidden: true, dir: "ltr" }, [...this.dates, this.handle]);
      this.stage.append(this.bar);
    }

    #show() {
      const state = this.store.get();
      const days = TimeMap.comparison.days(state);
      const on = state.swipe !== null && days !== null;
      this.bar.hidden = !on;
      if (!on) return this.#end();
      if (!this.earlier) this.#begin();
      this.#label(days, state.swipe);
      this.#place();
    }

    /** The view state as of the earlier day, for a second view of the map. */
    #begin() {
      const { store, app, map } = this;
      const get = () => shifted(store.get());
      const earlier = { get, set: (patch) => store.set(patch), subscribe: (keys, fn) => this.#both(keys, fn, get) };
      const index = new TimeMap.Index(app.dataset);
      this.earlier = new TimeMap.Layers(map, app.dataset, app.control, earlier, index, undefined, { suffix: SUFFIX });
      this.earlier.holds = ({ x }) => x < this.#x();
      app.layers.holds = ({ x }) => x >= this.#x();
      map.on("move zoomend resize viewreset", this.follow);
      this.stage.dataset.swipe = "on";
    }

    /** What the comparison holds counts for the earlier view as well. */
    #both(keys, fn, get) {
      return this.store.subscribe([...keys, "compare"], (state, changed) => fn(get(), changed));
    }

    #end() {
      if (!this.earlier) return;
      this.earlier.remove();
      this.earlier = null;
      this.map.off("move zoomend resize viewreset", this.follow);
      this.app.layers.holds = () => true;
      this.app.layers.clip(null);
      delete this.stage.dataset.swipe;
    }

    #label([earlier, later], percent) {
      const { format } = TimeMap.calendar;
      const dates = { a: format(earlier), b: format(later) };
      this.dates[0].textContent = dates.a;
      this.dates[1].textContent = dates.b;
      this.handle.setAttribute("aria-label", text("swipe.handle", dates));
      this.handle.setAttribute("aria-valuenow", String(Math.round(percent)));
      this.handle.setAttribute("aria-valuetext", text("swipe.value", { percent: Math.round(percent), ...dates }));
    }

    #x() {
      return (this.map.getSize().x * this.store.get().swipe) / 100;
    }

    /** Bring the bar and both views to where the bar stands: nothing is painted for it. */
    #place() {
      if (!this.earlier) return;
      const x = this.#x();
      this.bar.style.setProperty("--tm-swipe-x", `${Math.round(x)}px`);
      this.earlier.clip([0, x]);
      this.app.layers.clip([x, this.map.getSize().x]);
    }

    #key(event) {
      const { swipe } = this.store.get();
      const to = { Home: LEAST, End: MOST }[event.key];
      const by = STEPS[event.key] * (event.shiftKey ? BIG : 1);
      if (to === undefined && !by) return;
      event.preventDefault();
      event.stopPropagation();
      this.store.set({ swipe: clamp(to ?? swipe + by) });
    }

    #grab(event) {
      if (event.button !== 0) return;
      event.preventDefault();
      this.handle.focus({ preventScroll: true });
      this.handle.setPointerCapture(event.pointerId);
      const frame = this.stage.getBoundingClientRect();
      const move = ({ clientX }) => this.store.set({ swipe: clamp(Math.round(((clientX - frame.left) / frame.width) * 100)) });
      this.handle.addEventListener("pointermove", move);
      const drop = () => this.handle.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) this.handle.addEventListener(name, drop, { once: true });
    }
  };

  /** A state as it is on the earlier day: a window of the same length that ends there. */
  function shifted(state) {
    const days = TimeMap.comparison.days(state);
    if (!days) return state;
    return { ...state, first: days[0] - (state.last - state.first), last: days[0] };
  }
})((window.TimeMap = window.TimeMap || {}));
