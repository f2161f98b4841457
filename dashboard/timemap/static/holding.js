// How long a party has held the places of an area, and which of them are in doubt.
(function (TimeMap) {
  "use strict";

  const DOUBTED = "contradicted by all its neighbours"; // geodata/frontline/frames.py
  const tables = new WeakMap();

  const spot = ({ lat, lon }) => `${lat} ${lon}`;

  /** Whether the claims on a place of a frame are contradicted by all around it. */
  TimeMap.isDoubted = (place) => [DOUBTED, TimeMap.named(DOUBTED)].includes(place.reason);

  /**
   * What is known of the places inside an area: `{newest, oldest, contested, doubted}`. `newest` and `oldest` are
   * `{name, day}`: the last to come to the party, and the one it has held for longest; null where it holds none.
   */
  TimeMap.holding = function (control, state, area) {
    const frames = TimeMap.framesUpTo(control, state);
    const frame = frames[frames.length - 1];
    const inside = frame ? frame.places.filter((place) => contains(area.geometry, place)) : [];
    const held = inside
      .filter((place) => place.state === "held" && place.party === area.party)
      .map((place) => ({ name: place.name, day: since(frames, place) }))
      .sort((a, b) => a.day - b.day);
    return {
      newest: held[held.length - 1] || null,
      oldest: held[0] || null,
      contested: inside.filter(({ state: how }) => how === "contested").map(({ name }) => name),
      doubted: inside.filter(TimeMap.isDoubted).map(({ name }) => name),
    };
  };

  /** The first day of the time over which a place has been its holder's without a break. */
  function since(frames, place) {
    let day = frames[frames.length - 1].day;
    for (let i = frames.length - 1; i >= 0; i--) {
      const then = placesOf(frames[i]).get(spot(place));
      if (!then || then.state !== "held" || then.party !== place.party) break;
      day = frames[i].day;
    }
    return day;
  }

  function placesOf(frame) {
    if (!tables.has(frame)) tables.set(frame, new Map(frame.places.map((place) => [spot(place), place])));
    return tables.get(frame);
  }

  function contains({ type, coordinates }, { lat, lon }) {
    const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];
    return polygons.some((rings) => rings.filter((ring) => encloses(ring, lon, lat)).length % 2 === 1);
  }

  function encloses(ring, x, y) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[x1, y1], [x2, y2]] = [ring[i], ring[j]];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
  }
})((window.TimeMap = window.TimeMap || {}));
