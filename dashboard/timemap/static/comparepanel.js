// Two dates compared: what changed hands between them, and the sentences that say so.
(function (TimeMap) {
  "use strict";

  const { make, fill } = TimeMap.dom;
  const { text } = TimeMap;
  const SETTLE_MS = 150; // the list is made again at most this often while the date moves
  const REST_MS = 600;
  const QUOTES = 2; // sentences shown for a place; the drawer has them all
  const HALFWAY = 50;

  TimeMap.addPanel({
    name: "compare",
    icon: "compare",
    button: "compare.button",
    order: 50,
    make: (app, handle) => new ComparePanel(app, handle),
  });

  class ComparePanel {
    #timer = 0;
    #shown = null;
    #spoken = "";
    #speak = TimeMap.putOff(() => this.#read());

    constructor({ control, dataset, store, source, notices, timeline }, handle) {
      Object.assign(this, { control, dataset, store, source, notices, handle, playback: timeline.playback });
      this.open = false;
      this.earlier = this.#date("earlier", (day) => this.#compare(day));
      this.later = this.#date("later", (day) => this.playback.goTo({ first: day, last: day }));
      this.swipe = make("button", {
        type: "button",
        class: "tm-button",
        text: text("compare.swipe"),
        on: { click: () => this.#toggleSwipe() },
      });
      const stop = make("button", {
        type: "button",
        class: "tm-button",
        text: text("compare.stop"),
        on: { click: () => (this.#stop(), handle.close()) },
      });
      this.summary = make("div", { class: "tm-compare-summary", role: "status" });
      this.changes = make("ul", { class: "tm-compare-list" });
      this.element = make("div", { class: "tm-compare" }, [
        make("div", { class: "tm-compare-dates" }, [this.earlier.element, this.later.element]),
        make("p", { class: "tm-hint", text: text("compare.hint") }),
        make("div", { class: "tm-compare-actions" }, [this.swipe, stop]),
        this.summary,
        this.changes,
      ]);
      store.subscribe(["last"], () => this.#follow());
      store.subscribe(["compare", "swipe", "line", "known", "without", "drawn"], () => this.#settle());
      this.#start();
    }

    /** Told by the panels when this one opens and closes: opened, it compares at once. */
    show(open) {
      this.open = open;
      const { compare, first } = this.store.get();
      if (open && !compare) this.#compare(first);
      if (open) this.#draw();
    }

    // A link names both days; the later one is the date shown.
    #start() {
      const days = TimeMap.comparison.days(this.store.get());
      if (days) this.store.set({ last: days[1], first: Math.min(days[1], this.store.get().first) });
      this.#settle();
    }

    #compare(earlier) {
      const { last } = this.store.get();
      this.store.set({ compare: `${TimeMap.dayToIso(earlier)}..${TimeMap.dayToIso(last)}` });
      this.store.flush();
    }

    #follow() {
      const days = TimeMap.comparison.days(this.store.get());
      if (days && days[1] !== this.store.get().last) this.#compare(days[0]);
    }

    #stop() {
      this.store.set({ compare: null, swipe: null });
    }

    #toggleSwipe() {
      this.store.set({ swipe: this.store.get().swipe === null ? HALFWAY : null });
    }

    /** A date that can be typed, with a button that takes the one shown. */
    #date(which, choose) {
      const field = make("input", { type: "text", class: "tm-compare-date", autocomplete: "off", spellcheck: "false" });
      const error = make("p", { class: "tm-date-error", role: "alert", hidden: true });
      let isTyping = false; // what is being typed stays, whatever the map does meanwhile
      const complain = (sentence) => {
        error.hidden = !sentence;
        error.textContent = sentence || "";
        if (sentence) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      };
      const read = () => {
        const span = TimeMap.calendar.parse(field.value.trim());
        const { first, last } = this.playback.all;
        if (!span) return complain(text("timeline.date.bad", { text: field.value.trim() }));
        const day = which === "earlier" ? span.first : span.last;
        if (day < first || day > last) return complain(this.#outside(day));
        complain(null);
        isTyping = false;
        choose(day);
      };
      field.addEventListener("input", () => (isTyping = true));
      field.addEventListener("change", read);
      field.addEventListener("keydown", (event) => event.key === "Enter" && read());
      const take = make("button", {
        type: "button",
        class: "tm-button",
        text: text("compare.take"),
        "aria-label": text("compare.take.label"),
        on: { click: () => choose(this.store.get().last) },
      });
      const label = make("label", { class: "tm-compare-field" }, [
        make("span", { class: "tm-field-label", text: text(`compare.${which}`) }),
        field,
      ]);
      const element = make("div", { class: "tm-compare-row" }, [label, error, which === "earlier" && take]);
      const show = (day) => {
        if (document.activeElement === field && (isTyping || !error.hidden)) return;
        isTyping = false;
        complain(null);
        field.value = TimeMap.calendar.format(day);
      };
      return { element, show };
    }

    #outside(day) {
      const { first, last } = this.playback.all;
      const { format } = TimeMap.calendar;
      return text("timeline.date.outside", { date: format(day), first: format(first), last: format(last) });
    }

    #settle() {
      this.#notice();
      if (this.#timer) return;
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        if (this.open) this.#draw();
      }, SETTLE_MS);
    }

    // The panel may be closed while the map goes on comparing: a note over it says so.
    #notice() {
      const state = this.store.get();
      const days = TimeMap.comparison.days(state);
      if (!days) return this.notices.clear("compare");
      const [a, b] = days.map((day) => TimeMap.calendar.format(day, "short"));
      this.notices.say("compare", text("compare.notice", { a, b }), [
        { label: text("compare.swipe"), pressed: state.swipe !== null, run: () => this.#toggleSwipe() },
        { label: text("compare.stop"), run: () => this.#stop() },
      ], "none");
    }

    #draw() {
      this.#speak(REST_MS);
      const state = this.store.get();
      const days = TimeMap.comparison.days(state);
      this.swipe.setAttribute("aria-pressed", String(state.swipe !== null));
      this.earlier.show(days ? days[0] : state.first);
      this.later.show(state.last);
      const found = TimeMap.comparison.between(this.control, state);
      if (!found) return this.#say([text("compare.order", { date: TimeMap.calendar.format(days ? days[0] : state.first) })]);
      if (found === this.#shown) return;
      this.#shown = found;
      this.#say(this.#ground(found));
      const places = found.places.filter((place) => place.evidence.length || place.state === "held");
      fill(this.changes, places.map((place) => this.#place(place)));
    }

    #say(children) {
      if (children.length === 1 && typeof children[0] === "string") {
        this.#shown = null;
        fill(this.changes, []);
      }
      this.summary.setAttribute("aria-live", "off");
      fill(this.summary, children.map((each) => (typeof each === "string" ? make("p", { text: each }) : each)));
    }

    // A reader is told the outcome where the slider rests, not at each step: what is put in anew is read out.
    #read() {
      if (this.summary.textContent === this.#spoken) return;
      this.#spoken = this.summary.textContent;
      this.summary.setAttribute("aria-live", "polite");
      this.summary.replaceChildren(...[...this.summary.childNodes].map((node) => node.cloneNode(true)));
    }

    #ground({ ground, places, movedKm }) {
      const number = new Intl.NumberFormat(TimeMap.locale(), { maximumSignificantDigits: 3 });
      const rows = [...ground]
        .sort((a, b) => b.km2 - a.km2)
        .filter(({ km2 }) => km2 >= 1)
        .map(({ previous, holder, km2 }) => {
          const words = text("compare.ground", {
            party: this.#name(holder),
            km2: number.format(km2),
            previous: this.#name(previous),
          });
          return make("p", { class: "tm-compare-ground" }, [this.#swatch(holder), make("span", { text: words })]);
        });
      if (movedKm !== null && movedKm >= 0.5) rows.push(text("compare.moved", { km: number.format(movedKm) }));
      if (movedKm === null) rows.push(text("compare.noline"));
      if (!rows.length || (!ground.length && !places.length)) rows.unshift(text("compare.nothing"));
      return rows.map((row) => (typeof row === "string" ? make("p", { text: row }) : row));
    }

    /** The hatch that ground taken by a party has on the map. */
    #swatch(party) {
      const style = {
        "--tm-party": `var(--tm-slot-${(this.dataset.parties[party] || {}).colour})`,
        "--tm-hatch": `${TimeMap.hatchAngle(party)}deg`,
      };
      return make("i", { class: "tm-hatch", "aria-hidden": "true", style });
    }

    #place(place) {
      const { name, previous, was, holder, state, parties, evidence } = place;
      const words = text("compare.change", {
        before: this.#holder(was, previous, null),
        after: this.#holder(state, holder, parties),
      });
      const quotes = make("div", { class: "tm-compare-quotes" });
      evidence.slice(0, QUOTES).forEach((key) => this.#quote(quotes, key));
      return make("li", { class: "tm-compare-place" }, [
        make("p", { class: "tm-row-title", dir: "auto", text: name }),
        make("p", { class: "tm-row-detail", text: words }),
        quotes,
      ]);
    }

    #holder(state, party, parties) {
      if (state === "contested") {
        const names = (parties || []).map((each) => this.#name(each)).filter(Boolean);
        return names.length ? text("compare.contested", { parties: names.join(" · ") }) : text("compare.contested.by");
      }
      return this.dataset.parties[party] && state === "held" ? this.#name(party) : text("compare.unknown");
    }

    #name(party) {
      const it = this.dataset.parties[party];
      return it ? it.short || it.name : "";
    }

    /** A sentence that changed a place; a click opens it in the drawer. */
    #quote(element, key) {
      const press = make("button", {
        type: "button",
        class: "tm-compare-quote",
        dir: "auto",
        text: text("drawer.loading"),
        on: { click: () => this.store.set({ sel: key, n: 1 }) },
      });
      element.append(press);
      const take = (card) => {
        if (!card) throw new Error("no card");
        const words = card.segments.map((segment) => segment.text).join("").trim();
        const { title, source, published_label: day } = card.article;
        const origin = TimeMap.dom.parts([source || title, day], { class: "tm-row-detail" });
        fill(press, [make("q", { text: words }), origin]);
      };
      this.source.card(key).then(take).catch(() => (press.textContent = text("compare.open")));
    }
  }
})((window.TimeMap = window.TimeMap || {}));
