/* Events as typed symbols: those of one group at one spot stand as a stack with their number. */
(function (TimeMap) {
  "use strict";

  const GATHER_PX = 42;
  const SYMBOL_PX = 15;
  const BARE_PX = 17;
  const ROW_PX = 18;
  const MARGIN_PX = 60;
  const HALO_PX = 4; // around a symbol
  const ABOVE_PX = 9; // a count at its corner
  const GROUPS = ["combat", "territory", "movement", "politics", "support", "other"];
  // Slots of a cluster: what happened, by group; then what was only planned, threatened or denied.
  const SLOTS = GROUPS.length * 2;
  // Where each group stands around a place, in degrees clockwise from east: the same at all times. Below
  // stays free for the name.
  const ANGLES = [-90, -130, -50, -170, -10, 30];
  const STYLES = ["solid", "hollow", "dashed"];
  const [SOLID, HOLLOW, DASHED] = [0, 1, 2];
  const AT_ITSELF = [0, 0];

  TimeMap.Stacks = class {
    constructor(dataset, index, sites, colours) {
      Object.assign(this, { dataset, index, sites, colours });
      this._sprites = new TimeMap.Sprites();
      this._clusters = new Map();
      this._slotOfRow = this._findSlots();
    }

    /** Stacks of the events that show, in an order that the day does not change. */
    marks(view, { events }) {
      const made = this._at(view.zoom);
      const { clusters, tally } = made;
      this._count(made, events);
      const marks = [];
      for (const key of tally.keys.subarray(0, tally.used).sort()) {
        const cluster = Math.floor(key / SLOTS);
        const site = clusters.lead[cluster];
        const x = this.sites.x[site] * view.scale - view.left;
        const y = this.sites.y[site] * view.scale - view.top;
        if (TimeMap.offCanvas(x, y, view, MARGIN_PX)) continue;
        const bare = this._isBare(site);
        // Bare coordinates have no place to stand around: one symbol, the commonest, stands for all.
        if (!bare || tally.commonest[cluster] === key) marks.push(this._mark(x, y, { key, cluster, bare }, made));
      }
      tally.clear();
      return marks;
    }

    paint(context, marks) {
      this._sprites.begin(this.colours.theme);
      const { ink, paper } = this.colours;
      const ratio = window.devicePixelRatio || 1;
      for (const { x, y, count, style, row, slot, width } of marks) {
        put(context, this._sprite(row, slot, style, width), x, y, ratio);
        if (count > 1) put(context, this._sprites.count(count, ink, paper), x + width / 2, y - width / 2, ratio);
      }
    }

    /** Boxes [left, top, right, bottom] in world pixels of the zoom, wherever events ever stand. */
    spots(view) {
      const { clusters, slots } = this._at(view.zoom);
      return slots.map(({ cluster, x, y, half }) => {
        const site = clusters.lead[cluster];
        const [px, py] = [this.sites.x[site] * view.scale + x, this.sites.y[site] * view.scale + y];
        // A count may stand at the upper right of a symbol.
        return [px - half, py - half - 4, px + half + 4, py + half];
      });
    }

    /** Make ready the clusters of a zoom. */
    prepare(zoom) {
      this._at(zoom);
    }

    /** Rows of the events that a hit stands for, oldest first. */
    rowsOf(hit, zoom, { events }) {
      const { clusters } = this._at(zoom);
      const { low } = this.index.events;
      return Array.from(events)
        .filter((row) => this._clusterOf(clusters, row) === hit.cluster && (hit.bare || this._slotOfRow[row] === hit.key % SLOTS))
        .sort((a, b) => low[a] - low[b] || a - b);
    }

    /** The hit whose stack holds an event, undefined when it is not drawn. */
    hitOf(row, zoom, hits) {
      const { clusters } = this._at(zoom);
      const cluster = this._clusterOf(clusters, row);
      return hits.find((hit) => hit.kind === "event" && hit.cluster === cluster
        && (hit.bare || hit.key % SLOTS === this._slotOfRow[row]));
    }

    _findSlots() {
      const { event, event_types: types, modalities } = this.dataset;
      const groups = types.map((type) => (GROUPS.includes(type.group) ? GROUPS.indexOf(type.group) : GROUPS.length - 1));
      const asserted = modalities.findIndex((each) => each.id === "asserted");
      return Uint8Array.from(event.type, (type, row) => groups[type] + (event.modality[row] === asserted ? 0 : GROUPS.length));
    }

    _clusterOf(clusters, row) {
      const site = this.sites.ofEvent[row];
      return site < 0 ? -1 : clusters.of[site];
    }

    _isBare(site) {
      return site >= this.sites.placeCount;
    }

    /** Clusters of a zoom, made once: {clusters, keyOfRow, tally, rows, slots}. */
    _at(zoom) {
      let made = this._clusters.get(zoom);
      if (!made) {
        const { x, y, eventWeight } = this.sites;
        const xs = x.map((each, site) => (eventWeight[site] ? each : NaN));
        const clusters = TimeMap.cluster(xs, y, eventWeight, 2 ** zoom, GATHER_PX);
        const keyOfRow = this._findKeys(clusters);
        made = { clusters, keyOfRow, tally: new Tally(clusters.lead.length), rows: new Map(), slots: [], offsets: new Map() };
        this._clusters.set(zoom, made);
        this._findRows(made);
        this._findSpots(made);
      }
      return made;
    }

    /** Cluster and slot of each event as one number, -1 for an event that stands nowhere. */
    _findKeys(clusters) {
      const { ofEvent } = this.sites;
      const keys = new Int32Array(ofEvent.length);
      for (let row = 0; row < keys.length; row++) {
        keys[row] = ofEvent[row] < 0 ? -1 : clusters.of[ofEvent[row]] * SLOTS + this._slotOfRow[row];
      }
      return keys;
    }

    _keysEverUsed({ clusters, keyOfRow }) {
      const flags = new Uint8Array(clusters.lead.length * SLOTS);
      for (let row = 0; row < keyOfRow.length; row++) if (keyOfRow[row] >= 0) flags[keyOfRow[row]] = 1;
      const used = [];
      for (let key = 0; key < flags.length; key++) if (flags[key]) used.push(key);
      return used;
    }

    /** Groups that ever stand over the name of a country or province, in order: they stand in a row. */
    _findRows(made) {
      made.used = this._keysEverUsed(made);
      for (const key of made.used) {
        const site = made.clusters.lead[Math.floor(key / SLOTS)];
        if (this._isBare(site) || !this.sites.areal[site]) continue;
        const groups = made.rows.get(site) || made.rows.set(site, new Set()).get(site);
        groups.add((key % SLOTS) % GROUPS.length);
      }
      for (const [site, groups] of made.rows) made.rows.set(site, [...groups].sort());
    }

    _findSpots(made) {
      const bare = new Set();
      for (const key of made.used) {
        const cluster = Math.floor(key / SLOTS);
        const isBare = this._isBare(made.clusters.lead[cluster]);
        if (isBare && bare.has(cluster)) continue;
        if (isBare) bare.add(cluster);
        const [x, y] = isBare ? [0, 0] : this._offset(made, cluster, key % SLOTS);
        made.slots.push({ cluster, x, y, half: (isBare ? BARE_PX : SYMBOL_PX) / 2 });
      }
    }

    _count({ keyOfRow, tally }, events) {
      const { uncertain } = this.index.events;
      for (let i = 0; i < events.length; i++) {
        const row = events[i];
        if (keyOfRow[row] >= 0) tally.add(keyOfRow[row], row, uncertain[row]);
      }
      tally.rank();
    }

    _mark(x, y, { key, cluster, bare }, made) {
      const { tally } = made;
      const width = bare ? BARE_PX : SYMBOL_PX;
      const [dx, dy] = bare ? AT_ITSELF : this._offsetOf(made, key);
      const count = bare ? tally.inCluster[cluster] : tally.count[key];
      const [px, py, row, slot] = [x + dx, y + dy, tally.row[key], key % SLOTS];
      const style = slot >= GROUPS.length ? DASHED : tally.unsure[key] === tally.count[key] ? HOLLOW : SOLID;
      const half = width / 2;
      const wide = half + Math.max(HALO_PX, count > 1 ? TimeMap.Sprites.countWidth(count) / 2 + 1 : 0);
      return {
        key, look: (this.dataset.event.type[row] * STYLES.length + style) * 1e7 + count,
        left: Math.floor(px - half - HALO_PX), top: Math.floor(py - half - ABOVE_PX),
        right: Math.ceil(px + wide), bottom: Math.ceil(py + half + HALO_PX),
        x: px, y: py, radius: half + 1, kind: "event", row, slot, style, width, cluster, count, bare, rank: 3,
      };
    }

    _sprite(row, slot, style, width) {
      const type = this.dataset.event.type[row];
      const kind = ((type * GROUPS.length + (slot % GROUPS.length)) * STYLES.length + style) * 2 + (width === BARE_PX ? 1 : 0);
      return this._sprites.symbol(kind, () => ({
        symbol: this.dataset.event_types[type].symbol,
        colour: this.colours.group(GROUPS[slot % GROUPS.length]),
        ground: this.colours.paper,
        style: STYLES[style],
        width,
      }));
    }

    _offsetOf(made, key) {
      let offset = made.offsets.get(key);
      if (!offset) made.offsets.set(key, (offset = this._offset(made, Math.floor(key / SLOTS), key % SLOTS)));
      return offset;
    }

    /** Offset from its place: a fixed direction for each group, at a distance that the day does not change. */
    _offset({ clusters, rows }, cluster, slot) {
      const site = clusters.lead[cluster];
      const group = slot % GROUPS.length;
      const happened = slot < GROUPS.length;
      const row = rows.get(site);
      if (row) return [(row.indexOf(group) - (row.length - 1) / 2) * ROW_PX, happened ? -ROW_PX : -2 * ROW_PX];
      const distance = this.sites.radius(this.sites.total[site]) + SYMBOL_PX / 2 + (happened ? 5 : SYMBOL_PX + 8);
      const angle = (ANGLES[group] * Math.PI) / 180;
      return [distance * Math.cos(angle), distance * Math.sin(angle)];
    }
  };

  /** Copy a picture with its middle at a point, on whole pixels of the screen: between two it would be blurred. */
  function put(context, sprite, x, y, ratio) {
    const { image, width, height } = sprite;
    const left = Math.round((x - width / 2) * ratio) / ratio;
    const top = Math.round((y - height / 2) * ratio) / ratio;
    context.drawImage(image, sprite.left, sprite.top, sprite.pixelWidth, sprite.pixelHeight, left, top, width, height);
  }

  /** Counts by cluster and slot, cleared by what was used rather than whole. */
  class Tally {
    constructor(clusters) {
      this.count = new Uint32Array(clusters * SLOTS);
      this.unsure = new Uint32Array(clusters * SLOTS);
      this.row = new Uint32Array(clusters * SLOTS);
      this.keys = new Uint32Array(clusters * SLOTS);
      this.inCluster = new Uint32Array(clusters);
      this.commonest = new Uint32Array(clusters);
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
      for (const key of this.keys.subarray(0, this.used)) {
        const cluster = Math.floor(key / SLOTS);
        if (this.inCluster[cluster] === 0 || this.count[key] > this.count[this.commonest[cluster]]) this.commonest[cluster] = key;
        this.inCluster[cluster] += this.count[key];
      }
    }

    clear() {
      for (const key of this.keys.subarray(0, this.used)) {
        this.count[key] = this.unsure[key] = 0;
        this.inCluster[Math.floor(key / SLOTS)] = 0;
      }
      this.used = 0;
    }
  }
})((window.TimeMap = window.TimeMap || {}));
