// A panel or the drawer as a sheet from below on a phone: low, half or full, by dragging its head, by a button, by keys.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const { text } = TimeMap;
  const HEIGHTS = ["low", "half", "full"];
  const STEPS = { ArrowUp: 1, PageUp: 1, ArrowDown: -1, PageDown: -1, Home: -2, End: 2 };
  const SLOP_PX = 6; // a finger that presses moves this much without meaning to
  const FLING_MS = 160; // how far ahead a fling is followed
  const SLIDE_MS = 160;

  /**
   * @param element what becomes a sheet where the screen is narrow (sheet.css)
   * @param head    its head: stays in sight when the sheet is low, and is what is dragged
   * @param options {close(), changed()}: it was drawn below the edge; it has another height
   */
  TimeMap.Sheet = class {
    #drag = null;
    #moved = false;

    constructor(element, head, { close, changed = () => {} }) {
      Object.assign(this, { element, head, close, changed });
      this.handle = make("button", { type: "button", class: "tm-sheet-handle" });
      element.classList.add("tm-sheet");
      head.classList.add("tm-sheet-head");
      head.prepend(this.handle);
      this.handle.addEventListener("click", () => !this.#moved && this.#set(HEIGHTS[(this.#now() + 1) % HEIGHTS.length]));
      this.handle.addEventListener("keydown", (event) => this.#key(event));
      head.addEventListener("pointerdown", (event) => this.#take(event));
      this.reset();
    }

    /** As it opens: half as high as the map. */
    reset(height = "half") {
      this.#name(height);
      this.element.style.height = "";
    }

    #now() {
      return HEIGHTS.indexOf(this.element.dataset.sheet);
    }

    #name(height) {
      this.element.dataset.sheet = height;
      this.handle.setAttribute("aria-label", text(`sheet.${height}`));
    }

    #set(height) {
      const before = this.element.offsetHeight;
      const inside = this.element.contains(document.activeElement) && !this.head.contains(document.activeElement);
      this.#name(height);
      this.element.style.height = "";
      // What had the focus is out of sight in a low sheet.
      if (height === "low" && inside) this.handle.focus({ preventScroll: true });
      const after = this.element.offsetHeight;
      if (before !== after && !matchMedia("(prefers-reduced-motion: reduce)").matches)
        this.element.animate([{ height: `${before}px` }, { height: `${after}px` }], { duration: SLIDE_MS, easing: "ease-out" });
      this.changed();
    }

    #key(event) {
      const by = STEPS[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.#set(HEIGHTS[Math.min(Math.max(0, this.#now() + by), HEIGHTS.length - 1)]);
    }

    #take(event) {
      this.#moved = false;
      const elsewhere = event.target.closest("button, a") && !event.target.closest(".tm-sheet-handle");
      if (elsewhere || event.button || !this.handle.offsetParent) return;
      const at = { y: event.clientY, time: event.timeStamp };
      const done = new AbortController();
      this.#drag = { from: event.clientY, height: this.element.offsetHeight, before: at, last: at, sizes: null, done };
      // A quick pointer has left the head before its first move is told.
      const { signal } = done;
      window.addEventListener("pointermove", (moved) => this.#draw(moved), { signal });
      for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => this.#let(), { signal });
    }

    #draw(event) {
      const drag = this.#drag;
      if (!this.#moved && Math.abs(event.clientY - drag.from) < SLOP_PX) return;
      if (!this.#moved) {
        this.#moved = true;
        this.head.setPointerCapture(event.pointerId);
        drag.sizes = this.#sizes();
        this.element.dataset.sheet = "half"; // all its parts are there as it grows
      }
      drag.before = drag.last;
      drag.last = { y: event.clientY, time: event.timeStamp };
      drag.now = Math.min(drag.height + drag.from - event.clientY, drag.sizes.full);
      this.element.style.height = `${Math.max(drag.now, 0)}px`;
    }

    #let() {
      const drag = this.#drag;
      this.#drag = null;
      drag.done.abort();
      if (!this.#moved) return;
      const { before, last, sizes } = drag;
      const speed = (before.y - last.y) / Math.max(1, last.time - before.time);
      const end = drag.now + speed * FLING_MS;
      if (end < sizes.low / 2) {
        this.reset();
        return this.close();
      }
      this.#set(HEIGHTS.reduce((best, each) => (Math.abs(sizes[each] - end) < Math.abs(sizes[best] - end) ? each : best)));
    }

    /** Each height in pixels, as the style sheet has them. */
    #sizes() {
      const { dataset } = this.element;
      const before = dataset.sheet;
      const sizes = {};
      for (const each of HEIGHTS) {
        dataset.sheet = each;
        sizes[each] = this.element.offsetHeight;
      }
      dataset.sheet = before;
      return sizes;
    }
  };
})((window.TimeMap = window.TimeMap || {}));
