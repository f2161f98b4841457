// The slider itself: histogram, window and its two handles, under pointer, wheel and keys.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const MARGIN_PX = 30; // room for a handle beside the first and the last day
  const CLICK_PX = 4;
  const TICK_PX = 7; // how near to a tick is on it
  const ZOOM_PER_PX = 1.0015;

  // A change known only as "on or before" a day is said to be so.
  const datesOf = ({ first, last, known }) =>
    TimeMap.formatInterval(first === last && !known ? TimeMap.OPEN : first, last);

  // A hundredth of a pixel cannot be seen: a window that slides keeps its width to the letter.
  const fine = (px) => Math.round(px * 100) / 100;

  class TimeTrack {
    #axis = null;
    #drag = null;
    #bins = null;
    #put;
    #say;
    #mode;

    constructor(playback, store) {
      Object.assign(this, { playback, store });
      this.canvas = make("canvas", { class: "tm-histogram", "aria-hidden": "true" });
      this.before = make("div", { class: "tm-shade" });
      this.after = make("div", { class: "tm-shade" });
      this.window = this.#slider("window", "timeline.window");
      this.first = this.#slider("first", "timeline.first");
      this.last = this.#slider("last", "timeline.last");
      this.tip = make("div", { class: "tm-tip", hidden: true, "aria-hidden": "true" });
      this.element = make("div", { class: "tm-track" }, [
        this.canvas,
        this.before,
        this.after,
        this.window,
        this.first,
        this.last,
        this.tip,
      ]);
      this.histogram = new TimeMap.Histogram(this.canvas);
      this.#prepare();
      this.#listen();
    }

    #slider(part, label) {
      const attributes = { role: "slider", tabindex: "0", "data-part": part, "aria-label": TimeMap.text(label) };
      const kind = part === "window" ? "tm-window" : "tm-handle";
      return make("div", { class: `${kind} tm-${part}`, "aria-describedby": "tm-keys", ...attributes });
    }

    // A step writes only what it changes: with the last day dragged, the first stays untouched.
    #prepare() {
      const parts = ["before", "after", "window", "first", "last"];
      const moved = parts.map((name) => [name, TimeMap.writer((value) => (this[name].style.transform = value))]);
      this.#put = Object.fromEntries(moved);
      this.#put.width = TimeMap.writer((value) => (this.window.style.width = value));
      this.#mode = TimeMap.writer((mode) => this.#showMode(mode));
      for (const handle of [this.first, this.last, this.window]) {
        handle.setAttribute("aria-valuemin", this.playback.all.first);
        handle.setAttribute("aria-valuemax", this.playback.all.last);
      }
      const said = (name) => {
        const now = TimeMap.writer((day) => this[name].setAttribute("aria-valuenow", day));
        const words = TimeMap.writer((text) => this[name].setAttribute("aria-valuetext", text));
        return (day, text) => (now(day), words(text));
      };
      this.#say = { first: said("first"), last: said("last"), window: said("window") };
    }

    #listen() {
      const { element } = this;
      element.addEventListener("pointerdown", (event) => this.#press(event));
      element.addEventListener("pointermove", (event) => (this.#drag ? this.#pull(event) : this.#hover(event)));
      for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
        element.addEventListener(end, (event) => this.#release(event));
      element.addEventListener("pointerleave", () => (this.tip.hidden = true));
      element.addEventListener("dblclick", () => this.playback.setLength(null));
      element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
      TimeMap.trackKeys(element, this.playback);
      new ResizeObserver(() => this.redraw()).observe(element);
    }

    /** Draw all of it anew: size, filters, theme, view or drawn line changed. */
    redraw() {
      const { clientWidth: width } = this.element;
      if (!width) return;
      const { view, index } = this.playback;
      const state = this.store.get();
      this.#axis = TimeMap.Histogram.scale(view.first, view.last, MARGIN_PX, width - 2 * MARGIN_PX);
      this.#bins = index.histogram(state, TimeMap.Histogram.binDays(this.#axis));
      this.changes = TimeMap.changesOfControl(this.playback.dataset, state, index);
      this.histogram.draw(this.#axis, this.#bins, this.changes, this.#colours());
      this.place(state);
    }

    #colours() {
      const style = getComputedStyle(this.element);
      const token = (name) => style.getPropertyValue(name).trim();
      const parties = this.playback.dataset.parties;
      return {
        bar: token("--tm-bar-sure"),
        unsure: token("--tm-bar-unsure"),
        text: token("--tm-muted"),
        line: token("--tm-border"),
        party: (i) => (parties[i] && token(`--tm-slot-${parties[i].colour}`)) || token("--tm-muted"),
      };
    }

    /** Put window and handles where `state` says: all that happens while dragging. */
    place(state) {
      const axis = this.#axis;
      if (!axis) return;
      const { first, last } = this.playback.shown(state);
      const end = axis.left + axis.width;
      const within = (x) => Math.min(Math.max(x, axis.left), end);
      const [a, b] = [within(axis.x(first)), within(axis.x(last + 1))];
      const [left, right] = a < b ? [a, b] : [b, a];
      const put = this.#put;
      put.before(`translateX(${axis.left}px) scaleX(${fine(left - axis.left)})`);
      put.after(`translateX(${fine(right)}px) scaleX(${fine(Math.max(0, end - right))})`);
      put.window(`translateX(${fine(left)}px)`);
      put.width(`${fine(Math.max(1, right - left))}px`);
      put.first(`translateX(${fine(axis.mirrored ? right : left)}px)`);
      put.last(`translateX(${fine(axis.mirrored ? left : right)}px)`);
      this.#describe(state);
    }

    // While it is pulled or plays, a reader would be told each day that goes by: the timeline says where it rests.
    #describe(state) {
      this.#mode(state.mode);
      if (!this.#drag && !this.playback.playing) this.tell(state);
    }

    /** Tell assistive technology what is shown. */
    tell(state) {
      const { format } = TimeMap.calendar;
      const { first, last } = this.playback.shown(state);
      const dates = { first: format(first), last: format(last) };
      this.#say.first(first, dates.first);
      this.#say.last(last, dates.last);
      this.#say.window(last, TimeMap.text("timeline.interval", dates));
    }

    #showMode(mode) {
      this.element.dataset.mode = mode;
      this.first.hidden = mode !== "window";
      this.window.tabIndex = mode === "window" ? 0 : -1;
      this.window.setAttribute("aria-hidden", String(mode !== "window"));
      this.last.setAttribute("aria-label", TimeMap.text(mode === "window" ? "timeline.last" : `timeline.${mode}`));
    }

    #dayAt(event, left) {
      return this.#axis.day(event.clientX - left);
    }

    #press(event) {
      if (event.button !== 0 || !this.#axis) return;
      const tick = this.#tickAt(event);
      if (tick) return this.store.set({ sel: tick.sel, n: 1 });
      const state = this.store.get();
      const left = this.element.getBoundingClientRect().left;
      const day = this.#dayAt(event, left);
      const part = this.#partAt(event, day, state);
      this.playback.pause();
      this.tip.hidden = true;
      this.#drag = { left, day, x: event.clientX, moved: false, from: state, part };
      this.element.setPointerCapture(event.pointerId);
      this.element.classList.add("tm-dragging");
      if (part.endsWith("jump")) this.playback.pullEnd(part.slice(0, -5), this.#within(day));
      const handle = part.startsWith("first") ? this.first : part === "window" ? this.window : this.last;
      handle.focus({ preventScroll: true });
      event.preventDefault();
    }

    // A window over all of the timeline cannot move: there a drag draws a new one.
    #partAt(event, day, state) {
      const part = event.target.dataset.part;
      const { view } = this.playback;
      if (part === "first" || part === "last") return part;
      if (state.mode !== "window") return "last-jump";
      if (part === "window") return state.first <= view.first && state.last >= view.last ? "draw" : "window";
      return day < state.first ? "first-jump" : "last-jump";
    }

    #pull(event) {
      const drag = this.#drag;
      if (!drag.moved && Math.abs(event.clientX - drag.x) < CLICK_PX) return;
      drag.moved = true;
      const { from, part } = drag;
      const day = this.#dayAt(event, drag.left);
      if (part === "window") this.playback.shift(from, day - drag.day);
      else if (part === "draw") this.playback.draw(drag.day, day);
      else if (part.endsWith("jump")) this.playback.pullEnd(part.slice(0, -5), this.#within(day));
      else this.playback.pullEnd(part, this.#within(from[part] + day - drag.day));
    }

    // A drag ends where the timeline does; keys go on beyond, and the timeline follows.
    #within(day) {
      const { first, last } = this.playback.view;
      return Math.min(Math.max(day, first), last);
    }

    #release(event) {
      const drag = this.#drag;
      if (!drag) return;
      this.#drag = null;
      this.element.classList.remove("tm-dragging");
      if (this.element.hasPointerCapture(event.pointerId)) this.element.releasePointerCapture(event.pointerId);
      if (!drag.moved && (drag.part === "window" || drag.part === "draw")) this.playback.moveTo(drag.day);
      this.tell(this.store.get());
    }

    #wheel(event) {
      if (!this.#axis) return;
      event.preventDefault();
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (sideways) {
        const ahead = this.#axis.mirrored && event.deltaX ? -1 : 1;
        const days = (ahead * (event.deltaX || event.deltaY)) / this.#axis.perDay;
        const { first, last } = this.playback.view;
        return this.playback.setView({ first: first + days, last: last + days });
      }
      const left = this.element.getBoundingClientRect().left;
      this.playback.zoom(ZOOM_PER_PX ** event.deltaY, this.#dayAt(event, left));
    }

    #hover(event) {
      const { left } = this.element.getBoundingClientRect();
      const x = event.clientX - left;
      const axis = this.#axis;
      if (!axis || event.pointerType === "touch" || x < axis.left || x > axis.left + axis.width)
        return void (this.tip.hidden = true);
      this.tip.replaceChildren(...this.#hoverLines(axis.day(x)).map((text) => make("div", { text })));
      this.tip.hidden = false;
      this.element.classList.toggle("tm-on-tick", Boolean(this.#tickAt(event)));
      const width = this.tip.offsetWidth;
      this.tip.style.transform = `translateX(${Math.min(Math.max(4, x - width / 2), axis.left * 2 + axis.width - width - 4)}px)`;
    }

    #hoverLines(day) {
      const { start, binDays, sure, unsure } = this.#bins;
      const bin = Math.floor((day - start) / binDays);
      const first = start + bin * binDays;
      const last = Math.min(first + binDays - 1, this.playback.all.last);
      const values = {
        dates: TimeMap.formatInterval(first, last),
        events: TimeMap.textCount("timeline.events", sure[bin] || 0),
        unsure: Math.round((unsure[bin] || 0) * 10) / 10,
      };
      return [
        TimeMap.text(values.unsure ? "timeline.bar.unsure" : "timeline.bar", values),
        ...this.#changeLines(first, last),
      ];
    }

    #changeLines(first, last) {
      const near = Math.ceil(TICK_PX / this.#axis.perDay);
      const found = this.changes.filter((change) => change.last >= first - near && change.last <= last + near);
      const lines = found.slice(0, 3).map((change) => `${TimeMap.changeText(change)} · ${datesOf(change)}`);
      return found.length > 3 ? [...lines, TimeMap.text("timeline.changes.more", { n: found.length - 3 })] : lines;
    }

    /** The change of control whose tick is under the pointer. */
    #tickAt(event) {
      const { left, top } = this.element.getBoundingClientRect();
      if (event.clientY - top > TimeMap.Histogram.CHANGES_PX + 4) return null;
      const away = ({ last }) => Math.abs(this.#axis.x(last + 0.5) - (event.clientX - left));
      const near = this.changes.filter((change) => away(change) <= TICK_PX);
      return near.sort((a, b) => away(a) - away(b))[0] || null;
    }
  }

  TimeMap.TimeTrack = TimeTrack;
})((window.TimeMap = window.TimeMap || {}));
