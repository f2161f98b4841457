/* Words for what is under the pointer. */
(function (TimeMap) {
  "use strict";

  // More names than these would hide the map under them.
  const MOST_NAMES = 4;

  /** Lines for a hit of the map, the first its title. */
  TimeMap.describe = function (hit, scene) {
    return describers[hit.kind](hit, scene);
  };

  const describers = {
    place(hit, { dataset, marks, zoom }) {
      const places = marks.placesOf(hit, zoom);
      const names = places.slice(0, MOST_NAMES).map((place) => dataset.places[place].name);
      if (places.length > MOST_NAMES) names.push(TimeMap.text("map.more", { n: places.length - MOST_NAMES }));
      const kind = dataset.place_kinds[dataset.places[hit.place].kind];
      const count = TimeMap.textCount("map.mentions", hit.count);
      return [names.join(", "), places.length === 1 && kind ? `${kind.label} · ${count}` : count];
    },

    event(hit, { dataset, marks, zoom }) {
      const { event } = dataset;
      const stack = hit.count > 1 ? marks.stackOf(hit, zoom) : [hit.row];
      if (stack.length > 1) return [TimeMap.textCount("map.events", stack.length), ...commonTypes(dataset, stack)];
      const { row } = hit;
      const modality = dataset.modalities[event.modality[row]];
      const lines = [dataset.event_types[event.type[row]].label, dataset.formatInterval(event.earliest[row], event.latest[row])];
      if (event.place[row] !== TimeMap.NONE) lines.push(dataset.places[event.place[row]].name);
      if (modality && modality.id !== "asserted") lines.push(modality.label);
      return lines;
    },

    fact(hit, { dataset }) {
      const fact = dataset.facts[hit.fact];
      return [`${fact.place}: ${fact.holder}`, TimeMap.formatDay(fact.date), TimeMap.text("map.record")];
    },

    control(hit, { dataset }) {
      const { name, state, party } = hit.control;
      const holder = dataset.parties[party];
      const words = state === "held" && holder ? TimeMap.text("map.held", { party: holder.name }) : TimeMap.text(`map.${state}`);
      return [name, words];
    },

    area(hit, { dataset }) {
      const party = dataset.parties[hit.area.party];
      return [party ? TimeMap.text("map.held", { party: party.name }) : TimeMap.text("map.unknown"), sureness(hit.area.probability)];
    },

    line(hit, { dataset }) {
      const sides = hit.line.between.map((party) => dataset.parties[party] && dataset.parties[party].name).filter(Boolean);
      const lines = [TimeMap.text("map.line"), sides.join(" · ")];
      if (hit.line.band_km) lines.push(TimeMap.text("map.band", { km: Math.round(hit.line.band_km / 2) }));
      return lines;
    },

    shape(hit, scene) {
      const { mentionCountByPlace } = scene.marks.visible;
      return describers.place({ ...hit, count: mentionCountByPlace[hit.place] }, scene);
    },
  };

  function commonTypes(dataset, rows) {
    const counts = new Map();
    for (const row of rows) counts.set(dataset.event.type[row], (counts.get(dataset.event.type[row]) || 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    const lines = sorted.slice(0, MOST_NAMES).map(([type, n]) => `${n} × ${dataset.event_types[type].label}`);
    if (sorted.length > MOST_NAMES) lines.push(TimeMap.text("map.more", { n: sorted.length - MOST_NAMES }));
    return lines;
  }

  function sureness(probability) {
    if (probability >= 0.8) return TimeMap.text("map.sure");
    return TimeMap.text(probability >= 0.6 ? "map.likely" : "map.doubtful");
  }
})((window.TimeMap = window.TimeMap || {}));
