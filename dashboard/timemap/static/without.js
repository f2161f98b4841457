// What hangs on a source: the line drawn again from all claims but its own.
(function (TimeMap) {
  "use strict";

  const { text } = TimeMap;
  const ID = /^[^\s/?#\p{C}]{1,80}$/u;

  TimeMap.link.keep({
    key: "without",
    initial: null,
    read: (value) => (ID.test(value) ? value : undefined),
    write: (value) => value,
  });

  /**
   * Fetches what is drawn without a source and keeps it in `control.without[mode][source]`, where `TimeMap.frameAt`
   * finds it. The view state's `drawn` counts how often something came in.
   */
  TimeMap.Without = class {
    #listed = null;
    #asked = new Map();

    /** `data(name)` is the address of a part of the data; null in a saved file, which holds what there is. */
    constructor(control, store, notices, data) {
      Object.assign(this, { control, store, notices, data });
      for (const mode of Object.values(control.without || {})) {
        TimeMap.controlInLanguage({ modes: mode });
        for (const variant of Object.values(mode)) variant.whole = true;
      }
      store.subscribe(["without", "line", "known"], () => this.#draw());
      this.#draw();
    }

    /** Whether a line can be drawn without a source here. */
    get offered() {
      return Boolean(this.data || this.control.sources);
    }

    /** All sources: `{sources: [{id, name}], claims: {KEY: [index]}}`. */
    list() {
      if (!this.#listed) {
        this.#listed = this.control.sources ? Promise.resolve(this.control.sources) : this.#fetch("sources.json");
        this.#listed.catch(() => (this.#listed = null));
      }
      return this.#listed;
    }

    async #draw() {
      const { without: id } = this.store.get();
      if (!id) return this.notices.clear("without");
      try {
        const listed = await this.list();
        const source = listed.sources.find((each) => each.id === id);
        if (!source) throw new Error(text("without.unknown"));
        const wanted = () => this.store.get().without === id;
        if (!wanted()) return;
        const mode = TimeMap.modeName(this.control, this.store.get());
        if (!this.#held(mode, id)) {
          this.notices.say("without", text("without.drawing", { source: source.name }), this.#actions());
          await this.#load(mode, id);
        }
        if (wanted() && this.#held(mode, id))
          this.notices.say("without", text("without.drawn", { source: source.name }), this.#actions());
      } catch (error) {
        if (this.store.get().without === id) this.notices.say("without", error.message, this.#actions(), "alert");
      }
    }

    #actions() {
      return [{ label: text("without.all"), run: () => this.store.set({ without: null }) }];
    }

    #held(mode, id) {
      const variant = ((this.control.without || {})[mode] || {})[id];
      return Boolean(variant && variant.whole);
    }

    /** First the frame of the day shown, then all of them, so that the line moves with the slider. */
    #load(mode, id) {
      const key = `${mode}/${id}`;
      if (!this.#asked.has(key)) {
        const coming = this.#loadBoth(mode, id);
        this.#asked.set(key, coming);
        coming.catch(() => this.#asked.delete(key));
      }
      return this.#asked.get(key);
    }

    async #loadBoth(mode, id) {
      if (!this.data) throw new Error(text("without.unknown"));
      const address = `without/${encodeURIComponent(id)}/${mode}.json`;
      const day = TimeMap.dayToIso(this.store.get().last);
      this.#keep(mode, id, { ...(await this.#fetch(`${address}?day=${day}`)), whole: false });
      this.#keep(mode, id, { ...(await this.#fetch(address)), whole: true });
    }

    #keep(mode, id, variant) {
      const { control, store } = this;
      TimeMap.controlInLanguage({ modes: { [mode]: variant } });
      control.without = control.without || {};
      control.without[mode] = { ...control.without[mode], [id]: variant };
      store.set({ drawn: (store.get().drawn || 0) + 1 });
    }

    async #fetch(name) {
      let response;
      try {
        response = await fetch(this.data(name));
      } catch {
        throw new Error(text("start.unreachable"));
      }
      if (response.ok) return response.json();
      const answer = await response.json().catch(() => ({}));
      throw new Error(answer.error || text("without.failed"));
    }
  };
})((window.TimeMap = window.TimeMap || {}));
