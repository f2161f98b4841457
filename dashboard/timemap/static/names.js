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
    /** `blocked(kept)` is told what basemap names have to keep off, whenever that changes: see TimeMap.BasemapNames. */
    constructor(dataset, marks, colours, blocked) {
      this.dataset = dataset;
      this.marks = marks;
      this.sites = marks.sites;
      this.colours = colours;
      this.hits = [];
      this._blocked = blocked;
      this._layouts = new Map();
      this._ruler = document.createElement("canvas").getContext("2d");
      this._lettering = new TimeMap.Lettering();
      this._looks = {};
      this._painted = null;
      this._told = null;
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
      if (!this.marks.visible) return false;
      const shown = this._shown(view);
      this._painted = { zoom: view.zoom, theme: this.colours.theme, shown };
      this._lettering.write(context, shown.flatMap((name) => this._wordsOf(view, name)));
      this.tell(view);
      return this.hits.length > 0;
    }

    _wordsOf(view, name) {
      const x = this.sites.x[name.site] * view.scale - view.left + name.dx;
      const y = this.sites.y[name.site] * view.scale - view.top + name.dy;
      if (x > view.width || y > view.height || x + name.width < 0 || y < 0) return [];
      this.hits.push({
        x: x + name.width / 2, y, halfWidth: name.width / 2, radius: HEIGHT_PX / 2,
        kind: "place", place: name.site, count: this.marks.visible.mentionCountByPlace[name.site], rank: 0,
      });
      return [{ text: name.text, width: name.width, x, y, look: this._look(name.style) }];
    }

    _look(style) {
      const { theme, ink, paper } = this.colours;
      return (this._looks[theme + style] ??= {
        font: FONTS[style], size: HEIGHT_PX, spacing: 0, ink, opacity: style === "place" ? 1 : 0.8,
        halo: paper, haloOpacity: 0.9, haloWidth: 3.5,
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

    /**
     * Tell the basemap what its names keep off. With few places it names those that do not show, until they do; with many
     * its names would flicker.
     */
    tell(view) {
      if (!this.marks.visible) return;
      const layout = this._layout(view);
      const owners = this._owners(layout);
      const told = `${view.zoom}|${owners.join("|")}`;
      if (told === this._told) return;
      this._told = told;
      layout.kept ??= this._keptOff(layout, view);
      this._blocked({ ...layout.kept, zoom: view.zoom, shown: new Set(owners) });
    }

    /** Clusters that show, by number, and grounds whose name shows, by name. */
    _owners(layout) {
      const named = this._painted ? this._painted.shown.filter((name) => name.cluster === null).map((name) => name.text) : [];
      if (this.sites.isCrowd || !this.marks.layers.has("places")) return named;
      const clusters = [];
      for (let cluster = 0; cluster < layout.circles.length; cluster++) if (this.marks.circles.shows(cluster)) clusters.push(cluster);
      return [...clusters, ...named];
    }

    /** Boxes of all that ever stands here, those of a mark that comes and goes with its owner; names written by marks. */
    _keptOff(layout, view) {
      const owned = (box, owner) => (this.sites.isCrowd ? box : [...box, owner]);
      const boxes = [
        ...layout.spots,
        ...layout.map((name) => owned(this._textBox(name, view), name.cluster ?? name.text)),
        ...layout.circles.map((box, cluster) => owned(box, cluster)),
      ];
      return { boxes, names: layout.filter((name) => name.cluster === null).map((name) => name.text) };
    }

    _textBox({ site, dx, dy, width }, view) {
      const [x, y] = [this.sites.x[site] * view.scale + dx, this.sites.y[site] * view.scale + dy];
      return [x - 1, y - HEIGHT_PX / 2, x + width + 1, y + HEIGHT_PX / 2];
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
