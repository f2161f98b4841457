// What stands around the map in its picture: title, date and filters above; legend and sources below.
(function (TimeMap) {
  "use strict";

  const { text } = TimeMap;
  const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif";
  const FONTS = { title: `600 15px ${FAMILY}`, date: `650 24px ${FAMILY}`, plain: `13px ${FAMILY}`, small: `11.5px ${FAMILY}` };
  const LINES = { title: 20, date: 32, plain: 19, small: 16 };
  const SYMBOL = 16;
  const GAP = 7;
  const BETWEEN = 18;
  const MUTED = 0.72; // how much of the ink a lesser line has
  const LISTS = { types: "event_types", actors: "actors", articles: "articles", kinds: "place_kinds" };

  TimeMap.PictureWords = class {
    #ruler = document.createElement("canvas").getContext("2d");

    /** @param width of the picture in CSS pixels; `pad` keeps off its edges */
    constructor(app, width, pad) {
      const state = app.store.get();
      const colours = new TimeMap.Colours(app.dataset, state.theme);
      Object.assign(this, { width, pad, colours, ink: colours.ink, paper: colours.paper });
      this.rightToLeft = TimeMap.isRightToLeft();
      this.headLines = headLines(app, state).flatMap(([style, words]) => this.#wrapped(style, words));
      this.rows = this.#rows(TimeMap.pictureLegend(app, state, colours));
      this.sources = sourceLines(app).flatMap((words) => this.#wrapped("small", words));
      this.headHeight = 2 * pad - 4 + this.headLines.reduce((sum, [style]) => sum + LINES[style], 0);
      const legend = this.rows.length ? this.rows.length * (SYMBOL + GAP) + GAP : 0;
      this.footHeight = 2 * pad - 6 + legend + this.sources.length * LINES.small;
    }

    head(context) {
      let y = this.pad;
      for (const [style, words] of this.headLines) {
        this.#write(context, words, this.pad, y + LINES[style] / 2, { style, faint: style === "plain" });
        y += LINES[style];
      }
    }

    foot(context) {
      let y = this.pad;
      for (const row of this.rows) {
        for (const { entry, x } of row) {
          this.#picture(context, entry, x, y);
          this.#write(context, entry.words, x + entry.width + GAP, y + SYMBOL / 2);
        }
        y += SYMBOL + GAP;
      }
      if (this.rows.length) y += GAP;
      for (const [, words] of this.sources) {
        this.#write(context, words, this.pad, y + LINES.small / 2, { style: "small", faint: true });
        y += LINES.small;
      }
    }

    /** Words in the middle over a point of the map, with a halo. */
    onMap(context, words, x, y) {
      Object.assign(context, { font: FONTS.plain, textAlign: "center", textBaseline: "alphabetic", lineJoin: "round", lineWidth: 4 });
      context.strokeStyle = this.paper;
      context.strokeText(words, x, y);
      context.fillStyle = this.ink;
      context.fillText(words, x, y);
    }

    /** `x` counts from where reading starts: the left edge, or the right one. */
    #write(context, words, x, middle, { style = "plain", faint = false } = {}) {
      context.font = FONTS[style];
      context.direction = this.rightToLeft ? "rtl" : "ltr";
      context.textAlign = this.rightToLeft ? "right" : "left";
      context.textBaseline = "middle";
      context.globalAlpha = faint ? MUTED : 1;
      context.fillStyle = this.ink;
      context.fillText(words, this.rightToLeft ? this.width - x : x, middle);
      context.globalAlpha = 1;
    }

    #picture(context, entry, x, y) {
      context.save();
      context.translate(this.rightToLeft ? this.width - x - entry.width : x, y);
      entry.paint(context);
      context.restore();
    }

    /** Entries of the legend in rows, each as far along as it stands. */
    #rows(entries) {
      const rows = [];
      let x = Infinity;
      for (const entry of entries) {
        const length = entry.width + GAP + this.#measure("plain", entry.words);
        if (x + length > this.width - this.pad || entry.starts) {
          rows.push([]);
          x = this.pad;
        }
        rows.at(-1).push({ entry, x });
        x += length + BETWEEN;
      }
      return rows;
    }

    #wrapped(style, words) {
      const room = this.width - 2 * this.pad;
      const lines = [];
      let line = "";
      for (const word of words.split(" ").flatMap((each) => this.#broken(style, each, room))) {
        const longer = line ? `${line} ${word}` : word;
        if (line && this.#measure(style, longer) > room) {
          lines.push(line);
          line = word;
        } else line = longer;
      }
      return [...lines, line].filter(Boolean).map((each) => [style, each]);
    }

    /** A word longer than the picture is wide, in pieces. */
    #broken(style, word, room) {
      if (this.#measure(style, word) <= room) return [word];
      const letters = Array.from(word);
      const half = Math.ceil(letters.length / 2);
      return [letters.slice(0, half), letters.slice(half)].flatMap((part) => this.#broken(style, part.join(""), room));
    }

    #measure(style, words) {
      this.#ruler.font = FONTS[style];
      return this.#ruler.measureText(words).width;
    }
  };

  function headLines({ dataset }, state) {
    const { format } = TimeMap.calendar;
    const filters = filterWords(dataset, state);
    return [
      ["title", TimeMap.named(dataset.title) || text("picture.untitled")],
      ["date", format(state.last)],
      ["plain", TimeMap.clockWords(state)],
      ...(filters ? [["plain", text("picture.filters", { filters })]] : []),
    ];
  }

  /** A picture of a part must say that it is one. */
  function filterWords(dataset, state) {
    const chosen = Object.entries(LISTS).flatMap(([key, dictionary]) =>
      (state[key] || []).map((id) => {
        const entry = dataset[dictionary].find((each) => each.id === id);
        return entry ? entry.label || entry.name || entry.title || entry.id : id;
      }),
    );
    if (state.modality === "all") chosen.push(text("modality.all"));
    if (state.q) chosen.push(`“${state.q}”`);
    return chosen.join(" · ");
  }

  function sourceLines({ dataset, map }) {
    const credit = map.getContainer().querySelector(".leaflet-control-attribution");
    const articles = TimeMap.textCount("picture.articles", dataset.articles.length);
    return [articles, credit && text("picture.map", { credit: credit.textContent.trim() })].filter(Boolean);
  }
})((window.TimeMap = window.TimeMap || {}));
