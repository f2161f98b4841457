// What changed hands between two days: ground, line and places, computed from the frames of control alone.
(function (TimeMap) {
  "use strict";

  // WGS84: areas are those of the ellipsoid, by the integral that an equal-area cylinder rests on
  // (Snyder, Map Projections: A Working Manual, USGS 1987, eq. 3-12).
  const SEMI_MAJOR_KM = 6378.137;
  const ECCENTRICITY = 0.0818191908426;
  const MEAN_RADIUS_KM = 6371.0088;
  // Strips that ground is cut into: 4,000 over Libya are 400 m each, and areas are right to 0.1 %.
  const STRIPS = 4000;
  const STEP_KM = 2; // a line is sampled this often to measure how far it moved

  const kept = new WeakMap();

  TimeMap.comparison = { between, changesOf };

  /** The two days of a comparison as `[earlier, later]`, null without one. */
  TimeMap.comparison.days = function ({ compare }) {
    return compare ? compare.split("..").map(TimeMap.isoToDay) : null;
  };

  TimeMap.link.keep({
    key: "compare",
    initial: null,
    read(value) {
      const days = value.split("..").map(TimeMap.isoToDay);
      if (days.length !== 2 || days.includes(null)) return undefined;
      return days.sort((a, b) => a - b).map(TimeMap.dayToIso).join("..");
    },
    write: (value) => value,
  });

  /** The comparison that a state asks for, null without one or while its days are not in order. */
  function between(control, state) {
    const days = TimeMap.comparison.days(state);
    if (!days || days[0] >= days[1]) return null;
    const [before, after] = days.map((day) => TimeMap.frameAt(control, state, day));
    return changesOf(before, after);
  }

  /**
   * What changed between two frames: `{before, after, pairs: [{previous, holder, was, now}], ground: [{..., km2}], places:
   * [{name, lat, lon, previous, holder, state, evidence}], movedKm}`. Ground that no claim speaks of on one of the days
   * has not changed hands. `was` and `now` are the geometries whose common part changed. `pairs` are all that are there
   * to draw; `ground` and `movedKm` are measured when they are first read: a step of the slider does without.
   */
  function changesOf(before, after) {
    const empty = { areas: [], lines: [], places: [] };
    const [old, now] = [before || empty, after || empty];
    const known = kept.get(now);
    if (known && known.before === old) return known;
    const found = new Comparison(old, now);
    kept.set(now, found);
    return found;
  }

  class Comparison {
    #ground = null;
    #moved = undefined;

    constructor(before, after) {
      Object.assign(this, { before, after, places: changedPlaces(before, after), pairs: pairsOf(before, after) });
    }

    get ground() {
      if (!this.#ground) {
        const measured = this.pairs.map((pair) => ({ ...pair, km2: commonArea(pair.was, pair.now) }));
        this.#ground = measured.filter(({ km2 }) => km2 > 0);
      }
      return this.#ground;
    }

    get movedKm() {
      if (this.#moved === undefined) this.#moved = movedKm(this.before, this.after);
      return this.#moved;
    }
  }

  /** Ground of one party before and of another after; what they have in common changed hands. */
  function pairsOf(before, after) {
    const [old, now] = [byParty(before), byParty(after)];
    return [...old].flatMap(([previous, was]) =>
      [...now].flatMap(([holder, is]) => (previous === holder ? [] : [{ previous, holder, was, now: is }])),
    );
  }

  function byParty({ areas }) {
    const parties = new Map();
    for (const { party, geometry } of areas)
      if (party !== null) parties.set(party, [...(parties.get(party) || []), geometry]);
    return parties;
  }

  /** Area that two lists of polygons have in common, in km2: intervals of longitude, strip by strip. */
  function commonArea(a, b) {
    const boxes = [extent(a), extent(b)];
    const low = Math.max(boxes[0][0], boxes[1][0]);
    const high = Math.min(boxes[0][1], boxes[1][1]);
    if (!(low < high)) return 0;
    const step = (high - low) / STRIPS;
    const [cutsA, cutsB] = [crossings(a, low, step), crossings(b, low, step)];
    let sum = 0;
    for (let strip = 0; strip < STRIPS; strip++) {
      const degrees = overlap(cutsA[strip], cutsB[strip]);
      if (degrees) sum += degrees * (height(low + (strip + 1) * step) - height(low + strip * step));
    }
    return (sum * Math.PI * SEMI_MAJOR_KM ** 2) / 360;
  }

  /** Where strips of ground are cut in height so that equal steps have equal areas. */
  function height(lat) {
    const sine = Math.sin((lat * Math.PI) / 180);
    const e = ECCENTRICITY;
    const part = sine / (1 - (e * sine) ** 2) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e);
    return (1 - e ** 2) * part;
  }

  function extent(geometries) {
    let [low, high] = [Infinity, -Infinity];
    for (const [, lat] of points(geometries)) [low, high] = [Math.min(low, lat), Math.max(high, lat)];
    return [low, high];
  }

  /** For the middle of each strip the longitudes at which it enters or leaves the polygons, in order. */
  function crossings(geometries, low, step) {
    const cuts = Array.from({ length: STRIPS }, () => []);
    for (const ring of rings(geometries)) {
      for (let i = 1; i < ring.length; i++) {
        const [[x1, y1], [x2, y2]] = ring[i - 1][1] < ring[i][1] ? [ring[i - 1], ring[i]] : [ring[i], ring[i - 1]];
        const first = Math.max(0, Math.ceil((y1 - low) / step - 0.5));
        const last = Math.min(STRIPS, Math.ceil((y2 - low) / step - 0.5));
        for (let strip = first; strip < last; strip++)
          cuts[strip].push(x1 + ((low + (strip + 0.5) * step - y1) / (y2 - y1)) * (x2 - x1));
      }
    }
    for (const each of cuts) each.sort((p, q) => p - q);
    return cuts;
  }

  /** Length that two lists of intervals `[from, to, from, to, ...]` have in common. */
  function overlap(a, b) {
    let [i, j, sum] = [0, 0, 0];
    while (i + 1 < a.length && j + 1 < b.length) {
      sum += Math.max(0, Math.min(a[i + 1], b[j + 1]) - Math.max(a[i], b[j]));
      if (a[i + 1] < b[j + 1]) i += 2;
      else j += 2;
    }
    return sum;
  }

  function* rings(geometries) {
    for (const { type, coordinates } of geometries) {
      if (type === "Polygon") yield* coordinates;
      else if (type === "MultiPolygon") for (const polygon of coordinates) yield* polygon;
    }
  }

  function* points(geometries) {
    for (const ring of rings(geometries)) yield* ring;
  }

  function changedPlaces(old, now) {
    const spot = ({ lat, lon }) => `${lat} ${lon}`;
    const was = new Map(old.places.map((place) => [spot(place), place]));
    return now.places.flatMap((place) => {
      const before = was.get(spot(place)) || { party: null, state: "unknown", evidence: [] };
      if (before.party === place.party && before.state === place.state) return [];
      const evidence = place.evidence.filter((key) => !before.evidence.includes(key));
      const { name, lat, lon, party: holder, state, parties } = place;
      return [{ name, lat, lon, previous: before.party, was: before.state, holder, state, parties, evidence }];
    });
  }

  /** Mean distance of the later line from the earlier one, null unless both days have a line. */
  function movedKm(old, now) {
    const [from, to] = [sampled(old.lines), sampled(now.lines)];
    if (!from.length || !to.length) return null;
    let sum = 0;
    for (const [x, y, z] of to) {
      let nearest = -1;
      for (const point of from) {
        const cosine = x * point[0] + y * point[1] + z * point[2];
        if (cosine > nearest) nearest = cosine;
      }
      sum += Math.acos(Math.min(1, nearest));
    }
    return (sum / to.length) * MEAN_RADIUS_KM;
  }

  /** Points of lines as unit vectors, one at least every `STEP_KM`. */
  function sampled(lines) {
    const found = [];
    for (const { geometry } of lines) {
      const parts = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
      for (const part of parts) {
        part.forEach((to, i) => {
          const from = part[i - 1] || to;
          const steps = Math.max(1, Math.ceil(kmBetween(from, to) / STEP_KM));
          for (let n = i ? 1 : steps; n <= steps; n++)
            found.push(unit(from[0] + ((to[0] - from[0]) * n) / steps, from[1] + ((to[1] - from[1]) * n) / steps));
        });
      }
    }
    return found;
  }

  function kmBetween(a, b) {
    const [p, q] = [unit(...a), unit(...b)];
    return Math.acos(Math.min(1, p[0] * q[0] + p[1] * q[1] + p[2] * q[2])) * MEAN_RADIUS_KM;
  }

  function unit(lon, lat) {
    const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
  }
})((window.TimeMap = window.TimeMap || {}));
