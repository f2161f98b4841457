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
    const byWeight = [...bins.lead.keys()].sort(
      (a, b) => bins.weight[b] - bins.weight[a] || bins.lead[a] - bins.lead[b],
    );
    const grid = new Map();
    const clusterOfBin = new Int32Array(bins.lead.length);
    const lead = [];
    for (const bin of byWeight) {
      const site = bins.lead[bin];
      let cluster = nearest(grid, lead, xs, ys, scale, radius, site);
      if (cluster < 0) {
        cluster = lead.push(site) - 1;
        addTo(grid, cellOf(xs[site] * scale, ys[site] * scale, radius), cluster);
      }
      clusterOfBin[bin] = cluster;
    }
    const of = bins.of.map((bin) => (bin < 0 ? -1 : clusterOfBin[bin]));
    return { of, lead: Int32Array.from(lead) };
  };

  /** First pass, linear: sites of one small cell go together (100,000 sites in a few milliseconds). */
  function binSites(xs, ys, weights, scale, width) {
    const binOfCell = new Map();
    const of = new Int32Array(xs.length).fill(-1);
    const lead = [];
    const weight = [];
    for (let site = 0; site < xs.length; site++) {
      if (Number.isNaN(xs[site])) continue;
      const cell = cellOf(xs[site] * scale, ys[site] * scale, width);
      let bin = binOfCell.get(cell);
      if (bin === undefined) {
        bin = lead.push(site) - 1;
        weight.push(0);
        binOfCell.set(cell, bin);
      } else if (weights[site] > weights[lead[bin]]) {
        lead[bin] = site;
      }
      weight[bin] += weights[site];
      of[site] = bin;
    }
    return { of, lead, weight };
  }

  function cellOf(x, y, width) {
    return Math.floor(y / width) * COLUMNS + Math.floor(x / width);
  }

  function addTo(grid, cell, cluster) {
    const there = grid.get(cell);
    if (there) there.push(cluster);
    else grid.set(cell, [cluster]);
  }

  function nearest(grid, lead, xs, ys, scale, radius, site) {
    const x = xs[site] * scale;
    const y = ys[site] * scale;
    const cell = cellOf(x, y, radius);
    let found = -1;
    let best = radius * radius;
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) {
        for (const cluster of grid.get(cell + row * COLUMNS + column) || []) {
          const dx = xs[lead[cluster]] * scale - x;
          const dy = ys[lead[cluster]] * scale - y;
          const distance = dx * dx + dy * dy;
          if (distance < best) {
            best = distance;
            found = cluster;
          }
        }
      }
    }
    return found;
  }
})((window.TimeMap = window.TimeMap || {}));
