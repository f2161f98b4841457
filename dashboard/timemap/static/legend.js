// What the marks mean, in words, with the marks themselves.
(function (TimeMap) {
  "use strict";

  const { make, symbol, fill } = TimeMap.dom;
  const { text } = TimeMap;
  const SVG = "http://www.w3.org/2000/svg";

  /** A swatch drawn from plain shapes: `[tag, attributes]` each. */
  function swatch(shapes, className) {
    const element = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({
      viewBox: "0 0 28 16",
      class: `tm-swatch ${className || ""}`,
      "aria-hidden": "true",
    }))
      element.setAttribute(name, value);
    for (const [tag, attributes] of shapes) {
      const shape = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
      element.append(shape);
    }
    return element;
  }

  const ring = { fill: "none", stroke: "currentColor", "stroke-width": 2 };
  const stroke = (extra) => ["path", { d: "M2 8h24", ...ring, ...extra }];
  const mark = (extra) => [
    "path",
    { d: TimeMap.symbols.diamond, transform: "translate(6 0)", ...ring, "stroke-width": 1.6, ...extra },
  ];
  const place = (extra) => ["circle", { cx: 14, cy: 8, r: 4, ...extra }];
  const around = (extra) => ["circle", { cx: 14, cy: 8, r: 6.5, ...ring, ...extra }];
  const filled = { fill: "currentColor" };
  const area = { x: 2, y: 2, width: 24, height: 12, fill: "currentColor" };
  const hatch = ["path", { d: "M3 15L13 1M9 15L19 1M15 15L25 1", ...ring, "stroke-width": 1, opacity: 0.6 }];

  const FRONT = [stroke({ "stroke-width": 2.5, "stroke-dasharray": "5 4" })];

  const CERTAINTY = [
    ["legend.sure", [mark(filled)]],
    ["legend.unsure", [mark()]],
    ["legend.planned", [mark({ "stroke-dasharray": "2.4 1.8" })]],
    ["legend.place", [place(filled)]],
    ["legend.place.unsure", [place({ ...ring, "stroke-width": 1.6 })]],
    ["legend.held", [place(filled), around({ class: "tm-side-a" })]],
    [
      "legend.contested",
      [
        place(filled),
        ["path", { d: "M14 1.5a6.5 6.5 0 0 0 0 13", ...ring, class: "tm-side-a" }],
        ["path", { d: "M14 1.5a6.5 6.5 0 0 1 0 13", ...ring, class: "tm-side-b" }],
      ],
    ],
    ["legend.unknown", [place(filled), around({ "stroke-dasharray": "1 2.2" })]],
    [
      "legend.area",
      [
        ["rect", { ...area, width: 12, opacity: 0.55, class: "tm-side-fill" }],
        ["rect", { ...area, x: 14, width: 12, opacity: 0.22, class: "tm-side-fill" }],
      ],
    ],
    ["legend.front.solid", [stroke({ "stroke-width": 2.5 })]],
    ["legend.front.dashed", FRONT],
    ["legend.band", [["rect", { ...area, opacity: 0.18 }], stroke({ "stroke-width": 1.5 })]],
    ["legend.change", [["path", { d: "M9 4h10l-5 8z", ...filled }]]],
    [
      "legend.change.unsure",
      [
        ["path", { d: "M2 4h12", ...ring, opacity: 0.45 }],
        ["path", { d: "M13 4h10l-5 8z", ...ring, "stroke-width": 1.5 }],
      ],
    ],
    ["legend.member", [around({ "stroke-width": 1.4, "stroke-dasharray": "3 3" })]],
    [
      "legend.shape",
      [
        ["rect", { ...area, rx: 5, opacity: 0.15 }],
        ["rect", { ...area, ...ring, rx: 5, "stroke-width": 1, "stroke-dasharray": "2 2" }],
      ],
    ],
    ["legend.unclaimed", [hatch]],
    [
      "legend.record",
      [
        ["rect", { x: 9, y: 3, width: 10, height: 10, ...ring, "stroke-width": 1.5 }],
        ["rect", { x: 11.5, y: 5.5, width: 5, height: 5, class: "tm-side-fill" }],
      ],
    ],
  ];

  const partyStyle = (party) => ({ "--tm-party": `var(--tm-slot-${party.colour})` });

  class Legend {
    constructor(element, dataset, store) {
      Object.assign(this, { element, dataset, store });
      element.classList.add("tm-legend");
      dataset.parties
        .slice(0, 2)
        .forEach(({ colour }, i) => element.style.setProperty(`--tm-side-${"ab"[i]}`, `var(--tm-slot-${colour})`));
      fill(element, [this.#parties(), this.#events(), this.#certainty()]);
    }

    #section(key, rows) {
      return make("section", {}, [
        make("h4", { class: "tm-panel-heading", text: text(key) }),
        make("ul", { class: "tm-legend-list" }, rows),
      ]);
    }

    #row(picture, words) {
      return make("li", {}, [picture, make("span", { dir: "auto", text: words })]);
    }

    #parties() {
      const { parties } = this.dataset;
      if (!parties.length) return null;
      const box = () => swatch([["rect", { x: 3, y: 2, width: 22, height: 12, rx: 2 }]], "tm-swatch-party");
      return this.#section(
        "legend.parties",
        parties.map((party) => {
          const row = this.#row(box(), party.name);
          row.style.setProperty("--tm-party", partyStyle(party)["--tm-party"]);
          return row;
        }),
      );
    }

    #events() {
      const used = new Set(this.dataset.event.type);
      const rows = [];
      for (const group of groupsOf(this.dataset, used)) {
        rows.push(make("li", { class: "tm-legend-group", text: text(`group.${group.id}`) }));
        for (const types of bySymbol(group.types))
          rows.push(this.#row(TimeMap.Legend.symbolOf(types[0]), types.map((type) => type.label).join(", ")));
      }
      return rows.length ? this.#section("legend.events", rows) : null;
    }

    #certainty() {
      return this.#section(
        "legend.certainty",
        CERTAINTY.map(([key, shapes]) => this.#row(swatch(shapes), text(key))),
      );
    }

    /** What the ground means, always on the map: opens the whole legend. On a narrow one the parties go by short names. */
    static brief(dataset, control, onClick) {
      if (!dataset.parties.length) return null;
      const row = (picture, words, short) =>
        make("span", { class: "tm-brief-row" }, [
          picture,
          make("span", { class: "tm-brief-short", dir: "auto", text: short }),
          words !== short && make("span", { class: "tm-brief-name", dir: "auto", text: words }),
        ]);
      const names = dataset.parties.map((party) =>
        row(make("i", { class: "tm-brief-party", style: partyStyle(party) }), party.name, party.short || party.name),
      );
      const drawn = Object.values(control.modes).flatMap((mode) => mode.frames);
      const hatched = drawn.some((frame) => dataset.theatre.shape != null || frame.areas.some((each) => each.party === null));
      const rows = [
        drawn.some((frame) => frame.lines.length) && row(swatch(FRONT), text("brief.front"), text("brief.front.short")),
        hatched && row(swatch([hatch]), text("brief.unclaimed"), text("brief.unclaimed.short")),
        make("span", { class: "tm-brief-hint", text: text("brief.hint") }),
      ];
      return make(
        "button",
        { type: "button", class: "tm-brief", "aria-label": text("legend.open"), on: { click: onClick } },
        [...names, ...rows],
      );
    }

    /** The symbol of an event type in the colour of its group. */
    static symbolOf(type) {
      const picture = symbol(type.symbol);
      const group = TimeMap.palette && (TimeMap.palette.groups[type.group] || TimeMap.palette.groups.other);
      if (group) {
        picture.style.setProperty("--tm-light", group.hue ? group.hue.light : group.light);
        picture.style.setProperty("--tm-dark", group.hue ? group.hue.dark : group.dark);
      }
      return picture;
    }
  }

  /** Types that are drawn alike stand in one row. */
  function bySymbol(types) {
    const rows = new Map();
    for (const type of types) rows.set(type.symbol, [...(rows.get(type.symbol) || []), type]);
    return [...rows.values()];
  }

  const GROUPS = ["combat", "territory", "movement", "politics", "support", "other"];

  /** Event types in use, by group, each with its place in the dictionary. */
  function groupsOf(dataset, used) {
    const types = dataset.event_types.map((type, index) => ({ ...type, index })).filter((type) => used.has(type.index));
    const groupOf = (type) => (GROUPS.includes(type.group) ? type.group : "other");
    return GROUPS.map((id) => ({ id, types: types.filter((type) => groupOf(type) === id) })).filter(
      (group) => group.types.length,
    );
  }

  TimeMap.Legend = Legend;
  Legend.groupsOf = groupsOf;
})((window.TimeMap = window.TimeMap || {}));
