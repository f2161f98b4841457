/* Names of the places in the data, placed so that none lies on another or on a mark. */
(function (TimeMap) {
  "use strict";

  const GAP_PX = 3;
  const HEIGHT_PX = 14;
  const CELL_PX = 64;
  // Beyond these the map is full at any zoom; placing more would only cost time.
  const MOST_NAMES = 1500;
  const FONTS = {
    place: "500 12px system-ui, 'Segoe UI', Roboto, sans-serif",
    shape: "600 11px system-ui, 'Segoe UI', Roboto, sans-serif",
  };

  TimeMap.Names = class {
    constructor(dataset, marks, colours) {
      this.dataset = dataset;
      this.marks = marks;
      this.colours = colours;
      this.hits = [];
      this._layouts = new Map();
    }

    /** Draw the names of what shows. Where a name stands depends on the zoom alone, so none jumps between days. */
    paint(context, view) {
      this.hits = [];
      const visible = this.marks.visible;
      if (!visible) return;
      context.textBaseline = "middle";
      context.textAlign = "left";
      context.lineJoin = "round";
      for (const name of this._layout(context, view)) {
        if (!this._shows(name, visible)) continue;
        const x = this.marks.x[name.site] * view.scale - view.left + name.dx;
        const y = this.marks.y[name.site] * view.scale - view.top + name.dy;
        if (x > view.width || y > view.height || x + name.width < 0 || y < 0) continue;
        this._write(context, name, x, y);
        this.hits.push({
          x: x + name.width / 2, y, halfWidth: name.width / 2, radius: HEIGHT_PX / 2,
          kind: "place", place: name.site, count: visible.mentionCountByPlace[name.site], rank: 0,
        });
      }
    }

    _shows(name, visible) {
      if (name.cluster === null) return this.marks.layers.has("shapes") && visible.mentionCountByPlace[name.site] > 0;
      return this.marks.layers.has("places") && this.marks.placeCounts[name.cluster] > 0;
    }

    _write(context, name, x, y) {
      context.font = FONTS[name.style];
      context.lineWidth = 3.5;
      context.globalAlpha = 0.9;
      context.strokeStyle = this.colours.paper;
      context.strokeText(name.text, x, y);
      context.globalAlpha = name.style === "shape" ? 0.8 : 1;
      context.fillStyle = this.colours.ink;
      context.fillText(name.text, x, y);
      context.globalAlpha = 1;
    }

    _layout(context, view) {
      let layout = this._layouts.get(view.zoom);
      if (!layout) {
        layout = this._place(context, view);
        this._layouts.set(view.zoom, layout);
      }
      return layout;
    }

    _place(context, view) {
      const { places, placeTotal } = this.marks.clustersAt(view.zoom);
      const taken = new Boxes();
      const placed = [];
      const circles = Array.from(places.lead, (site, cluster) => ({ site, cluster, total: placeTotal[cluster] }))
        .sort((a, b) => b.total - a.total || a.site - b.site);
      for (const { site, total } of circles) taken.add(this._circleBox(site, total, view.scale));
      for (const { site } of this._shaped()) this._try(context, placed, taken, view, { site, cluster: null, style: "shape" }, 0);
      for (const { site, cluster, total } of circles.slice(0, MOST_NAMES)) {
        this._try(context, placed, taken, view, { site, cluster, style: "place" }, this.marks.radius(total));
      }
      return placed;
    }

    /** Places drawn as shapes or groups, which have a name and no circle. */
    _shaped() {
      return this.dataset.places.flatMap((place, site) =>
        (place.shape !== null || place.members) && !Number.isNaN(this.marks.x[site]) ? [{ site }] : []);
    }

    _circleBox(site, total, scale) {
      const radius = this.marks.radius(total);
      const [x, y] = [this.marks.x[site] * scale, this.marks.y[site] * scale];
      return [x - radius, y - radius, x + radius, y + radius];
    }

    _try(context, placed, taken, view, name, radius) {
      name.text = this.dataset.places[name.site].name;
      context.font = FONTS[name.style];
      name.width = context.measureText(name.text).width;
      const [x, y] = [this.marks.x[name.site] * view.scale, this.marks.y[name.site] * view.scale];
      for (const [dx, dy] of offsets(name.width, radius)) {
        const box = [x + dx - 1, y + dy - HEIGHT_PX / 2, x + dx + name.width + 1, y + dy + HEIGHT_PX / 2];
        if (taken.overlaps(box)) continue;
        taken.add(box);
        placed.push({ ...name, dx, dy });
        return;
      }
    }
  };

  /** Below first: events stand above their place. */
  function offsets(width, radius) {
    if (radius === 0) return [[-width / 2, 0]];
    const away = radius + GAP_PX;
    return [[-width / 2, away + HEIGHT_PX / 2], [away, 0], [-away - width, 0], [away, away], [-away - width, away]];
  }

  /** Boxes [left, top, right, bottom], found again by the cells they touch. */
  class Boxes {
    constructor() {
      this._cells = new Map();
    }

    add(box) {
      for (const key of cellsOf(box)) {
        const there = this._cells.get(key);
        if (there) there.push(box);
        else this._cells.set(key, [box]);
      }
    }

    overlaps(box) {
      return cellsOf(box).some((key) => (this._cells.get(key) || []).some(
        (other) => other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1],
      ));
    }
  }

  function cellsOf([left, top, right, bottom]) {
    const keys = [];
    for (let row = Math.floor(top / CELL_PX); row <= Math.floor(bottom / CELL_PX); row++) {
      for (let column = Math.floor(left / CELL_PX); column <= Math.floor(right / CELL_PX); column++) {
        keys.push(row * 0x400000 + column);
      }
    }
    return keys;
  }
})((window.TimeMap = window.TimeMap || {}));
