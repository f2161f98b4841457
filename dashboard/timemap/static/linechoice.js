// What the line is drawn from: articles or record too, what was known when; and the line as a file.
(function (TimeMap) {
  "use strict";

  const { make, fill } = TimeMap.dom;
  const { text } = TimeMap;
  const FORMS = ["geojson", "gpkg"];

  TimeMap.LineChoice = class {
    constructor({ dataset, control, store, source }) {
      Object.assign(this, { control, store, source });
      const lines = ["articles", "record"];
      this.line = TimeMap.dom.radios("line", lines, "line.label", store);
      this.line.element.hidden = !dataset.facts.length; // without a record there is no choice
      this.known = TimeMap.dom.radios("known", ["later", "day"], "known.label", store);
      this.hint = make("p", { class: "tm-hint" });
      this.known.element.append(this.hint);
      this.files = make("p", { class: "tm-downloads" });
      this.element = make("div", {}, [this.line.element, this.known.element, this.files]);
      store.subscribe(["line", "known", "without", "last"], (state) => this.show(state));
      this.show(store.get());
    }

    show(state) {
      this.line.show(state.line);
      this.known.show(state.known);
      this.known.element.hidden = !TimeMap.hasKnown(this.control, state.line);
      this.hint.textContent = text(`known.${state.known}.hint`);
      this.#offer(state);
    }

    #offer(state) {
      const drawn = TimeMap.frameAt(this.control, state);
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
