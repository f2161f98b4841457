// The legend of a picture: what is in view, no more.
(function (TimeMap) {
  "use strict";

  const { text } = TimeMap;
  const SIZE = 16;
  const LINE = 26;

  /** Entries {words, width, starts, paint(context)}: `width` of the symbol in pixels, `starts` begins a row. */
  TimeMap.pictureLegend = function (app, state, colours) {
    const frame = frameOf(app, state);
    const rows = eventsInView(app, state);
    const groups = [parties(app, state, frame, colours), events(app, rows, colours), lines(app, state, frame, rows, colours)];
    return groups.flatMap((entries) => entries.map((entry, i) => ({ ...entry, starts: i === 0 })));
  };

  /** The frame of control that holds on the date shown. */
  function frameOf({ control }, state) {
    return TimeMap.frameAt(control, state) || { areas: [], lines: [], places: [] };
  }

  function parties({ dataset, map }, state, frame, colours) {
    const on = new Set(state.layers);
    const seen = new Set();
    const view = map.getBounds();
    if (on.has("areas")) for (const area of frame.areas) if (touches(view, area.geometry)) seen.add(area.party);
    if (on.has("front")) for (const line of frame.lines) if (touches(view, line.geometry)) line.between.forEach((party) => seen.add(party));
    if (on.has("places"))
      for (const { state: held, party, lat, lon } of frame.places)
        if (held === "held" && lat !== null && view.contains([lat, lon])) seen.add(party);
    const box = (index) => (context) => {
      context.fillStyle = colours.party(index);
      context.beginPath();
      context.roundRect(0, 2, 22, 12, 2);
      context.fill();
    };
    return dataset.parties.flatMap((party, index) =>
      seen.has(index) ? [{ words: party.name, width: 22, paint: box(index) }] : [],
    );
  }

  function eventsInView({ dataset, index, map }, state) {
    if (!state.layers.includes("events")) return [];
    const view = map.getBounds();
    const { place, lat, lon } = dataset.event;
    return Array.from(index.query(state).events).filter((row) => {
      if (lat && !Number.isNaN(lat[row])) return view.contains([lat[row], lon[row]]);
      const at = place[row] === TimeMap.NONE ? null : dataset.places[place[row]];
      return Boolean(at) && at.lat !== null && view.contains([at.lat, at.lon]);
    });
  }

  /** One entry for the types that are drawn alike. */
  function events({ dataset }, rows, colours) {
    const { type } = dataset.event;
    const alike = new Map();
    for (const group of TimeMap.Legend.groupsOf(dataset, new Set(rows.map((row) => type[row])))) {
      for (const each of group.types) {
        const key = `${group.id} ${each.symbol}`;
        alike.set(key, [...(alike.get(key) || []), each]);
      }
    }
    return [...alike.values()].map((types) => ({
      words: types.map(({ label }) => label).join(text("search.comma")),
      width: SIZE,
      paint: symbol(types[0].symbol, colours.group(types[0].group), true),
    }));
  }

  function symbol(name, colour, solid) {
    const path = new Path2D(TimeMap.symbols[name] || TimeMap.symbols.circle);
    return (context) => {
      context.fillStyle = context.strokeStyle = colour;
      context.lineWidth = 1.6;
      if (solid) context.fill(path);
      else context.stroke(path);
    };
  }

  function lines({ dataset, map }, state, frame, rows, colours) {
    const entries = [];
    const { earliest, latest } = dataset.event;
    const isSure = (row) => earliest[row] === latest[row] && earliest[row] !== TimeMap.OPEN;
    if (rows.some((row) => !isSure(row)))
      entries.push({ words: text("legend.unsure"), width: SIZE, paint: symbol("diamond", colours.ink, false) });
    if (!state.layers.includes("front")) return entries;
    const drawn = frame.lines.filter((line) => touches(map.getBounds(), line.geometry));
    for (const style of ["solid", "dashed"])
      if (drawn.some((line) => line.style === style))
        entries.push({ words: text(`legend.front.${style}`), width: LINE, paint: front(colours.ink, style) });
    if (drawn.some((line) => line.band)) entries.push({ words: text("legend.band"), width: LINE, paint: band(colours.ink) });
    if (state.line === "record" && drawn.length) entries.push({ words: text("line.record"), width: 0, paint: () => {} });
    return entries;
  }

  const front = (colour, style) => (context) => {
    context.strokeStyle = colour;
    context.lineWidth = 2.5;
    context.setLineDash(style === "dashed" ? [5, 4] : []);
    context.stroke(new Path2D(`M0 8h${LINE}`));
  };

  const band = (colour) => (context) => {
    context.fillStyle = colour;
    context.globalAlpha = 0.18;
    context.fillRect(0, 2, LINE, 12);
    context.globalAlpha = 1;
  };

  /** Whether the box around a geometry touches the view. */
  function touches(view, geometry) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const visit = (at) => {
      if (typeof at[0] !== "number") return at.forEach(visit);
      box[0] = Math.min(box[0], at[1]);
      box[1] = Math.min(box[1], at[0]);
      box[2] = Math.max(box[2], at[1]);
      box[3] = Math.max(box[3], at[0]);
    };
    visit(geometry.coordinates);
    return box[0] <= box[2] && view.intersects([[box[0], box[1]], [box[2], box[3]]]);
  }
})((window.TimeMap = window.TimeMap || {}));
