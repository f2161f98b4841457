// Moving through time: steps, events, play, the stretch of time that the timeline covers.
(function (TimeMap) {
  "use strict";

  const UNITS = ["day", "week", "month", "year"];
  const STEPS_PER_SECOND = { day: 12, week: 5, month: 2, year: 1 };
  const SPEEDS = [0.5, 1, 2, 4];
  const MIN_VIEW_DAYS = 7;
  const LOOP_PAUSE_MS = 900;

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const isMonthStart = (day) => TimeMap.calendar.toDate(day).getUTCDate() === 1;

  // A window of whole months stays one: 1 to 30 June is followed by 1 to 31 July.
  function stepLast(state, unit, count) {
    const { step } = TimeMap.calendar;
    const whole = (unit === "month" || unit === "year") && isMonthStart(state.first) && isMonthStart(state.last + 1);
    return whole ? step(state.last + 1, unit, count) - 1 : step(state.last, unit, count);
  }

  /** Index of the first item of a sorted array that is greater than `value`. */
  function firstAfter(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  class Playback {
    #frame = 0;
    #due = 0;
    #days = null;
    #listeners = new Set();

    constructor(dataset, store, index) {
      Object.assign(this, { dataset, store, index, unit: "day", speed: 1, loop: false, playing: false });
      const { first, last } = store.get();
      this.view = this.#widened(this.conflict, { first, last });
      // A window from the start of the conflict grows as it plays; any other one moves as it is.
      this.slides = first > this.view.first;
      store.subscribe(TimeMap.FILTERS, () => (this.#days = null));
      store.subscribe(["first", "last", "mode"], (state) => this.#follow(state));
    }

    get conflict() {
      return { first: this.dataset.time.default_first, last: this.dataset.time.default_last };
    }

    get all() {
      return { first: this.dataset.time.first, last: this.dataset.time.last };
    }

    /** Run `fn()` whenever something here changes that the store does not hold. */
    onChange(fn) {
      this.#listeners.add(fn);
    }

    /** Change unit, speed, loop, slides, view or playing. */
    update(patch) {
      Object.assign(this, patch);
      for (const fn of this.#listeners) fn();
    }

    /** Days shown, with the start that the mode implies. */
    shown(state) {
      const first = { window: state.first, cumulative: this.all.first, instant: state.last }[state.mode];
      return { first, last: state.last };
    }

    /** Number of events that show, out of those that pass the filters. */
    count(state) {
      const { low, high } = this.#eventDays();
      const { first, last } = this.shown(state);
      const ended = state.mode === "cumulative" ? 0 : firstAfter(high, first - 1);
      return firstAfter(low, last) - ended;
    }

    #eventDays() {
      if (!this.#days) this.#days = this.index.eventDays(this.store.get());
      return this.#days;
    }

    /** Move by `count` units: the whole window, or its last day when it runs from the start. */
    step(count, unit = this.unit) {
      const state = this.store.get();
      this.moveTo(stepLast(state, unit, count), unit, count);
    }

    /** Bring the date to `last`; a sliding window keeps its length (or its whole months). */
    moveTo(last, unit = "day", count = 0) {
      const state = this.store.get();
      const low = this.all.first;
      if (state.mode !== "window" || !this.slides) {
        const end = clamp(last, low, this.all.last);
        return this.store.set({ first: Math.min(state.first, end), last: end });
      }
      const end = Math.min(last, this.all.last);
      const length =
        unit === "day" || unit === "week" || end !== last
          ? state.last - state.first
          : last - TimeMap.calendar.step(state.first, unit, count);
      if (end - length >= low) this.store.set({ first: end - length, last: end });
      else if (state.first > low) this.store.set({ first: low, last: low + state.last - state.first });
    }

    /** Bring one end of the window to `day`, never past the other; without a window the date goes anywhere. */
    pullEnd(end, day) {
      const { first, last, mode } = this.store.get();
      const to = clamp(day, this.all.first, this.all.last);
      if (end === "last")
        return this.store.set(
          mode === "window" ? { last: Math.max(to, first) } : { first: Math.min(first, to), last: to },
        );
      this.slides = to > this.view.first;
      this.store.set({ first: Math.min(to, last) });
    }

    /** Draw a new window between two days of the timeline. */
    draw(a, b) {
      const [low, high] = [a, b].sort((x, y) => x - y).map((day) => clamp(day, this.view.first, this.view.last));
      this.slides = true;
      this.store.set({ first: low, last: high });
    }

    /** Move a window as it is by so many days, as far as the timeline goes. */
    shift({ first, last }, days) {
      const by = Math.min(Math.max(days, this.view.first - first), this.view.last - last);
      this.slides = true;
      this.store.set({ first: first + by, last: last + by });
    }

    /** Show the days that were typed: a month or a year becomes the window, a day becomes the date. */
    goTo({ first, last }) {
      if (this.store.get().mode !== "window" || first === last) return this.moveTo(last);
      this.update({ slides: true });
      this.store.set({ first: Math.max(first, this.all.first), last: Math.min(last, this.all.last) });
    }

    /** Make the window `days` long, ending on the same day; null: all that the timeline covers. */
    setLength(days) {
      const { last } = this.store.get();
      this.update({ slides: days !== null });
      if (days === null) return this.store.set({ mode: "window", ...this.view });
      this.store.set({ mode: "window", first: Math.max(this.all.first, last - days + 1), last });
    }

    /** Go to the nearest day after (1) or before (-1) the date on which an event begins. */
    jump(direction) {
      const day = this.nearest(direction);
      if (day !== null) this.moveTo(day);
    }

    /** The day to which `jump` goes, null where there is none. */
    nearest(direction) {
      const { low } = this.#eventDays();
      const { last } = this.store.get();
      const at = direction > 0 ? firstAfter(low, last) : firstAfter(low, last - 1) - 1;
      return at >= 0 && at < low.length && low[at] >= this.all.first ? low[at] : null;
    }

    toggle() {
      if (this.playing) this.pause();
      else this.play();
    }

    play() {
      if (this.playing) return;
      if (this.store.get().last >= this.view.last) this.#rewind();
      this.#due = performance.now() + this.#interval();
      this.update({ playing: true });
      this.#frame = requestAnimationFrame((now) => this.#tick(now));
    }

    pause() {
      cancelAnimationFrame(this.#frame);
      if (this.playing) this.update({ playing: false });
    }

    #interval() {
      return 1000 / (STEPS_PER_SECOND[this.unit] * this.speed);
    }

    #tick(now) {
      if (now >= this.#due) {
        const ended = this.store.get().last >= this.view.last;
        if (ended && !this.loop) return this.pause();
        if (ended) this.#rewind();
        else this.#advance();
        const last = this.store.get().last >= this.view.last;
        this.#due = Math.max(this.#due, now - 250) + (last && this.loop ? LOOP_PAUSE_MS : this.#interval());
      }
      this.#frame = requestAnimationFrame((next) => this.#tick(next));
    }

    #advance() {
      const before = this.store.get().last;
      this.step(1);
      if (this.store.get().last > this.view.last) this.moveTo(this.view.last);
      if (this.store.get().last === before) this.moveTo(this.view.last);
    }

    #rewind() {
      const { mode, first, last } = this.store.get();
      if (mode !== "window") this.store.set({ last: this.view.first });
      else if (this.slides)
        this.store.set({ first: this.view.first, last: Math.min(this.view.last, this.view.first + last - first) });
      else this.store.set({ last: Math.max(first, this.view.first) });
    }

    /** Cover `first..last` on the timeline. */
    setView({ first, last }) {
      const length = clamp(Math.round(last - first), MIN_VIEW_DAYS, this.all.last - this.all.first);
      const start = clamp(Math.round(first), this.all.first, this.all.last - length);
      this.update({ view: { first: start, last: start + length } });
    }

    /** Cover `view`; a window over all of the timeline stays one. */
    cover(view) {
      const { first, last, mode } = this.store.get();
      const whole = mode === "window" && first === this.view.first && last === this.view.last;
      this.setView(view);
      if (whole) this.setLength(null);
    }

    /** Cover `factor` times as much time, with `day` staying where it is. */
    zoom(factor, day = this.store.get().last) {
      const { first, last } = this.view;
      const at = clamp(day, first, last);
      this.setView({ first: at - (at - first) * factor, last: at + (last - at) * factor });
    }

    #widened(view, { first, last }) {
      return { first: Math.min(view.first, first), last: Math.max(view.last, last) };
    }

    // What is shown stays on the timeline; a start before it is fine once the whole is not asked for.
    #follow(state) {
      const { first, last } = this.view;
      const wanted = state.mode === "window" ? state : { first: state.last, last: state.last };
      if (wanted.first >= first && wanted.last <= last) return;
      const fits = wanted.last - wanted.first <= last - first;
      if (!fits) return this.update({ view: this.#widened(this.view, wanted) });
      const shift = wanted.last > last ? wanted.last - last : wanted.first - first;
      this.setView({ first: first + shift, last: last + shift });
    }
  }

  TimeMap.Playback = Playback;
  Object.assign(Playback, { UNITS, SPEEDS, firstAfter });
})((window.TimeMap = window.TimeMap || {}));
