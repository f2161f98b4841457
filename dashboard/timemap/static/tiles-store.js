/* Vector tiles as they come from the app: fetched, decoded, made ready to be drawn. */
(function (TimeMap) {
  "use strict";

  const GRID = 4096; // every tile is brought to this grid, whatever its own
  const KEPT_TILES = 48;
  const [POINT, LINE] = [1, 2];
  const CITY = 2; // as dashboard/basemap/derive/place.py numbers it
  const SHORTEST_STREET = 0.06; // as a share of the tile, to carry a name

  TimeMap.TILE_GRID = GRID;

  /** A file's tiles, fetched and decoded: `tile(z, x, y)` gives {paths, places, streets} or null, now or by a promise. */
  TimeMap.TileStore = class {
    constructor(address) {
      this._address = address;
      this._tiles = new Map();
    }

    tile(z, x, y) {
      const key = `${z}/${x}/${y}`;
      const known = this._tiles.get(key);
      if (known !== undefined) {
        this._tiles.delete(key);
        this._tiles.set(key, known);
        return known;
      }
      const coming = this._fetch(key, z, x, y);
      this._tiles.set(key, coming);
      for (const old of this._tiles.keys()) {
        if (this._tiles.size <= KEPT_TILES) break;
        this._tiles.delete(old);
      }
      return coming;
    }

    /** Tiles of a zoom that are here. */
    *at(zoom) {
      for (const tile of this._tiles.values()) if (tile && tile.z === zoom) yield tile;
    }

    async _fetch(key, z, x, y) {
      let tile = null;
      try {
        const response = await fetch(`${this._address}/${key}`);
        if (response.status === 200) tile = prepared(await response.arrayBuffer(), z, x, y);
      } catch (error) {
        // The built-in map shows in its place.
        console.warn(`Tile ${key} could not be read.`, error);
      }
      if (this._tiles.has(key)) this._tiles.set(key, tile);
      return tile;
    }
  };

  function prepared(buffer, z, x, y) {
    const tile = { z, x, y, paths: {}, places: [], streets: [] };
    const schema = TimeMap.tileSchema;
    for (const { name, extent, features } of TimeMap.decodeMvt(buffer, schema.knows)) {
      const onGrid = GRID / extent;
      for (const { type, geometry, tags } of features) {
        const style = schema.styleOf(name, tags, type);
        if (style) trace((tile.paths[style] = tile.paths[style] || new Path2D()), geometry, onGrid);
        if (type === LINE && schema.hasStreets(name)) addStreet(tile, schema.nameOf(tags), geometry, onGrid);
        const firstZoom = type === POINT ? schema.firstZoom(name, tags) : null;
        if (firstZoom !== null) addPlace(tile, schema.nameOf(tags), firstZoom, geometry, onGrid);
      }
    }
    return tile;
  }

  function trace(path, geometry, onGrid) {
    TimeMap.traceMvt(geometry, {
      moveTo: (x, y) => path.moveTo(x * onGrid, y * onGrid),
      lineTo: (x, y) => path.lineTo(x * onGrid, y * onGrid),
      closePath: () => path.closePath(),
    });
  }

  /** Pixels of zoom 0, like TimeMap.world, of a point on a tile's grid. */
  function inWorld(tile, x, y) {
    const side = 256 / 2 ** tile.z;
    return [(tile.x + x / GRID) * side, (tile.y + y / GRID) * side];
  }

  function addPlace(tile, name, firstZoom, geometry, onGrid) {
    if (!name) return;
    TimeMap.traceMvt(geometry, {
      moveTo: (px, py) => {
        const [x, y] = inWorld(tile, px * onGrid, py * onGrid);
        tile.places.push({ name, kind: CITY, firstZoom, x, y });
      },
    });
  }

  /** A street is named along its longest straight piece. */
  function addStreet(tile, name, geometry, onGrid) {
    if (!name) return;
    let from = null;
    let best = { length: SHORTEST_STREET * GRID };
    const step = (x, y) => {
      const length = from ? Math.hypot(x - from[0], y - from[1]) : 0;
      if (length > best.length) best = { length, a: from, b: [x, y] };
      from = [x, y];
    };
    TimeMap.traceMvt(geometry, {
      moveTo: (x, y) => (from = [x * onGrid, y * onGrid]),
      lineTo: (x, y) => step(x * onGrid, y * onGrid),
      closePath: () => {},
    });
    if (!best.a) return;
    const [x, y] = inWorld(tile, (best.a[0] + best.b[0]) / 2, (best.a[1] + best.b[1]) / 2);
    let angle = Math.atan2(best.b[1] - best.a[1], best.b[0] - best.a[0]);
    if (Math.abs(angle) > Math.PI / 2) angle -= Math.sign(angle) * Math.PI; // never upside down
    tile.streets.push({ name, x, y, angle, length: ((best.length / GRID) * 256) / 2 ** tile.z });
  }
})((window.TimeMap = window.TimeMap || {}));
