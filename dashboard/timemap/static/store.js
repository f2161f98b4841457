// The view state: what is shown, in one flat object that every part reads.
(function (TimeMap) {
  "use strict";

  const same = (a, b) =>
    Object.is(a, b) ||
    (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => Object.is(item, b[i])));

  /** Holds the view state; many changes in one frame reach each subscriber once. */
  TimeMap.Store = class Store {
    #state;
    #changed = new Set();
    #subscribers = new Set();
    #frame = 0;

    constructor(initial) {
      this.#state = Object.freeze({ ...initial });
    }

    /** The state, read-only. */
    get() {
      return this.#state;
    }

    /** Merge `patch` in; values that equal the present ones change nothing. */
    set(patch) {
      const keys = Object.keys(patch).filter((key) => !same(this.#state[key], patch[key]));
      if (!keys.length) return;
      this.#state = Object.freeze({ ...this.#state, ...patch });
      for (const key of keys) this.#changed.add(key);
      if (!this.#frame) this.#frame = requestAnimationFrame(() => this.flush());
    }

    /** Run `fn(state, changed)` after a frame in which one of `keys` changed (`null`: any). */
    subscribe(keys, fn) {
      const entry = { keys: keys && new Set(keys), fn };
      this.#subscribers.add(entry);
      return () => this.#subscribers.delete(entry);
    }

    /** Notify now. A subscriber that fails is reported and does not keep the others from running. */
    flush() {
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      const changed = this.#changed;
      if (!changed.size) return;
      this.#changed = new Set();
      for (const { keys, fn } of [...this.#subscribers]) {
        if (keys && ![...changed].some((key) => keys.has(key))) continue;
        try {
          fn(this.#state, changed);
        } catch (error) {
          console.error(error);
        }
      }
    }
  };
})((window.TimeMap = window.TimeMap || {}));
