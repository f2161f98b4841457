// The timeline under the map: the date, the buttons, the slider.
(function (TimeMap) {
  "use strict";

  const { make, button, icon } = TimeMap.dom;
  const { text, textCount } = TimeMap;
  const ANNOUNCE_MS = 500;
  const ANNOUNCE_PLAYING_MS = 3000;
  const LENGTHS = ["7", "30", "90", "365", "all"];

  const named = (prefix, values) => values.map((value) => [value, text(`${prefix}.${value}`)]);

  /** A row of choices of which one is on. */
  function segmented(label, choices, choose) {
    const buttons = new Map();
    for (const [value, words] of choices)
      buttons.set(
        value,
        make("button", { type: "button", class: "tm-segment", text: words, on: { click: () => choose(value) } }),
      );
    const show = TimeMap.writer((value) =>
      buttons.forEach((each, key) => each.setAttribute("aria-pressed", String(key === value))),
    );
    return {
      element: make("div", { class: "tm-segments", role: "group", "aria-label": label }, [...buttons.values()]),
      show,
    };
  }

  /** A labelled list of choices. */
  function select(label, choices, choose) {
    const field = make(
      "select",
      { class: "tm-select", on: { change: () => choose(field.value) } },
      choices.map(([value, words]) => make("option", { value, text: words })),
    );
    const element = make("label", { class: "tm-field" }, [
      make("span", { class: "tm-field-label", text: label }),
      field,
    ]);
    // Held against the field itself: what was picked in it may not be what came of it.
    const show = (value) => {
      if (field.value !== value) field.value = value;
    };
    return { element, field, show };
  }

  /** Slider, date, buttons; `element` is empty and stands under the map. */
  class Timeline {
    #said = 0;
    #announceIn = TimeMap.putOff(() => this.#announce());
    #window = TimeMap.writer((isWindow) => (this.length.element.hidden = !isWindow));

    constructor(element, dataset, control, store, index) {
      Object.assign(this, { element, dataset, store });
      this.playback = new TimeMap.Playback(dataset, store, index);
      this.date = new TimeMap.DateField(this.playback, store);
      this.track = new TimeMap.TimeTrack(this.playback, store);
      this.live = make("div", { class: "tm-offscreen", role: "status", "aria-live": "polite" });
      element.classList.add("tm-timeline");
      element.setAttribute("role", "region");
      element.setAttribute("aria-label", text("timeline.label"));
      this.bar = make("div", { class: "tm-bar", id: "tm-bar" }, [
        this.date.element,
        this.#transport(),
        this.#modes(),
        this.#range(),
        this.#options(),
        this.#more(),
      ]);
      TimeMap.dom.fill(element, [this.bar, this.track.element, this.live]);
      this.#subscribe();
      this.#showPlayback();
      this.#show(store.get());
    }

    #subscribe() {
      const { store } = this;
      store.subscribe(["first", "last", "mode"], (state) => {
        this.#show(state);
        this.#announceSoon();
      });
      const content = [...TimeMap.FILTERS, "line", "layers", "theme"];
      store.subscribe(content, (state) => {
        this.track.redraw();
        this.#show(state);
      });
      this.playback.onChange(() => this.#showPlayback());
    }

    #transport() {
      const { playback } = this;
      const act = (label, name, onClick) => button(text(label), { icon: name, onClick, class: "tm-button tm-round" });
      this.play = act("timeline.play", "play", () => playback.toggle());
      this.play.classList.add("tm-play");
      const move = (run) => () => (playback.pause(), run());
      return make("div", { class: "tm-transport" }, [
        act(
          "timeline.previous",
          "previous",
          move(() => playback.jump(-1)),
        ),
        act(
          "timeline.back",
          "back",
          move(() => playback.step(-1)),
        ),
        this.play,
        act(
          "timeline.forward",
          "forward",
          move(() => playback.step(1)),
        ),
        act(
          "timeline.next",
          "next",
          move(() => playback.jump(1)),
        ),
      ]);
    }

    // What is set once and for all waits behind one button; on a phone, everything but the date and play.
    #more() {
      const press = button(text("timeline.options"), {
        icon: "options",
        class: "tm-button tm-round tm-more",
        "aria-expanded": "false",
        "aria-controls": "tm-bar",
        onClick: () => press.setAttribute("aria-expanded", String(this.bar.classList.toggle("tm-open"))),
      });
      return press;
    }

    #modes() {
      const { playback, store } = this;
      this.mode = segmented(text("timeline.mode"), named("mode", ["window", "cumulative", "instant"]), (mode) =>
        store.set({ mode }),
      );
      const lengths = [...named("length", LENGTHS), ["custom", text("length.custom")]];
      this.length = select(text("timeline.length"), lengths, (value) => {
        if (value !== "custom") playback.setLength(value === "all" ? null : Number(value));
      });
      this.length.field.lastElementChild.hidden = true;
      this.length.element.classList.add("tm-quiet");
      return make("div", { class: "tm-modes" }, [this.mode.element, this.length.element]);
    }

    #options() {
      const { playback } = this;
      this.unit = select(text("timeline.step"), named("step", TimeMap.Playback.UNITS), (unit) =>
        playback.update({ unit }),
      );
      const speeds = TimeMap.Playback.SPEEDS.map((speed) => [String(speed), `${speed}×`]);
      this.speed = select(text("timeline.speed"), speeds, (speed) => playback.update({ speed: Number(speed) }));
      const loop = () => playback.update({ loop: !playback.loop });
      this.loop = make("button", { type: "button", class: "tm-button", on: { click: loop } }, [
        icon("loop"),
        make("span", { text: text("timeline.loop") }),
      ]);
      this.clock = new TimeMap.ClockChoice(this.store);
      const keys = make("p", { class: "tm-keys", id: "tm-keys", text: text("timeline.keys") });
      return make("div", { class: "tm-options" }, [this.unit.element, this.speed.element, this.loop, this.clock.element, keys]);
    }

    #range() {
      const { playback } = this;
      const zoom = (label, name, factor) =>
        button(text(label), { icon: name, class: "tm-button tm-round", onClick: () => playback.zoom(factor) });
      this.range = segmented(text("timeline.range"), named("range", ["conflict", "all"]), (which) =>
        playback.cover(playback[which]),
      );
      return make("div", { class: "tm-range" }, [
        this.range.element,
        zoom("timeline.zoomOut", "minus", 2),
        zoom("timeline.zoomIn", "plus", 0.5),
      ]);
    }

    #showPlayback() {
      const { playback, play } = this;
      const label = text(playback.playing ? "timeline.pause" : "timeline.play");
      if (play.title !== label) {
        play.replaceChildren(icon(playback.playing ? "pause" : "play"));
        play.title = label;
        play.setAttribute("aria-label", label);
      }
      this.unit.show(playback.unit);
      this.speed.show(String(playback.speed));
      this.loop.setAttribute("aria-pressed", String(playback.loop));
      this.range.show(["conflict", "all"].find((name) => this.#covers(playback[name])));
      if (!this.#covers(this.drawn || {})) this.#redraw();
    }

    #covers({ first, last }) {
      return first === this.playback.view.first && last === this.playback.view.last;
    }

    #redraw() {
      this.drawn = this.playback.view;
      this.track.redraw();
      this.#showLength(this.store.get());
    }

    #show(state) {
      this.track.place(state);
      this.mode.show(state.mode);
      this.clock.show(state);
      this.date.show(state);
      this.#showLength(state);
    }

    #showLength(state) {
      const { first, last } = this.playback.view;
      const days = String(state.last - state.first + 1);
      const whole = state.first === first && state.last === last;
      this.#window(state.mode === "window");
      this.length.show(whole ? "all" : LENGTHS.includes(days) ? days : "custom");
    }

    // A screen reader hears where a movement ends; while time plays, a date every few seconds.
    #announceSoon() {
      const wait = this.playback.playing ? Math.max(0, this.#said + ANNOUNCE_PLAYING_MS - Date.now()) : ANNOUNCE_MS;
      this.#announceIn(wait);
    }

    #announce() {
      this.#said = Date.now();
      const state = this.store.get();
      this.track.tell(state);
      const { first, last } = this.playback.shown(state);
      const dates = state.mode === "window" ? TimeMap.formatInterval(first, last) : TimeMap.calendar.format(last);
      const events = textCount("timeline.events", this.playback.count(state));
      const key = state.clock === "reported" ? "timeline.reported.bar" : "timeline.bar";
      this.live.textContent = text(key, { dates, events });
    }
  }

  TimeMap.Timeline = Timeline;
  Object.assign(TimeMap.dom, { segmented, select });
})((window.TimeMap = window.TimeMap || {}));
