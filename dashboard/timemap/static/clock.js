// Two clocks: marks by when it happened, or by when it was reported.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const { text } = TimeMap;
  const CLOCKS = ["happened", "reported"];

  TimeMap.link.keep({
    key: "clock",
    initial: "happened",
    read: (value) => (CLOCKS.includes(value) ? value : undefined),
    write: (value) => value,
  });

  /** The choice between the clocks, with one line that says what it changes; stands in the timeline's options. */
  TimeMap.ClockChoice = class {
    #write;

    constructor(store) {
      const names = CLOCKS.map((clock) => [clock, text(`clock.${clock}`)]);
      this.choice = TimeMap.dom.segmented(text("clock.label"), names, (clock) => store.set({ clock }));
      this.line = make("p", { class: "tm-clock-line", id: "tm-clock-line" });
      this.choice.element.setAttribute("aria-describedby", this.line.id);
      this.element = make("div", { class: "tm-clock" }, [this.choice.element, this.line]);
      this.#write = TimeMap.writer((clock) => {
        this.choice.show(clock);
        this.line.textContent = text(`clock.${clock}.line`);
      });
    }

    show({ clock }) {
      this.#write(clock);
    }
  };

  /** Words for the date shown: which days, by which clock. */
  TimeMap.clockWords = function ({ mode, clock, first }) {
    const key = { window: "from", cumulative: "upto", instant: "onday" }[mode];
    const prefix = clock === "reported" ? "timeline.reported" : "timeline";
    return text(`${prefix}.${key}`, { first: TimeMap.calendar.format(first) });
  };
})((window.TimeMap = window.TimeMap || {}));
