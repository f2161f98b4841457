/* Places, events and facts of the reference record, painted for one step of the slider. */
(function (TimeMap) {
  "use strict";

  const SMALLEST_PX = 4;
  const LARGEST_PX = 18;
  // With few places each keeps its own circle; a crowd is gathered, or it would be a blot.
  const CROWD = 300;
  const PLACE_RADIUS_PX = { few: 7, crowd: 24 };
  const EVENT_RADIUS_PX = 42;
  const SYMBOL_PX = 15;
  const LONE_PX = 17;
  const ROW_PX = 18;
  // UCDP location precision: from here on a place is a province, a country or less.
  const AREAL_PRECISION = 4;
  // "Near Sirte" is drawn with its radius; an exact place is not, its radius is the size of the town.
  const VAGUE_PRECISION = 2;
  const KM_PER_PIXEL_AT_EQUATOR = 40075.017 / 256; // at zoom 0
  // Where each group stands around a place, in degrees clockwise from east: the same all the time, below
  // stays free for the name.
  const SLOT_ANGLES = [-90, -130, -50, -170, -10, 30];
  const GROUPS = ["combat", "territory", "movement", "politics", "support", "other"];
  const SLOTS = GROUPS.length * 2; // what happened; then, farther out, what was only planned or threatened
  const SPLIT = Math.PI / 2;

  TimeMap.Marks = class {
    constructor(dataset, index, colours) {
      this.dataset = dataset;
      this.index = index;
      this.colours = colours;
      this.layers = new Set();
      this.hits = [];
      this.controls = [];
      this.visible = null;
      this.crowd = CROWD;
      this._sprites = new TimeMap.Sprites();
      this._clusters = new Map();
      this.areal = this._findAreal();
      this._locate();
      this._weigh();
      this._vague = this._findVague();
      this._groupOfType = Uint8Array.from(dataset.event_types, (type) => GROUPS.indexOf(GROUPS.includes(type.group) ? type.group : "other"));
      this._asserted = dataset.modalities.findIndex((each) => each.id === "asserted");
    }

    /** Places that are ground, not a point: drawn by their shape, their members or their name alone. */
    _findAreal() {
      return Uint8Array.from(this.dataset.places, (place) =>
        place.shape !== null || place.members || place.where_prec >= AREAL_PRECISION ? 1 : 0);
    }

    /** Sites: all places, then every event that has coordinates of its own. World pixels of zoom 0, NaN for none. */
    _locate() {
      const { places, event } = this.dataset;
      const own = event.lat ? event.lat.length : 0;
      this.x = new Float64Array(places.length + own).fill(NaN);
      this.y = new Float64Array(places.length + own).fill(NaN);
      places.forEach(({ lat, lon }, site) => this._put(site, lat, lon));
      this._siteOfEvent = new Int32Array(event.length);
      for (let row = 0; row < event.length; row++) {
        const hasOwn = own && !Number.isNaN(event.lat[row]);
        if (hasOwn) this._put(places.length + row, event.lat[row], event.lon[row]);
        const place = event.place[row];
        const located = place !== TimeMap.NONE && !Number.isNaN(this.x[place]);
        this._siteOfEvent[row] = hasOwn ? places.length + row : located ? place : -1;
      }
    }

    _put(site, lat, lon) {
      if (lat === null || lat === undefined) return;
      [this.x[site], this.y[site]] = TimeMap.world(lat, lon);
    }

    _weigh() {
      const { places, mention } = this.dataset;
      this.total = new Float64Array(places.length);
      for (let row = 0; row < mention.length; row++) this.total[mention.place[row]] += 1;
      this._eventWeight = new Float64Array(this.x.length);
      for (const site of this._siteOfEvent) if (site >= 0) this._eventWeight[site] += 1;
      places.forEach((_, site) => {
        // An event cluster stands at a place that the texts speak of rather than at bare coordinates.
        if (this._eventWeight[site]) this._eventWeight[site] += 1 + this.total[site];
        if (this.areal[site]) this.total[site] = 0;
      });
      this.largest = Math.max(25, ...chunkMax(this.total));
    }

    /** Radius in pixels of a place with so many mentions. */
    radius(count) {
      return SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt(Math.min(1, count / this.largest));
    }

    /** Clusters of a zoom, made once: {places, events, placeSize}. */
    clustersAt(zoom) {
      let made = this._clusters.get(zoom);
      if (!made) {
        const scale = 2 ** zoom;
        const pinned = this.dataset.places.length;
        const [x, y] = [this._pinnedX(), this.y.subarray(0, pinned)];
        const radius = pinned > CROWD ? PLACE_RADIUS_PX.crowd : PLACE_RADIUS_PX.few;
        made = {
          places: TimeMap.cluster(x, y, this.total, scale, radius),
          events: TimeMap.cluster(this._eventX(), this.y, this._eventWeight, scale, EVENT_RADIUS_PX),
        };
        made.slots = this._slotsEverUsed(made.events);
        made.placeTotal = sumByCluster(made.places, this.total);
        made.scratch = new Scratch(made.events.lead.length * SLOTS);
        this._clusters.set(zoom, made);
      }
      return made;
    }

    /** Boxes around the spots where events ever stand, relative to their site: [{site, x, y, half}]. */
    _slotsEverUsed({ of, lead }) {
      const used = new Set();
      for (let row = 0; row < this._siteOfEvent.length; row++) {
        const site = this._siteOfEvent[row];
        if (site >= 0) used.add(of[site] * SLOTS + this._slotOf(row));
      }
      const spots = [];
      const bare = new Set();
      for (const key of used) {
        const site = lead[Math.floor(key / SLOTS)];
        if (site >= this.dataset.places.length) {
          if (!bare.has(site)) spots.push({ site, x: 0, y: 0, half: LONE_PX / 2 });
          bare.add(site);
          continue;
        }
        const slot = key % SLOTS;
        const [x, y] = this._slotOffset(site, slot % GROUPS.length, slot < GROUPS.length);
        spots.push({ site, x, y, half: SYMBOL_PX / 2 });
      }
      return spots;
    }

    /** Places drawn as circles. */
    _pinnedX() {
      return Float64Array.from(this.dataset.places, (_, site) => (this.areal[site] ? NaN : this.x[site]));
    }

    _eventX() {
      return this.x.map((x, site) => (this._eventWeight[site] ? x : NaN));
    }

    /** Take what shows now; counts are gathered by cluster for the zoom. */
    update(visible) {
      this.visible = visible;
    }

    /** Whether a cluster of places has a mention in what shows. */
    clusterShows(cluster) {
      return this.placeCounts !== undefined && this.placeCounts[cluster] > 0;
    }

    paint(context, view) {
      this.hits = [];
      if (!this.visible) return;
      const clusters = this.clustersAt(view.zoom);
      if (this.layers.has("areas")) this._paintControls(context, view);
      if (this.layers.has("places")) this._paintPlaces(context, view, clusters);
      if (this.layers.has("shapes")) this._paintGroups(context, view);
      if (this.layers.has("record")) this._paintFacts(context, view);
      if (this.layers.has("events")) this._paintEvents(context, view, clusters);
    }

    _paintPlaces(context, view, { places }) {
      const { mentionCountByPlace, uncertainByPlace } = this.visible;
      const counts = sumByCluster(places, mentionCountByPlace);
      const uncertain = sumByCluster(places, uncertainByPlace);
      const sure = new Path2D();
      const unsure = new Path2D();
      for (let cluster = 0; cluster < counts.length; cluster++) {
        if (!counts[cluster]) continue;
        const site = places.lead[cluster];
        const px = this.x[site] * view.scale - view.left;
        const py = this.y[site] * view.scale - view.top;
        if (outside(px, py, view, LARGEST_PX)) continue;
        const radius = this.radius(counts[cluster]);
        const path = uncertain[cluster] === counts[cluster] ? unsure : sure;
        path.moveTo(px + radius, py);
        path.arc(px, py, radius, 0, 2 * Math.PI);
        this.hits.push({ x: px, y: py, radius, kind: "place", place: site, cluster, count: counts[cluster], rank: 1 });
      }
      this._paintVague(context, view);
      this._fillCircles(context, sure, unsure);
      this.placeCounts = counts;
    }

    /** Dashed circles around places known only to lie near a point. */
    _paintVague(context, view) {
      context.strokeStyle = this.colours.ink;
      context.lineWidth = 1.2;
      context.globalAlpha = 0.6;
      context.setLineDash([4, 4]);
      context.beginPath();
      for (const site of this._vague) {
        if (!this.visible.mentionCountByPlace[site]) continue;
        const { lat, radius_km: km } = this.dataset.places[site];
        const radius = (km * view.scale) / (KM_PER_PIXEL_AT_EQUATOR * Math.cos((lat * Math.PI) / 180));
        const [px, py] = [this.x[site] * view.scale - view.left, this.y[site] * view.scale - view.top];
        context.moveTo(px + radius, py);
        context.arc(px, py, radius, 0, 2 * Math.PI);
      }
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }

    _findVague() {
      return this.dataset.places.flatMap((place, site) => {
        const vague = !this.areal[site] && place.where_prec >= VAGUE_PRECISION && place.radius_km > 0;
        return vague && !Number.isNaN(this.x[site]) ? [site] : [];
      });
    }

    _fillCircles(context, sure, unsure) {
      const { ink, paper } = this.colours;
      context.lineWidth = 1.5;
      context.strokeStyle = paper;
      context.fillStyle = ink;
      context.globalAlpha = 0.72;
      context.fill(sure);
      context.globalAlpha = 1;
      context.stroke(sure);
      context.fillStyle = paper;
      context.globalAlpha = 0.75;
      context.fill(unsure);
      context.globalAlpha = 0.85;
      context.strokeStyle = ink;
      context.lineWidth = 2;
      context.stroke(unsure);
      context.globalAlpha = 1;
    }

    /** A vague place of known members ("the main oil terminals"): a ring at each, joined, and no point of its own. */
    _paintGroups(context, view) {
      const { mentionCountByPlace: counts } = this.visible;
      context.strokeStyle = this.colours.ink;
      this.dataset.places.forEach((place, site) => {
        if (!place.members || !counts[site]) return;
        const points = place.members.filter((member) => !Number.isNaN(this.x[member]))
          .map((member) => [this.x[member] * view.scale - view.left, this.y[member] * view.scale - view.top]);
        points.sort((a, b) => a[0] - b[0]);
        this._paintGroup(context, points);
        for (const [px, py] of points) {
          this.hits.push({ x: px, y: py, radius: 9, kind: "place", place: site, count: counts[site], rank: 0 });
        }
      });
    }

    _paintGroup(context, points) {
      context.lineWidth = 1.6;
      context.globalAlpha = 0.8;
      context.setLineDash([3, 3]);
      context.beginPath();
      for (const [px, py] of points) {
        context.moveTo(px + 9, py);
        context.arc(px, py, 9, 0, 2 * Math.PI);
      }
      context.stroke();
      context.setLineDash([1, 4]);
      context.beginPath();
      points.forEach(([px, py], i) => (i ? context.lineTo(px, py) : context.moveTo(px, py)));
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }

    /** Rings in the party's colour around places of known hands; split where contested, dotted where unknown. */
    _paintControls(context, view) {
      context.lineWidth = 3;
      for (const control of this.controls) {
        const [wx, wy] = TimeMap.world(control.lat, control.lon);
        const px = wx * view.scale - view.left;
        const py = wy * view.scale - view.top;
        if (outside(px, py, view, LARGEST_PX)) continue;
        const radius = 3.5 + (control.place === null ? SMALLEST_PX : this.radius(this._shown(control.place, view)));
        this._paintRing(context, px, py, radius, control);
        this.hits.push({ x: px, y: py, radius: radius + 2, kind: "control", control, place: control.place, rank: 0 });
      }
      context.globalAlpha = 1;
      context.setLineDash([]);
    }

    _shown(place, view) {
      if (!this.layers.has("places")) return 0;
      const { places } = this.clustersAt(view.zoom);
      const cluster = places.of[place];
      return cluster < 0 || places.lead[cluster] !== place ? 0 : this.visible.mentionCountByPlace[place];
    }

    _paintRing(context, px, py, radius, { state, party, parties, probability }) {
      const { neutral, paper } = this.colours;
      const [left, right] = state === "contested" ? (parties || [0, 1]).map((each) => this.colours.party(each))
        : Array(2).fill(state === "held" ? this.colours.party(party) : neutral);
      context.setLineDash([]);
      context.globalAlpha = 0.9;
      arc(context, px, py, radius, 0, 2 * Math.PI, paper, 5.5);
      context.setLineDash(state === "unknown" ? [2, 3] : []);
      context.globalAlpha = state === "held" ? 0.55 + 0.45 * Math.max(0, 2 * (probability ?? 1) - 1) : 1;
      arc(context, px, py, radius, SPLIT, SPLIT + Math.PI, left, 3);
      arc(context, px, py, radius, SPLIT + Math.PI, SPLIT + 2 * Math.PI, right, 3);
    }

    /** Facts of the reference record: squares, so that they are never taken for what an article says. */
    _paintFacts(context, view) {
      const { first, last } = this.visible;
      this.dataset.facts.forEach((fact, row) => {
        if (fact.date < first || fact.date > last || fact.lat === null) return;
        const [wx, wy] = TimeMap.world(fact.lat, fact.lon);
        const px = wx * view.scale - view.left;
        const py = wy * view.scale - view.top;
        if (outside(px, py, view, 12)) return;
        this._paintFact(context, px, py, fact);
        this.hits.push({ x: px, y: py, radius: 8, kind: "fact", fact: row, rank: 2 });
      });
    }

    _paintFact(context, px, py, fact) {
      const { paper, ink } = this.colours;
      context.fillStyle = paper;
      context.fillRect(px - 7, py - 7, 14, 14);
      context.strokeStyle = ink;
      context.lineWidth = 1.5;
      context.strokeRect(px - 6, py - 6, 12, 12);
      context.fillStyle = this.colours.named(fact.holder);
      context.fillRect(px - 3.5, py - 3.5, 7, 7);
    }

    _paintEvents(context, view, { events, scratch }) {
      this._tally(events, scratch);
      for (let i = 0; i < scratch.used; i++) {
        const key = scratch.keys[i];
        const cluster = Math.floor(key / SLOTS);
        const site = events.lead[cluster];
        const px = this.x[site] * view.scale - view.left;
        const py = this.y[site] * view.scale - view.top;
        if (outside(px, py, view, 60)) continue;
        const bare = site >= this.dataset.places.length;
        if (bare && scratch.best[cluster] !== key) continue;
        this._paintStack(context, px, py, { key, cluster, site, bare, scratch });
      }
      scratch.clear();
    }

    /** Count the visible events by cluster and slot. */
    _tally({ of }, scratch) {
      const { events } = this.visible;
      const { type, modality } = this.dataset.event;
      const { uncertain } = this.index.events;
      for (let i = 0; i < events.length; i++) {
        const row = events[i];
        const site = this._siteOfEvent[row];
        if (site < 0) continue;
        const slot = this._groupOfType[type[row]] + (modality[row] === this._asserted ? 0 : GROUPS.length);
        scratch.add(of[site] * SLOTS + slot, row, uncertain[row]);
      }
      scratch.rank();
    }

    _paintStack(context, px, py, { key, cluster, site, bare, scratch }) {
      const slot = key % SLOTS;
      const group = slot % GROUPS.length;
      const happened = slot < GROUPS.length;
      const count = scratch.count[key];
      const style = !happened ? "dashed" : scratch.unsure[key] === count ? "hollow" : "solid";
      const symbol = this.dataset.event_types[this.dataset.event.type[scratch.row[key]]].symbol;
      const width = bare ? LONE_PX : SYMBOL_PX;
      const sprite = this._sprites.get(symbol, this.colours.group(GROUPS[group]), this.colours.paper, style, width);
      const [dx, dy] = bare ? [0, 0] : this._slotOffset(site, group, happened);
      const [x, y] = [px + dx, py + dy];
      context.drawImage(sprite.image, x - sprite.size / 2, y - sprite.size / 2, sprite.size, sprite.size);
      const total = bare ? scratch.clusterCount[cluster] : count;
      if (total > 1) this._paintCount(context, x + width / 2, y - width / 2, total);
      this.hits.push({
        x, y, radius: width / 2 + 1, kind: "event", row: scratch.row[key], key, cluster, count: total, bare, rank: 3,
      });
    }

    /** Offset from its place: a fixed direction for each group, at a distance that the day does not change. */
    _slotOffset(site, group, happened) {
      if (this.areal[site]) return rowOffset(group, happened);
      const distance = this.radius(this.total[site]) + SYMBOL_PX / 2 + (happened ? 5 : SYMBOL_PX + 8);
      const angle = (SLOT_ANGLES[group] * Math.PI) / 180;
      return [distance * Math.cos(angle), distance * Math.sin(angle)];
    }

    _paintCount(context, x, y, count) {
      const sprite = this._sprites.count(count, this.colours.ink, this.colours.paper);
      context.drawImage(sprite.image, x - sprite.width / 2, y - sprite.height / 2, sprite.width, sprite.height);
    }

    /** Rows of the events in the stack that a hit stands for, oldest first. */
    stackOf(hit, zoom) {
      const { events } = this.clustersAt(zoom);
      const rows = Array.from(this.visible.events).filter((row) => {
        const site = this._siteOfEvent[row];
        if (site < 0 || events.of[site] !== hit.cluster) return false;
        const slot = this._slotOf(row);
        return hit.bare || slot === hit.key % SLOTS;
      });
      return rows.sort((a, b) => this.index.events.low[a] - this.index.events.low[b] || a - b);
    }

    /** The hit of the stack that holds an event, undefined when it is not drawn. */
    hitOfEvent(row, zoom) {
      const { events } = this.clustersAt(zoom);
      const site = this._siteOfEvent[row];
      const slot = this._slotOf(row);
      return this.hits.find((hit) => hit.kind === "event" && site >= 0 && hit.cluster === events.of[site]
        && (hit.bare || hit.key % SLOTS === slot));
    }

    _slotOf(row) {
      const { type, modality } = this.dataset.event;
      return this._groupOfType[type[row]] + (modality[row] === this._asserted ? 0 : GROUPS.length);
    }

    /** Places gathered at the circle of a hit, most mentioned first. */
    placesOf(hit, zoom) {
      if (hit.cluster === undefined) return [hit.place];
      const { places } = this.clustersAt(zoom);
      const members = [];
      for (let site = 0; site < places.of.length; site++) {
        if (places.of[site] === hit.cluster && this.visible.mentionCountByPlace[site]) members.push(site);
      }
      return members.sort((a, b) => this.total[b] - this.total[a]);
    }
  };

  /** Counts by cluster and slot, cleared by what was used rather than whole. */
  class Scratch {
    constructor(length) {
      this.count = new Uint32Array(length);
      this.unsure = new Uint32Array(length);
      this.row = new Uint32Array(length);
      this.keys = new Uint32Array(length);
      this.clusterCount = new Uint32Array(length / SLOTS);
      this.best = new Uint32Array(length / SLOTS);
      this.used = 0;
    }

    add(key, row, unsure) {
      if (this.count[key] === 0) this.keys[this.used++] = key;
      this.count[key] += 1;
      this.unsure[key] += unsure;
      this.row[key] = row;
    }

    /** The commonest slot of each cluster, and its events in all. */
    rank() {
      for (let i = 0; i < this.used; i++) {
        const key = this.keys[i];
        const cluster = Math.floor(key / SLOTS);
        if (this.clusterCount[cluster] === 0 || this.count[key] > this.count[this.best[cluster]]) this.best[cluster] = key;
        this.clusterCount[cluster] += this.count[key];
      }
    }

    clear() {
      for (let i = 0; i < this.used; i++) {
        const key = this.keys[i];
        this.count[key] = this.unsure[key] = 0;
        this.clusterCount[Math.floor(key / SLOTS)] = 0;
      }
      this.used = 0;
    }
  }

  /** Ground has no circle to stand around: its events stand in a row over its name. */
  function rowOffset(group, happened) {
    return [(group - (GROUPS.length - 1) / 2) * ROW_PX, happened ? -ROW_PX : -2 * ROW_PX];
  }

  function sumByCluster({ of, lead }, values) {
    const sums = new Float64Array(lead.length);
    for (let site = 0; site < of.length; site++) if (of[site] >= 0) sums[of[site]] += values[site];
    return sums;
  }

  /** Maximum as a list of one, without spreading a long array over the stack. */
  function chunkMax(values) {
    let best = 0;
    for (const value of values) if (value > best) best = value;
    return [best];
  }

  function outside(x, y, view, margin) {
    return x < -margin || y < -margin || x > view.width + margin || y > view.height + margin;
  }

  function arc(context, x, y, radius, from, to, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, radius, from, to);
    context.stroke();
  }
})((window.TimeMap = window.TimeMap || {}));
