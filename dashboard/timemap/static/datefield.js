// Today's date in large words, which can be typed over.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const { text, textCount } = TimeMap;

  TimeMap.DateField = class {
    #detail;
    #clock;
    #isFitted = false;
    #shown = ""; // what the field was made to say, null while somebody types

    constructor(playback, store) {
      Object.assign(this, { playback, store });
      this.field = make("input", {
        class: "tm-date",
        type: "text",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": text("timeline.date"),
        "aria-describedby": "tm-date-error",
        title: text("timeline.date.hint"),
      });
      this.detail = make("p", { class: "tm-date-detail" });
      this.error = make("p", { class: "tm-date-error", id: "tm-date-error", role: "alert", hidden: true });
      this.element = make("form", { class: "tm-date-form" }, [this.field, this.detail, this.error]);
      this.#detail = TimeMap.wordsOf(this.detail);
      this.#clock = TimeMap.writer((clock) => {
        this.element.dataset.clock = clock;
        this.field.setAttribute("aria-label", text(clock === "reported" ? "timeline.reported.date" : "timeline.date"));
      });
      this.#listen();
    }

    #listen() {
      this.element.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#read(this.field.value.trim());
      });
      this.field.addEventListener("focus", () => {
        this.playback.pause();
        this.field.select();
      });
      this.field.addEventListener("input", () => (this.#shown = null));
      this.field.addEventListener("blur", () => this.#reset());
      this.field.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.#reset();
        this.field.select();
      });
    }

    // Room for the longest date of the language, so that none is cut off and the buttons beside it stay where they are.
    #fit() {
      const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2000, month, 28) / 86400000);
      const ruler = make("span", { class: "tm-date tm-date-ruler", text: months.map((day) => TimeMap.calendar.format(day)).join("\n") });
      this.element.append(ruler);
      const em = ruler.getBoundingClientRect().width / parseFloat(getComputedStyle(ruler).fontSize);
      ruler.remove();
      if (em > 0) this.element.style.setProperty("--tm-date-width", `${em.toFixed(2)}em`);
      this.#isFitted = em > 0;
    }

    /** Show the date of a state; what is being typed stays until it is right or taken back. */
    show(state) {
      if (!this.#isFitted && this.element.isConnected) this.#fit();
      const events = textCount("timeline.events", this.playback.count(state));
      this.#detail(`${TimeMap.clockWords(state)} · ${events}`);
      this.#clock(state.clock);
      if (document.activeElement === this.field && (this.#shown === null || !this.error.hidden)) return;
      const date = TimeMap.calendar.format(state.last);
      if (date !== this.#shown) this.field.value = this.#shown = date;
    }

    #reset() {
      this.#shown = "";
      this.#complain(null);
      this.show(this.store.get());
    }

    #read(typed) {
      if (!typed || typed === TimeMap.calendar.format(this.store.get().last)) return this.#reset();
      const span = TimeMap.calendar.parse(typed);
      if (!span) return this.#complain(text("timeline.date.bad", { text: typed }));
      const { first, last } = this.playback.all;
      if (span.last < first || span.first > last) return this.#complain(this.#outside(span));
      this.playback.goTo({ first: Math.max(span.first, first), last: Math.min(span.last, last) });
      this.store.flush();
      this.#reset();
      this.field.select();
    }

    #outside(span) {
      const { first, last } = this.playback.all;
      const { format } = TimeMap.calendar;
      const date = TimeMap.formatInterval(span.first, span.last);
      return text("timeline.date.outside", { date, first: format(first), last: format(last) });
    }

    #complain(sentence) {
      this.error.hidden = !sentence;
      this.error.textContent = sentence || "";
      if (sentence) this.field.setAttribute("aria-invalid", "true");
      else this.field.removeAttribute("aria-invalid");
    }
  };
})((window.TimeMap = window.TimeMap || {}));
