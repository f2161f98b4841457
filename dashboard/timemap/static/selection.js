// What a mark's key stands for: its heading, and the evidence behind it in reading order.
(function (TimeMap) {
  "use strict";

  const { text } = TimeMap;
  const VAGUE_KM = 15; // a town's own extent says nothing; from here on it is part of what is known
  const SAME_SPOT = 0.01; // degrees
  const SURE = [
    [0.85, "high"],
    [0.65, "medium"],
    [0, "low"],
  ];

  /**
   * Resolve a key such as `place/gn:2210247` or `line/...`.
   *
   * Returns `{sel, title, kind, details: [line], groups: [{label, items: [{key, note}]}], keys, points: [[lat, lon]], drawn}`,
   * null when the dataset holds no such mark. `drawn` is false when the dates and filters shown hide it; `sel` is another
   * key when an area or line has gone on under a new one.
   */
  TimeMap.selection = function (sel, dataset, control, state, index) {
    const slash = (sel || "").indexOf("/");
    const read = READERS[(sel || "").slice(0, slash)];
    const found = read && read(sel.slice(slash + 1), { dataset, control, state, index, sel });
    if (!found) return null;
    const groups = found.groups.filter((group) => group.items.length);
    return { drawn: true, sel, ...found, groups, keys: groups.flatMap((group) => group.items.map((item) => item.key)) };
  };

  const READERS = { place, event, claim, fact, area, line };

  function place(id, scene) {
    const { dataset, state, index } = scene;
    const row = dataset.placeIndex(id);
    if (row < 0) return null;
    const it = dataset.places[row];
    const latestFirst = (rows) => Array.from(rows).reverse();
    const groups = [
      { label: text("group.control"), items: latestFirst(index.claimsAt(row, state)).map((r) => claimItem(r, scene)) },
      {
        label: text("group.events"),
        items: latestFirst(index.eventsAt(row, state)).flatMap((r) => reports(r, dataset)),
      },
      { label: text("group.record"), items: factsAt(it.name, row, scene) },
      {
        label: text("group.mentions"),
        items: latestFirst(index.mentionsAt(row, state)).map((r) => ({ key: mentionKey(r, dataset) })),
      },
    ];
    return {
      title: it.name,
      kind: placeKind(it, dataset),
      details: [...controlOf(row, it, scene), shapeOf(it, dataset)].filter(Boolean),
      groups,
      points: it.lat === null ? [] : [[it.lat, it.lon]],
    };
  }

  function placeKind(it, dataset) {
    const kind = dataset.place_kinds[it.kind];
    return [kind ? sentenceCase(kind.label) : text("selection.place"), TimeMap.countryName(it.country)]
      .filter(Boolean)
      .join(" · ");
  }

  /** The name of an ISO 3166 country code in the language of the interface; anything else as it is. */
  TimeMap.countryName = function (code) {
    if (!/^[A-Z]{2}$/.test(code || "")) return code || "";
    return new Intl.DisplayNames([TimeMap.language()], { type: "region" }).of(code);
  };

  const sentenceCase = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1);

  function shapeOf(it, dataset) {
    if (it.members && it.members.length)
      return it.members
        .map((m) => (dataset.places[m] || {}).name)
        .filter(Boolean)
        .join(", ");
    return it.radius_km >= VAGUE_KM ? text("selection.near", { km: Math.round(it.radius_km) }) : null;
  }

  function controlOf(row, it, { dataset, control, state }) {
    const frame = TimeMap.frameAt(control, state);
    const held = frame && frame.places.find((each) => (each.place === null ? sameSpot(each, it) : each.place === row));
    if (!held) return [];
    const date = TimeMap.calendar.format(state.last);
    const why = TimeMap.isDoubted(held) ? text("drawer.doubted") : held.reason && text("drawer.why", { reason: held.reason });
    if (held.state !== "held" || !dataset.parties[held.party])
      return [text(`drawer.${held.state === "contested" ? "contested" : "unknown"}`, { date }), why];
    const sure = sureness(held.probability);
    return [text("drawer.held", { party: dataset.parties[held.party].name, sure, date }), why];
  }

  function sameSpot(a, b) {
    return b.lat !== null && Math.abs(a.lat - b.lat) < SAME_SPOT && Math.abs(a.lon - b.lon) < SAME_SPOT;
  }

  function sureness(probability) {
    return text(`sure.${SURE.find(([least]) => probability >= least)[1]}`);
  }

  const mentionKey = (row, dataset) => `mention/${dataset.mention.row ? dataset.mention.row[row] : row}`;
  const claimKey = (row, dataset) => `claim/${dataset.hexId("claim", row)}`;

  function claimItem(row, { dataset }) {
    const kind = dataset.claim_kinds[dataset.claim.kind[row]];
    return { key: claimKey(row, dataset), note: kind && kind.label };
  }

  /** An event and its further reports. */
  function reports(row, dataset) {
    const key = `event/${dataset.hexId("event", row)}`;
    const note = dataset.event_types[dataset.event.type[row]].label;
    const count = Math.max(1, dataset.event.evidence_count[row]);
    return Array.from({ length: count }, (_, n) => ({ key: n ? `${key}/${n}` : key, note }));
  }

  function factsAt(name, row, { dataset, state }) {
    if (state.line !== "record" && !state.layers.includes("record")) return [];
    const matches = (fact) => fact.place === row || fact.place === name || fact.name === name;
    return (dataset.facts || [])
      .flatMap((fact, i) => (matches(fact) && fact.date <= state.last ? [{ key: `fact/${i}`, date: fact.date }] : []))
      .sort((a, b) => b.date - a.date);
  }

  function when(table, row, dataset) {
    const { earliest, latest, reported } = dataset[table];
    if (earliest[row] !== TimeMap.OPEN || latest[row] !== TimeMap.OPEN)
      return TimeMap.formatInterval(earliest[row], latest[row]);
    if (reported[row] === TimeMap.OPEN) return text("selection.undated.unreported");
    return text("selection.undated", { date: TimeMap.calendar.format(reported[row]) });
  }

  function isDrawn(table, row, { dataset, state, index }) {
    return index.query(state)[`${table}s`].includes(row);
  }

  function pointOf(row, dataset) {
    const it = dataset.places[row];
    return it && it.lat !== null ? [[it.lat, it.lon]] : [];
  }

  function event(id, scene) {
    const { dataset } = scene;
    const row = dataset.rowOf("event", id);
    if (row < 0) return null;
    const point = dataset.eventPoint(row);
    const at = dataset.places[dataset.event.place[row]];
    return {
      title: dataset.event_types[dataset.event.type[row]].label,
      kind: [text("selection.event"), at && at.name].filter(Boolean).join(" · "),
      details: [when("event", row, dataset), modalityOf("event", row, dataset)].filter(Boolean),
      groups: [{ label: text("group.reports"), items: reports(row, dataset).map(({ key }) => ({ key })) }],
      points: point ? [point] : [],
      drawn: isDrawn("event", row, scene),
    };
  }

  function modalityOf(table, row, dataset) {
    const modality = dataset.modalities[dataset[table].modality[row]];
    return modality && modality.id !== "asserted" ? sentenceCase(modality.label) : null;
  }

  function claim(id, scene) {
    const { dataset } = scene;
    const row = dataset.rowOf("claim", id);
    if (row < 0) return null;
    const at = dataset.places[dataset.claim.place[row]];
    return {
      title: at ? at.name : dataset.claim_kinds[dataset.claim.kind[row]].label,
      kind: text("selection.claim"),
      details: [when("claim", row, dataset), modalityOf("claim", row, dataset)].filter(Boolean),
      groups: [{ label: text("group.control"), items: [claimItem(row, scene)] }],
      points: pointOf(dataset.claim.place[row], dataset),
      drawn: isDrawn("claim", row, scene),
    };
  }

  function fact(id, { dataset, state }) {
    const it = (dataset.facts || [])[Number(id)];
    if (!it) return null;
    const name = typeof it.place === "number" ? dataset.places[it.place].name : it.place || it.name;
    return {
      title: name,
      kind: text("selection.fact"),
      details: [TimeMap.calendar.format(it.date)],
      groups: [{ label: text("group.record"), items: [{ key: `fact/${Number(id)}` }] }],
      points: [[it.lat, it.lon]],
      drawn: it.date <= state.last,
    };
  }

  // A mark of the control frames: the one drawn now, else the one that goes on from it, else the latest of that name.
  // `state` is that of the day it is drawn on: the earlier one where two are side by side.
  function inFrames(part, id, { control, state }) {
    const frame = TimeMap.frameAt(control, state);
    const now = frame && frame[part].find((each) => each.id === id);
    if (now) return { mark: now, drawn: true, state };
    const earlier = state.swipe !== null && TimeMap.comparison.days(state);
    const beside = earlier && TimeMap.frameAt(control, state, earlier[0]);
    const mark = beside && beside[part].find((each) => each.id === id);
    if (mark) return { mark, drawn: true, state: { ...state, last: earlier[0] } };
    const past = TimeMap.allFrames(control).flatMap((each) => each[part].filter((mark) => mark.id === id)).pop();
    if (!past) return null;
    const heir = frame && successor(past, frame[part]);
    return heir ? { mark: heir, drawn: true, state } : { mark: past, drawn: false, state };
  }

  /** The mark between the same parties that shares the most evidence with one of another day. */
  function successor(mark, marks) {
    const sides = ({ party, between }) => String(between || party);
    const keysOf = ({ evidence }) => evidence.map((each) => each.key || each);
    const before = new Set(keysOf(mark));
    let best = null;
    let most = 0;
    for (const each of marks) {
      const shared = sides(each) === sides(mark) ? keysOf(each).filter((key) => before.has(key)).length : 0;
      if (shared > most) [best, most] = [each, shared];
    }
    return best;
  }

  function area(id, scene) {
    const found = inFrames("areas", id, scene);
    if (!found) return null;
    const { dataset, control } = scene;
    const { mark, state } = found;
    const party = dataset.parties[mark.party];
    const held = {
      party: party ? party.name : "",
      sure: sureness(mark.probability),
      date: TimeMap.calendar.format(state.last),
    };
    return {
      sel: `area/${mark.id}`,
      title: party ? party.name : text("selection.area"),
      kind: text("selection.area"),
      details: [
        text("drawer.held", held),
        ...(found.drawn ? sinceWhen(TimeMap.holding(control, state, mark)) : []),
        newest(mark),
        mark.note,
      ].filter(Boolean),
      groups: [{ label: text("group.area"), items: mark.evidence.map((key) => ({ key })) }],
      points: [],
      geometry: mark.geometry,
      drawn: found.drawn,
    };
  }

  const newest = (mark) =>
    mark.age_days === undefined || mark.age_days === null
      ? null
      : text("selection.newest", { age: TimeMap.calendar.age(mark.age_days) });

  /** Since when the places of an area have been its holder's, and which are in doubt. */
  function sinceWhen({ newest: last, oldest, contested, doubted }) {
    const { format } = TimeMap.calendar;
    const named = (names) => new Intl.ListFormat(TimeMap.locale(), { type: "conjunction" }).format(names);
    return [
      oldest && text("selection.oldest", { place: oldest.name, date: format(oldest.day) }),
      last && last.day !== oldest.day && text("selection.latest", { place: last.name, date: format(last.day) }),
      contested.length && text("selection.contested", { places: named(contested) }),
      doubted.length && text("selection.doubted", { places: named(doubted) }),
    ];
  }

  function line(id, scene) {
    const found = inFrames("lines", id, scene);
    if (!found) return null;
    const { parties } = scene.dataset;
    const { between, evidence, band_km: band, style } = found.mark;
    const frame = TimeMap.frameAt(scene.control, found.state);
    const doubted = new Set(frame ? frame.places.filter(TimeMap.isDoubted).flatMap((place) => place.evidence) : []);
    const name = (party) => (parties[party] ? parties[party].short || parties[party].name : "");
    const side = (party) => ({
      label: text("group.side", { party: name(party) }),
      party,
      items: evidence
        .filter((each) => each.side === party)
        .sort((a, b) => a.km - b.km)
        .map((each) => ({ key: each.key, note: standing(each, doubted.has(each.key)) })),
    });
    return {
      sel: `line/${found.mark.id}`,
      title: text("selection.between", { a: name(between[0]), b: name(between[1]) }),
      kind: text("selection.line"),
      details: [
        band && text(`selection.band.${style}`, { km: Math.round(band / 2) }),
        found.drawn && frame && frame.note,
      ].filter(Boolean),
      groups: between.map(side),
      points: [],
      geometry: found.mark.geometry,
      drawn: found.drawn,
    };
  }

  /** How far a claim is from the line, how old, how much it counts and why. */
  function standing({ km, age_days: age, weight, reason }, doubted) {
    return [
      text("group.item", { km: Math.round(km), age: TimeMap.calendar.age(age) }),
      Number.isFinite(weight) && text("group.weight", { percent: Math.round(weight * 100) }),
      doubted ? text("drawer.doubted") : reason,
    ]
      .filter(Boolean)
      .join(" · ");
  }
})((window.TimeMap = window.TimeMap || {}));
