/* Packs of the basemap: fetched when the view needs them, decoded to paths and names. */
(function (TimeMap) {
  "use strict";

  // Kinds of features, as dashboard/basemap/derive/tile.py numbers them.
  const LAYERS = ["", "land", "lakes", "borders", "disputed", "rivers", "provinces"];
  const AREAS = new Set(["land", "lakes"]);
  const PLACES = 7;
  // Tiles kept decoded; a wide screen needs about ten at once.
  const KEPT_TILES = 96;

  class Reader {
    constructor(buffer) {
      this.bytes = new Uint8Array(buffer);
      this.at = 0;
    }

    get atEnd() {
      return this.at >= this.bytes.length;
    }

    number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        if (this.atEnd) throw new RangeError("the pack ends too early");
        const byte = this.bytes[this.at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value >>> 0;
      }
    }

    signed() {
      const value = this.number();
      return (value >>> 1) ^ -(value & 1);
    }

    text(length) {
      const name = new TextDecoder().decode(this.bytes.subarray(this.at, this.at + length));
      this.at += length;
      return name;
    }
  }

  /** One tile: `Shapes` a layer, and `places` [{name, kind, firstZoom, x, y}]. */
  function decodeTile(buffer) {
    const reader = new Reader(buffer);
    const tile = { places: [] };
    while (!reader.atEnd) {
      const kind = reader.number();
      const count = reader.number();
      if (kind === PLACES) tile.places = readPlaces(reader, count);
      else tile[LAYERS[kind]] = new Shapes(reader, count, AREAS.has(LAYERS[kind]));
    }
    return tile;
  }

  /** Rings or lines in steps of the tile's grid. */
  class Shapes {
    constructor(reader, count, closed) {
      const points = [];
      this._closed = closed;
      this._ends = new Uint32Array(count);
      this._paths = new Map();
      let x = 0;
      let y = 0;
      for (let feature = 0; feature < count; feature++) {
        for (let left = reader.number(); left; left--) points.push((x += reader.signed()), (y += reader.signed()));
        this._ends[feature] = points.length;
      }
      this._points = Int32Array.from(points);
    }

    /** All shapes as one path, without points nearer than `step` to the one before: a tile serves several zooms. */
    path(step) {
      const key = Math.round(step);
      if (!this._paths.has(key)) this._paths.set(key, this._thinned(key));
      return this._paths.get(key);
    }

    _thinned(step) {
      const path = new Path2D();
      const points = this._points;
      let start = 0;
      for (const end of this._ends) {
        let [x, y] = [points[start], points[start + 1]];
        path.moveTo(x, y);
        for (let at = start + 2; at < end; at += 2) {
          const far = Math.abs(points[at] - x) + Math.abs(points[at + 1] - y) > step;
          if (far || at === end - 2) path.lineTo((x = points[at]), (y = points[at + 1]));
        }
        if (this._closed) path.closePath();
        start = end;
      }
      return path;
    }
  }

  function readPlaces(reader, count) {
    const places = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < count; i++) {
      x += reader.signed();
      y += reader.signed();
      const kind = reader.number();
      const firstZoom = reader.number();
      places.push({ x, y, kind, firstZoom, name: TimeMap.named(reader.text(reader.number())) });
    }
    return places;
  }

  /**
   * All packs under one address. `read(name)` gives a promise of a pack's bytes; `onTile(tile)` is told
   * of each one that has come.
   */
  TimeMap.BasemapPacks = class {
    constructor(read, onTile) {
      this._read = read;
      this._onTile = onTile;
      this._levels = [];
      this._tiles = new Map();
      this._asked = new Set();
    }

    /** Load the index and the world at low zoom: enough for a first map. */
    async open() {
      // Both are asked for at once: the world's name is known without the index.
      const [index, world] = await Promise.all([this._read("index.json"), this._read("0-0-0.bin")]);
      const { levels } = JSON.parse(new TextDecoder().decode(index));
      this._levels = levels.map((level) => ({ ...level, rows: level.rows.map((row) => BigInt(`0x${row}`)) }));
      this._keep(this._place(0, 0, 0), world);
    }

    get isOpen() {
      return this._levels.length > 0;
    }

    /**
     * The finest tile at hand for tile (x, y) of zoom `tileZoom`, drawn at map zoom `zoom`; asks for the
     * right one when it is not here yet. null: open sea.
     */
    best(tileZoom, x, y, zoom) {
      let level = this._levels.length - 1;
      while (level > 0 && (this._levels[level].first_zoom > zoom || this._levels[level].tile_zoom > tileZoom)) level--;
      const wanted = this._over(level, tileZoom, x, y);
      if (!this._exists(wanted)) return null;
      if (!this._tiles.has(wanted.name)) this._ask(wanted);
      for (; level >= 0; level--) {
        const tile = this._tiles.get(this._over(level, tileZoom, x, y).name);
        if (tile) return this._touch(tile);
      }
      return null;
    }

    /** Tiles that are at hand. */
    tiles() {
      return this._tiles.values();
    }

    _over(level, tileZoom, x, y) {
      const shift = tileZoom - this._levels[level].tile_zoom;
      return this._place(level, x >> shift, y >> shift);
    }

    _exists({ level, x, y }) {
      return ((this._levels[level].rows[y] >> BigInt(x)) & 1n) === 1n;
    }

    _place(level, x, y) {
      return { name: `${level}-${x}-${y}.bin`, level, x, y };
    }

    async _ask(place) {
      if (this._asked.has(place.name)) return;
      this._asked.add(place.name);
      try {
        this._keep(place, await this._read(place.name));
      } catch (error) {
        // The coarser tile stays on screen; a later view asks again.
        console.warn(`Basemap: ${place.name} did not come, a coarser map is shown instead.`, error);
      }
      this._asked.delete(place.name);
    }

    _keep(place, buffer) {
      const { tile_zoom: tileZoom, extent } = this._levels[place.level];
      const tile = { ...place, tileZoom, extent, ...decodeTile(buffer) };
      // Positions of names in pixels of zoom 0, like TimeMap.world.
      const step = 256 / 2 ** tileZoom / extent;
      for (const spot of tile.places) {
        spot.x = (place.x * extent + spot.x) * step;
        spot.y = (place.y * extent + spot.y) * step;
      }
      tile.x = place.x;
      tile.y = place.y;
      this._tiles.set(place.name, tile);
      this._forget();
      this._onTile(tile);
    }

    _touch(tile) {
      this._tiles.delete(tile.name);
      this._tiles.set(tile.name, tile);
      return tile;
    }

    _forget() {
      for (const name of this._tiles.keys()) {
        if (this._tiles.size <= KEPT_TILES) break;
        if (name !== "0-0-0.bin") this._tiles.delete(name);
      }
    }
  };

  /** `read` for packs served under an address. */
  TimeMap.packsFrom = (address) => async (name) => {
    const response = await fetch(`${address.replace(/\/$/, "")}/${name}`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.arrayBuffer();
  };

  /** `read` for packs inside a saved page: {name: base64 of the gzip-compressed pack}. */
  TimeMap.packsWithin = (packs) => async (name) => {
    if (!Object.hasOwn(packs, name)) throw new Error("not saved with this page");
    const bytes = Uint8Array.from(atob(packs[name]), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };
})((window.TimeMap = window.TimeMap || {}));
