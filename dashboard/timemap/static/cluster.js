/* Marks too close to tell apart, gathered at the weightiest of them. */
(function (TimeMap) {
  "use strict";

  const COLUMNS = 0x4000000; // cells are numbered row * COLUMNS + column

  /**
   * Gather sites that lie within `radius` pixels of a weightier one.
   *
   * Depends on the zoom and on weights over all dates, never on the view or the day: a cluster stays
   * where it is while the map is dragged and the time runs, and it stands at a real site.
   *
   * Returns {of: cluster of each site (-1 for none), lead: site of each cluster}.
   */
  TimeMap.cluster = function (xs, ys, weights, scale, radius) {
    const bins = binSites(xs, ys, weights, scale, radius / 2);
    const leads = new Leads(xs, ys, scale, radius, bins.count);
    const clusterOfBin = new Int32Array(bins.count);
    for (const bin of byWeight(bins)) clusterOfBin[bin] = leads.join(bins.lead[bin]);
    return { of: bins.of.map((bin) => (bin < 0 ? -1 : clusterOfBin[bin])), lead: leads.sites.slice(0, leads.count) };
  };

  /** First pass, linear: sites of one small cell go together, the weightiest leads. */
  function binSites(xs, ys, weights, scale, width) {
    const cells = new Cells(xs.length);
    const of = new Int32Array(xs.length).fill(-1);
    const lead = new Int32Array(xs.length);
    const weight = new Float64Array(xs.length);
    for (let site = 0; site < xs.length; site++) {
      if (Number.isNaN(xs[site])) continue;
      const known = cells.count;
      const bin = cells.number(cellOf(xs[site] * scale, ys[site] * scale, width));
      if (bin === known || weights[site] > weights[lead[bin]]) lead[bin] = site;
      weight[bin] += weights[site];
      of[site] = bin;
    }
    return { of, lead, weight, count: cells.count };
  }

  /** Bins, weightiest first; numbers sort many times faster than rows compared by a function. */
  function byWeight({ weight, count }) {
    const room = 2 ** Math.ceil(Math.log2(count + 1));
    const keys = Float64Array.from({ length: count }, (_, bin) => -Math.round(weight[bin]) * room + bin).sort();
    return Int32Array.from(keys, (key) => key - Math.floor(key / room) * room);
  }

  /** Leading sites, found again by the cell they lie in. */
  class Leads {
    constructor(xs, ys, scale, radius, most) {
      Object.assign(this, { xs, ys, scale, radius, count: 0 });
      this.sites = new Int32Array(most);
      this._cells = new Cells(most);
      this._latest = new Int32Array(most).fill(-1); // by cell
      this._before = new Int32Array(most).fill(-1); // by lead: the one before it in its cell
    }

    /** Cluster of the nearest lead within reach; a site with none becomes a lead. */
    join(site) {
      const cell = cellOf(this.xs[site] * this.scale, this.ys[site] * this.scale, this.radius);
      const near = this._nearest(site, cell);
      if (near >= 0) return near;
      const lead = this.count++;
      const number = this._cells.number(cell);
      this.sites[lead] = site;
      this._before[lead] = this._latest[number];
      this._latest[number] = lead;
      return lead;
    }

    _nearest(site, cell) {
      let found = -1;
      let best = this.radius * this.radius;
      for (let row = -1; row <= 1; row++) {
        for (let column = -1; column <= 1; column++) {
          const number = this._cells.find(cell + row * COLUMNS + column);
          for (let lead = number < 0 ? -1 : this._latest[number]; lead >= 0; lead = this._before[lead]) {
            const distance = this._squared(site, this.sites[lead]);
            if (distance < best) {
              best = distance;
              found = lead;
            }
          }
        }
      }
      return found;
    }

    _squared(a, b) {
      const dx = (this.xs[a] - this.xs[b]) * this.scale;
      const dy = (this.ys[a] - this.ys[b]) * this.scale;
      return dx * dx + dy * dy;
    }
  }

  /** Cells numbered from 0 as they come; a table of open addresses, five times faster than a Map here. */
  class Cells {
    constructor(most) {
      this.count = 0;
      this._mask = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
      this._keys = new Float64Array(this._mask + 1).fill(NaN);
      this._numbers = new Int32Array(this._mask + 1);
    }

    find(cell) {
      const slot = this._slot(cell);
      return this._keys[slot] === cell ? this._numbers[slot] : -1;
    }

    number(cell) {
      const slot = this._slot(cell);
      if (this._keys[slot] !== cell) {
        this._keys[slot] = cell;
        this._numbers[slot] = this.count++;
      }
      return this._numbers[slot];
    }

    _slot(cell) {
      const row = Math.floor(cell / COLUMNS);
      let slot = (Math.imul(row, 0x9e3779b1) ^ Math.imul(cell - row * COLUMNS, 0x85ebca6b)) & this._mask;
      while (this._keys[slot] !== cell && !Number.isNaN(this._keys[slot])) slot = (slot + 1) & this._mask;
      return slot;
    }
  }

  function cellOf(x, y, width) {
    return Math.floor(y / width) * COLUMNS + Math.floor(x / width);
  }
})((window.TimeMap = window.TimeMap || {}));
