/* Names of the places in the data, placed so that none lies on another or on a mark. */
(function (TimeMap) {
  "use strict";

  const GAP_PX = 3;
  const HEIGHT_PX = 14;
  const FAR_PX = 22; // the farthest a name stands from where it would stand best
  const CELL_PX = 64;
  // Beyond these the map is full at any zoom; placing more would only cost time.
  const MOST_NAMES = 1500;
  const NOWHERE = 7; // UCDP location precision: the high seas and the world
  const FONTS = {
    place: "500 12px system-ui, 'Segoe UI', Roboto, sans-serif",
    shape: "600 11.5px system-ui, 'Segoe UI', Roboto, sans-serif",
    sea: "italic 500 11.5px system-ui, 'Segoe UI', Roboto, sans-serif",
  };

  TimeMap.Names = class {
    /** `blocked(boxes, names)` is told what basemap names have to keep off, whenever that changes. */
    constructor(dataset, marks, colours, blocked) {
      this.dataset = dataset;
      this.marks = marks;
      this.sites = marks.sites;
      this.colours = colours;
      this.hits = [];
      this._blocked = blocked;
      this._layouts = new Map();
      this._ruler = document.createElement("canvas").getContext("2d");
      this._painted = null;
    }

    /** Whether other names show than were painted last. */
    changed(view) {
      const { _painted: painted } = this;
      if (!painted || painted.zoom !== view.zoom || painted.theme !== this.colours.theme) return true;
      const shown = this._shown(view);
      return shown.length !== painted.shown.length || shown.some((name, i) => name !== painted.shown[i]);
    }

    /** Draw the names of what shows. Where a name stands depends on the zoom alone, so none jumps between days. */
    paint(context, view) {
      this.hits = [];
      if (!this.marks.visible) return;
      context.textBaseline = "middle";
      context.textAlign = "left";
      context.lineJoin = "round";
      const shown = this._shown(view);
      for (const name of shown) this._paintName(context, view, name);
      if (this.changed(view)) this._tellBlocked(view, shown);
      this._painted = { zoom: view.zoom, theme: this.colours.theme, shown };
    }

    _paintName(context, view, name) {
      const x = this.sites.x[name.site] * view.scale - view.left + name.dx;
      const y = this.sites.y[name.site] * view.scale - view.top + name.dy;
      if (x > view.width || y > view.height || x + name.width < 0 || y < 0) return;
      this._write(context, name, x, y);
      this.hits.push({
        x: x + name.width / 2, y, halfWidth: name.width / 2, radius: HEIGHT_PX / 2,
        kind: "place", place: name.site, count: this.marks.visible.mentionCountByPlace[name.site], rank: 0,
      });
    }

    _shown(view) {
      if (!this.marks.layers.has("names")) return [];
      return this._layout(view).filter((name) => this._shows(name));
    }

    _shows({ cluster, site }) {
      const { mentionCountByPlace, eventCountByPlace } = this.marks.visible;
      const named = mentionCountByPlace[site] > 0 || eventCountByPlace[site] > 0;
      if (cluster === null) return this.marks.layers.has("shapes") && named;
      return this.marks.layers.has("places") && this.marks.circles.shows(cluster);
    }

    /** With few places the basemap names those that do not show; with many its names would flicker. */
    _tellBlocked(view, shown) {
      const layout = this._layout(view);
      const all = this.sites.isCrowd;
      const boxes = layout.spots.concat((all ? layout : shown).map((name) => this._textBox(name, view)));
      layout.circles.forEach((box, cluster) => (all || this.marks.circles.shows(cluster)) && boxes.push(box));
      this._blocked(boxes, shown.filter((name) => name.cluster === null).map((name) => name.text));
    }

    _textBox({ site, dx, dy, width }, view) {
      const [x, y] = [this.sites.x[site] * view.scale + dx, this.sites.y[site] * view.scale + dy];
      return [x - 1, y - HEIGHT_PX / 2, x + width + 1, y + HEIGHT_PX / 2];
    }

    _write(context, name, x, y) {
      context.font = FONTS[name.style];
      context.lineWidth = 3.5;
      context.globalAlpha = 0.9;
      context.strokeStyle = this.colours.paper;
      context.strokeText(name.text, x, y);
      context.globalAlpha = name.style === "place" ? 1 : 0.8;
      context.fillStyle = this.colours.ink;
      context.fillText(name.text, x, y);
      context.globalAlpha = 1;
    }

    /** Names placed at a zoom; `spots` are the boxes of events, `circles` those of places by cluster. */
    _layout(view) {
      let layout = this._layouts.get(view.zoom);
      if (!layout) {
        layout = this._place(view);
        this._layouts.set(view.zoom, layout);
      }
      return layout;
    }

    _place(view) {
      const clusters = this.sites.clustersAt(view.zoom);
      const taken = new Boxes();
      const placed = [];
      placed.spots = this.marks.stacks.spots(view);
      const circles = Array.from(clusters.lead, (site, cluster) => ({ site, cluster, total: clusters.total[cluster] }))
        .sort((a, b) => b.total - a.total || a.site - b.site);
      placed.circles = Array.from(clusters.lead, (site, cluster) => this._circleBox(site, clusters.total[cluster], view.scale));
      // Members of a group may be named by no text: they have no circle to keep off.
      placed.circles.forEach((box, cluster) => clusters.total[cluster] > 0 && taken.add(box));
      for (const site of this._shaped()) this._try(placed, taken, view, { site, cluster: null, total: 0, style: this._styleOf(site) });
      for (const box of placed.spots) taken.add(box);
      for (const circle of circles.slice(0, MOST_NAMES)) this._try(placed, taken, view, { ...circle, style: "place" });
      return placed;
    }

    /** Places that are ground: they have a name and no circle. One called as a town is ("the outskirts of ...") has none. */
    _shaped() {
      const { areal } = this.sites;
      const towns = new Set(this.dataset.places.filter((_, site) => !areal[site]).map((place) => place.name));
      const seen = new Set();
      return this.dataset.places.flatMap(({ name }, site) => {
        if (!areal[site] || !this.sites.has(site) || towns.has(name) || seen.has(name)) return [];
        seen.add(name);
        return [site];
      });
    }

    _styleOf(site) {
      return this.dataset.places[site].where_prec >= NOWHERE ? "sea" : "shape";
    }

    _circleBox(site, total, scale) {
      const radius = this.sites.radius(total);
      const [x, y] = [this.sites.x[site] * scale, this.sites.y[site] * scale];
      return [x - radius, y - radius, x + radius, y + radius];
    }

    _try(placed, taken, view, name) {
      name.text = this.dataset.places[name.site].name;
      this._ruler.font = FONTS[name.style];
      name.width = this._ruler.measureText(name.text).width;
      for (const [dx, dy] of offsets(name.width, name.cluster === null ? 0 : this.sites.radius(name.total))) {
        const set = { ...name, dx, dy };
        const box = this._textBox(set, view);
        if (taken.overlaps(box)) continue;
        taken.add(box);
        placed.push(set);
        return;
      }
    }
  };

  /** Below first: events stand above their place. */
  function offsets(width, radius) {
    if (radius === 0) return [[-width / 2, 0]];
    const away = radius + GAP_PX;
    const [left, right, below] = [-away - width, away, away + HEIGHT_PX / 2];
    return [
      [-width / 2, below], [right, 0], [left, 0], [right, away], [left, away], [-width / 2, below + 8], [-width / 2, -below],
      [left - FAR_PX, 0], [right + FAR_PX, 0], [left - FAR_PX, -away], [right + FAR_PX, -away], [-width / 2, below + FAR_PX],
    ];
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
