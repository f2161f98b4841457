/* Names of countries, cities and seas: never two on one spot, never on a mark, and still while the map is moved. */
(function (TimeMap) {
  "use strict";

  // As dashboard/basemap/derive/place.py numbers them.
  const [COUNTRY, CAPITAL, CITY, SEA, REGION] = [0, 1, 2, 3, 4];
  const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
  // Names whose point lies this far off the canvas, in pixels, may still reach into it.
  const REACH = 120;
  const GAP = 3;
  const DOT_RADIUS = 2;
  // Zooms after its first one at which a name has served and goes.
  const LIFE = { [COUNTRY]: 5, [SEA]: 5, [REGION]: 4, [CAPITAL]: 99, [CITY]: 99 };
  // While a date is dragged, marks come and go faster than names can be set anew within one step.
  const MAKE_ROOM_MS = 150;
  const NOTHING_KEPT = { boxes: [], names: [], written: new Set(), shown: null, zoom: null };
  const FIRST = 1e6; // names that were there before come before all others
  const ROOM_ROWS = 0x200000; // cells are numbered column * ROOM_ROWS + row
  // Streets of a vector background are named from here on, the same name at most once in so many pixels.
  const STREETS_ZOOM = 14;
  const STREET_APART = 260;

  // Joined letters may not be drawn apart, nor slanted.
  const JOINED = /[\u0600-\u06FF]/;

  function style(place, zoom) {
    const look = latinStyle(place, zoom);
    return JOINED.test(place.name) ? { ...look, font: look.font.replace("italic ", ""), spacing: 0 } : look;
  }

  function latinStyle(place, zoom) {
    const age = zoom - place.firstZoom;
    if (place.kind === COUNTRY) {
      const size = Math.min(11 + Math.max(age, 0) * 1.5, 16);
      return { font: `600 ${size}px ${FAMILY}`, size, spacing: size * 0.14, colour: "country", upper: true };
    }
    if (place.kind === SEA) {
      const size = Math.min(11 + Math.max(age, 0), 14);
      return { font: `italic 400 ${size}px ${FAMILY}`, size, spacing: size * 0.08, colour: "water", breaks: true };
    }
    if (place.kind === REGION) {
      return { font: `italic 400 11.5px ${FAMILY}`, size: 11.5, spacing: 1.6, colour: "region", breaks: true };
    }
    const size = place.kind === CAPITAL ? 12.5 : Math.min(11 + Math.max(age, 0) * 0.5, 12.5);
    return { font: `${place.kind === CAPITAL ? 600 : 500} ${size}px ${FAMILY}`, size, spacing: 0, colour: "city", dot: true };
  }

  /** Boxes that may not overlap, found by cell. */
  class Room {
    constructor() {
      this._cells = new Map();
    }

    isFree(box) {
      return this._keys(box).every((key) => (this._cells.get(key) || []).every((other) => !overlap(box, other)));
    }

    /** Owners of the boxes that overlap one; null when one of these belongs to nobody: it is always there. */
    ownersAt(box) {
      const owners = [];
      for (const key of this._keys(box)) {
        for (const other of this._cells.get(key) || []) {
          if (!overlap(box, other)) continue;
          if (other[4] === undefined) return null;
          if (!owners.includes(other[4])) owners.push(other[4]);
        }
      }
      return owners;
    }

    take(box) {
      for (const key of this._keys(box)) {
        const there = this._cells.get(key);
        if (there) there.push(box);
        else this._cells.set(key, [box]);
      }
    }

    _keys([left, top, right, bottom]) {
      const keys = [];
      for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x++) {
        for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y++) keys.push(x * ROOM_ROWS + y);
      }
      return keys;
    }
  }

  function overlap(a, b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  /** `packs` a TimeMap.BasemapPacks; `pane` the name of the map pane to paint in. */
  TimeMap.BasemapNames = class {
    constructor(map, packs, colours, pane) {
      this._packs = packs;
      this._colours = colours;
      this._blocked = NOTHING_KEPT;
      this._ruler = document.createElement("canvas").getContext("2d");
      this._lettering = new TimeMap.Lettering();
      this._looks = new Map();
      this._laid = null;
      this._laidFor = null;
      /** Names painted last: [{text, width, x, y, look}], y in the middle. */
      this.painted = [];
      this._kept = new Map();
      this._keptZoom = null;
      this._widths = new Map();
      this._found = new WeakMap();
      this._vector = null;
      this._named = false;
      this.layer = new TimeMap.CanvasLayer(pane, (context, view) => this._paint(context, view)).addTo(map);
    }

    setColours(colours) {
      this._colours = colours;
      this._looks.clear();
      this.layer.repaint();
    }

    /**
     * Ground that names keep off. `boxes` are [[left, top, right, bottom, owner], ...] in pixels of the whole world at
     * `zoom` (`TimeMap.world(lat, lon)` times `2 ** zoom`), so that moving the map changes none of them. A box without
     * an owner is always there; one with an owner while that is in the set `shown`, and so are `names`, which the marks
     * write themselves. Where a name stands depends on the boxes alone, whether it shows on what shows: no day moves it.
     */
    setBlocked({ boxes = [], names = [], shown = null, zoom = null }) {
      const other = boxes !== this._blocked.boxes;
      this._blocked = { boxes, names, written: new Set(names), shown, zoom };
      if (other) return this.refresh();
      if (this._timer || !this._laid) return;
      this._timer = setTimeout(() => {
        this._timer = 0;
        if (this._signature() !== this._paintedSignature) this.layer.repaint();
      }, MAKE_ROOM_MS);
    }

    refresh() {
      this._laidFor = null;
      this.layer.repaint();
    }

    _shows({ owners }) {
      const { shown } = this._blocked;
      return !owners.some((owner) => !shown || shown.has(owner));
    }

    /** Which of the names that come and go are there. */
    _signature() {
      return this._laid.map((label, i) => (label.owners.length && this._shows(label) ? i : "")).join("");
    }

    /** See TimeMap.Basemap: `vector` brings names of its own, `named` wants none at all. */
    setOverlay(vector, named) {
      this._vector = vector;
      this._named = named;
      this._kept.clear();
      this.refresh();
    }

    _paint(context, view) {
      this._look = null;
      this.painted = [];
      // At a new zoom the marks say in the same moment what to keep off: names set before that would jump.
      if (this._named || (this._blocked.zoom !== null && this._blocked.zoom !== view.zoom)) return false;
      const streets = this._vector && Math.floor(view.zoom + 0.25) >= STREETS_ZOOM;
      if (this._laidFor !== view || streets) this._lay(view);
      const shown = this._laid.filter((label) => this._shows(label));
      for (const { x, y, look, kind } of shown) if (look.dot) this._dot(context, x - view.left, y - view.top, kind);
      this.painted = shown.flatMap((label) => this._wordsOf(label, view));
      this._lettering.write(context, this.painted);
      this._paintedSignature = this._signature();
      if (streets) this._writeStreets(context, view, this._room);
      return true;
    }

    /** Find places for the names of a view. */
    _lay(view) {
      const zoom = Math.floor(view.zoom + 0.25);
      if (this._keptZoom !== view.zoom) this._kept.clear();
      this._keptZoom = view.zoom;
      this._room = new Room();
      for (const box of this._blocked.boxes) this._room.take(box);
      const before = this._kept;
      this._kept = new Map();
      this._laid = [];
      this._laidFor = view;
      for (const spot of this._candidates(view, zoom, before)) this._set(spot, zoom, this._room, before);
    }

    /** Names of streets along them, the longest pieces first. */
    _writeStreets(context, view, room) {
      const look = { font: `500 11px ${FAMILY}`, size: 11, spacing: 0.2 };
      const streets = [...this._vector.tiles(view.zoom)].flatMap((tile) => tile.streets);
      const at = new Map();
      for (const street of streets.sort((a, b) => b.length - a.length || (a.name < b.name ? -1 : 1))) {
        const [x, y] = [street.x * view.scale, street.y * view.scale];
        if (x < view.left || y < view.top || x > view.left + view.width || y > view.top + view.height) continue;
        const others = at.get(street.name) || at.set(street.name, []).get(street.name);
        if (others.some(([ox, oy]) => Math.hypot(ox - x, oy - y) < STREET_APART)) continue;
        const [line] = this._lines(context, { name: street.name }, look);
        if (line.width > street.length * view.scale * 1.1) continue;
        const across = (Math.abs(Math.cos(street.angle)) * line.width + Math.abs(Math.sin(street.angle)) * look.size) / 2;
        const up = (Math.abs(Math.sin(street.angle)) * line.width + Math.abs(Math.cos(street.angle)) * look.size) / 2;
        const box = [x - across, y - up, x + across, y + up];
        if (!room.isFree(box)) continue;
        room.take(box);
        others.push([x, y]);
        context.save();
        context.translate(x - view.left, y - view.top);
        context.rotate(street.angle);
        this._write(context, [line], { ...look, ink: this._vector.streetColour() }, 0, 0);
        context.restore();
        this._look = null;
      }
    }

    /** Names of the packs, and of the background over them where it has better ones. */
    _offered(view, zoom) {
      const packs = [...this._packs.tiles()].map(({ places }) => this._offers(places, zoom));
      const vector = this._vector;
      if (!vector) return packs;
      const better = [...vector.tiles(view.zoom)].map(({ places }) => this._offers(places, zoom));
      const only = (lists, replaced) => lists.map((list) => list.filter(({ place }) => vector.replaces(place, view.zoom) === replaced));
      return [...only(packs, false), ...only(better, true)];
    }

    /** Names out of a list that a zoom may show, found once: each keeps how it is written there. */
    _offers(places, zoom) {
      const byZoom = this._found.get(places) || this._found.set(places, new Map()).get(places);
      if (!byZoom.has(zoom)) {
        const shows = ({ kind, firstZoom }) => firstZoom <= zoom && zoom <= firstZoom + LIFE[kind];
        byZoom.set(zoom, places.filter(shows).map((place) => ({ place, rank: importance(place), words: null })));
      }
      return byZoom.get(zoom);
    }

    /** How a name is written: {look, lines, offsets, width, height}. */
    _words(offer, zoom) {
      if (!offer.words) {
        const look = style(offer.place, zoom);
        const lines = this._lines(this._ruler, offer.place, look);
        const width = Math.max(...lines.map((line) => line.width));
        const height = lines.length * look.size * 1.2;
        offer.words = { look, lines, width, height, offsets: look.dot ? sides(width, height) : [[0, 0]] };
      }
      return offer.words;
    }

    /** Names in view, those first that were there before, then the important ones. */
    _candidates(view, zoom, before) {
      const found = new Map();
      const world = 256 * view.scale;
      const [top, bottom] = [view.top - REACH, view.top + view.height + REACH];
      for (const offers of this._offered(view, zoom)) {
        for (const offer of offers) {
          const { place } = offer;
          const y = place.y * view.scale;
          if (y < top || y > bottom) continue;
          // The world repeats itself to the east and west.
          const first = Math.ceil((view.left - REACH - place.x * view.scale) / world);
          for (let x = place.x * view.scale + first * world; x < view.left + view.width + REACH; x += world) {
            const key = `${place.name}|${Math.round(x / 8)}|${Math.round(y / 8)}`;
            if (!found.has(key)) found.set(key, { offer, x, y, key, rank: offer.rank - (before.has(key) ? FIRST : 0) });
          }
        }
      }
      return [...found.values()].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
    }

    /** Take the side of a name that fewest marks will ever cover. */
    _set(spot, zoom, room, before) {
      const { name, kind } = spot.offer.place;
      const { look, lines, width, height, offsets } = this._words(spot.offer, zoom);
      const dot = [spot.x - 3, spot.y - 3, spot.x + 3, spot.y + 3];
      // A city under a mark is named by the mark.
      const covered = look.dot ? room.ownersAt(dot) : [];
      if (!covered) return;
      const old = before.get(spot.key);
      let best = null;
      for (const side of old === undefined ? offsets.keys() : [old, ...offsets.keys()]) {
        const [x, y] = [spot.x + offsets[side][0], spot.y + offsets[side][1]];
        const box = [x - width / 2 - GAP, y - height / 2, x + width / 2 + GAP, y + height / 2];
        const beside = room.ownersAt(box);
        if (!beside) continue;
        const owners = [...new Set([...covered, ...beside])];
        if (!best || owners.length < best.owners.length) best = { side, box, owners, textX: x, textY: y };
        if (best.owners.length === covered.length) break;
      }
      if (!best) return;
      room.take(best.box);
      if (look.dot) room.take(dot);
      this._kept.set(spot.key, best.side);
      const owners = this._blocked.written.has(name) ? [...best.owners, name] : best.owners;
      this._laid.push({ lines, look, kind, x: spot.x, y: spot.y, textX: best.textX, textY: best.textY, owners });
    }

    _wordsOf({ lines, look, textX, textY }, view) {
      return lines.map(({ text, width }, i) => ({
        text, width, look: this._lookOf(look),
        // Letter spacing adds room after the last letter too.
        x: textX - view.left - (width - look.spacing) / 2,
        y: textY - view.top + (i - (lines.length - 1) / 2) * look.size * 1.2,
      }));
    }

    _lookOf({ font, size, spacing, colour, ink }) {
      const key = `${font}|${colour}`;
      let look = this._looks.get(key);
      if (!look) {
        const halo = colour === "water" ? this._colours.waterHalo : this._colours.halo;
        look = { font, size, spacing, ink: ink ?? this._colours[colour], opacity: 1, halo, haloOpacity: 1, haloWidth: 3 };
        this._looks.set(key, look);
      }
      return look;
    }

    _lines(context, place, look) {
      const key = `${look.font}|${place.name}`;
      if (!this._widths.has(key)) {
        this._font(context, look);
        const text = look.upper ? place.name.toLocaleUpperCase("en") : place.name;
        const parts = look.breaks || (look.upper && text.length > 14) ? broken(text) : [text];
        this._widths.set(key, parts.map((part) => ({ text: part, width: context.measureText(part).width })));
      }
      return this._widths.get(key);
    }

    _font(context, look) {
      // To set a font costs as much as to write with it.
      if (this._look && this._look.font === look.font && this._look.spacing === look.spacing) return;
      this._look = look;
      context.font = look.font;
      if ("letterSpacing" in context) context.letterSpacing = `${look.spacing}px`;
    }

    _write(context, lines, look, x, y) {
      this._font(context, look);
      context.textBaseline = "middle";
      context.textAlign = "left";
      context.lineJoin = "round";
      context.lineWidth = 3;
      context.strokeStyle = look.colour === "water" ? this._colours.waterHalo : this._colours.halo;
      context.fillStyle = look.ink ?? this._colours[look.colour];
      lines.forEach((line, i) => {
        const top = y + (i - (lines.length - 1) / 2) * look.size * 1.2;
        // Letter spacing adds room after the last letter too.
        const left = x - (line.width - look.spacing) / 2;
        context.strokeText(line.text, left, top);
        context.fillText(line.text, left, top);
      });
    }

    _dot(context, x, y, kind) {
      context.beginPath();
      context.arc(x, y, DOT_RADIUS + (kind === CAPITAL ? 0.5 : 0), 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = this._colours.halo;
      context.stroke();
      context.fillStyle = this._colours.city;
      context.fill();
    }
  };

  function importance(place) {
    return place.firstZoom * 4 + { [COUNTRY]: 0, [CAPITAL]: 1, [SEA]: 2, [CITY]: 3, [REGION]: 5 }[place.kind];
  }

  /** Where a name may stand beside its dot: right, left, above, below. */
  function sides(width, height) {
    const [across, up] = [width / 2 + 6, height / 2 + 4];
    return [[across, 0], [-across, 0], [0, -up], [0, up]];
  }

  /** A name on two lines, broken at the blank nearest to its middle. */
  function broken(text) {
    const blanks = [...text.matchAll(/ /g)].map((match) => match.index);
    if (!blanks.length) return [text];
    const middle = text.length / 2;
    const at = blanks.reduce((a, b) => (Math.abs(a - middle) <= Math.abs(b - middle) ? a : b));
    return [text.slice(0, at), text.slice(at + 1)];
  }
})((window.TimeMap = window.TimeMap || {}));
