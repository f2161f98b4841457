// What the line is drawn from: articles or record too, what was known when; and the line as a file.
(function (TimeMap) {
  "use strict";

  const { make, fill } = TimeMap.dom;
  const { text } = TimeMap;
  const FORMS = ["geojson", "gpkg"];

  TimeMap.LineChoice = class {
    constructor({ dataset, control, store, source, map }) {
      Object.assign(this, { control, store, source, map });
      const lines = ["articles", "record"];
      this.line = TimeMap.dom.radios("line", lines, "line.label", store);
      this.line.element.hidden = !dataset.facts.length; // without a record there is no choice
      this.known = TimeMap.dom.radios("known", ["later", "day"], "known.label", store);
      this.hint = make("p", { class: "tm-hint" });
      this.known.element.append(this.hint);
      this.files = make("p", { class: "tm-downloads" });
      this.element = make("div", {}, [this.line.element, this.known.element, this.files]);
      this.showing = TimeMap.writer(() => this.#write());
      store.subscribe(["line", "known", "without", "last", "layers"], (state) => this.show(state));
      this.show(store.get());
    }

    // A step in time changes the links to the files where there is a line, and nothing where there is none.
    show(state) {
      const drawn = TimeMap.frameAt(this.control, state);
      const offered = drawn && drawn.places.length > 0 ? state.last : null;
      this.showing([state.line, state.known, state.without, state.layers, drawn && drawn.day, offered].join("|"));
    }

    #write() {
      const state = this.store.get();
      this.line.show(state.line);
      this.known.show(state.known);
      this.known.element.hidden = !TimeMap.hasKnown(this.control, state.line);
      this.hint.textContent = text(`known.${state.known}.hint`);
      const drawn = TimeMap.frameAt(this.control, state);
      this.#offer(state, drawn);
      const seen = drawn && drawn.areas.length && ["areas", "front"].some((layer) => state.layers.includes(layer));
      this.#credit(seen ? text(`line.credit.${state.line}`) : null);
    }

    /** Beside the sources of the map itself: that the line is computed, and from what. */
    #credit(words) {
      const control = this.map.attributionControl;
      if (!control || words === this.credited) return;
      if (this.credited) control.removeAttribution(this.credited);
      if (words) control.addAttribution(words);
      this.credited = words;
    }

    #offer(state, drawn) {
      this.files.hidden = !this.source.data || !drawn || !drawn.places.length;
      if (this.files.hidden) return;
      const links = FORMS.map((form) =>
        make("a", { href: this.source.data(`frontline.${form}?${query(state)}`), download: "", text: text(`download.${form}`) }),
      );
      fill(this.files, [make("span", { text: text("download.label") }), ...links]);
    }
  };

  function query({ last, line, known, without }) {
    const day = TimeMap.dayToIso(last);
    const asked = new URLSearchParams({ date: day, line });
    if (known === "day") asked.set("known", day);
    if (without) asked.set("without", without);
    return asked.toString();
  }
})((window.TimeMap = window.TimeMap || {}));
