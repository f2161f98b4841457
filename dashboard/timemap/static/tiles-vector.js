/* Vector tiles of the user's own, drawn in the style of the built-in map: streets, buildings, water, names. */
(function (TimeMap) {
  "use strict";

  const TILE_PX = 512;
  // A 512-pixel tile at zoom z shows the file's tile of zoom z - 1.
  const ZOOM_OFFSET = -1;
  const MAX_PIXEL_RATIO = 2;
  const OVERLAP_PX = 1;
  const GRID = TimeMap.TILE_GRID;
  const [CAPITAL, CITY] = [1, 2]; // as dashboard/basemap/derive/place.py numbers them

  TimeMap.TILE_COLOURS = {
    light: {
      built: "#efebe4", green: "#e5ebdb", building: "#e2dcd2", buildingEdge: "#d0c8bb", rail: "#c3bcb2",
      highway: "#fae8bd", major: "#ffffff", minor: "#ffffff", path: "#dad3c7", casing: "#cfc7b8", highwayCasing: "#c9ae6d",
      street: "#6b645b",
    },
    dark: {
      built: "#222b33", green: "#1d2b27", building: "#2b353e", buildingEdge: "#38444e", rail: "#46525c",
      highway: "#5d5640", major: "#3f4b55", minor: "#35414a", path: "#35414a", casing: "#141b21", highwayCasing: "#141b21",
      street: "#93a0aa",
    },
  };

  // Areas, then lines, in the order in which they are painted.
  const AREAS = ["built", "green", "water", "building"];
  const ROADS = ["path", "minor", "major", "highway"];
  // Width in pixels at zoom 14, the least that is drawn, and the zoom from which it is.
  const WIDTHS = { path: [0.9, 0.6, 13.5], minor: [2.2, 0.7, 11.5], major: [4, 0.8, 8], highway: [5.5, 1, 5], rail: [1, 0.7, 9] };

  /** `offer` as app/tiles/index.json gives it; `colours` of the basemap in the theme of the moment. */
  TimeMap.VectorTiles = L.GridLayer.extend({
    options: { tileSize: TILE_PX, updateWhenZooming: false, keepBuffer: 1, className: "tm-tiles-vector", zIndex: 5 },

    initialize(address, offer, colours, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this._store = new TimeMap.TileStore(address);
      this._offer = offer;
      this._colours = colours;
    },

    createTile(coords, done) {
      const canvas = document.createElement("canvas");
      canvas.tmRatio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
      canvas.width = canvas.height = Math.ceil((TILE_PX + OVERLAP_PX) * canvas.tmRatio);
      canvas.tmCoords = coords;
      canvas.setAttribute("aria-hidden", "true");
      this._fill(canvas, done);
      return canvas;
    },

    _initTile(canvas) {
      L.GridLayer.prototype._initTile.call(this, canvas);
      canvas.style.width = canvas.style.height = `${canvas.width / canvas.tmRatio}px`;
    },

    setColours(colours) {
      this._colours = colours;
      for (const { el } of Object.values(this._tiles || {})) this._fill(el, () => {});
    },

    /** Places in the tiles that are here, as the basemap's packs give them. */
    tiles(zoom) {
      return this._store.at(this._fileZoom(zoom));
    },

    /** Whether the file's names stand for a place of the built-in map. */
    replaces({ kind, x, y }, zoom) {
      if (kind !== CAPITAL && kind !== CITY) return false;
      const [left, bottom, right, top] = this._offer.bounds;
      const [west, north] = TimeMap.world(top, left);
      const [east, south] = TimeMap.world(bottom, right);
      return zoom >= Math.max(9, this._offer.first_zoom + 1) && x > west && x < east && y > north && y < south;
    },

    streetColour() {
      return this._colours.street;
    },

    _fileZoom(zoom) {
      return Math.min(Math.round(zoom) + ZOOM_OFFSET, this._offer.last_zoom);
    },

    async _fill(canvas, done) {
      const { x, y, z } = canvas.tmCoords;
      const shift = Math.max(0, z + ZOOM_OFFSET - this._offer.last_zoom);
      const fileZoom = z + ZOOM_OFFSET - shift;
      const across = 2 ** fileZoom;
      const row = y >> shift;
      let tile = null;
      if (fileZoom >= this._offer.first_zoom && row >= 0 && row < across) {
        const column = x >> shift;
        tile = await this._store.tile(fileZoom, ((column % across) + across) % across, row);
        if (tile) this._paint(canvas, tile, { shift, left: x - column * 2 ** shift, top: y - row * 2 ** shift, zoom: z });
      }
      done(null, canvas);
      if (tile) this.fire("drawn");
    },

    _paint(canvas, { paths }, { shift, left, top, zoom }) {
      const context = canvas.getContext("2d");
      const side = TILE_PX * canvas.tmRatio;
      const unit = (side * 2 ** shift) / GRID;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      this._paintGround(context, canvas, paths, [unit, 0, 0, unit, -left * side, -top * side]);
      this._paintShapes(context, paths, zoom, canvas.tmRatio / unit);
    },

    /** Sea and land only where the tile says which is which; elsewhere the built-in map shows through. */
    _paintGround(context, canvas, paths, place) {
      const { sea, land } = this._colours;
      if (paths.earth || paths.ocean) {
        context.fillStyle = paths.earth ? sea : land;
        context.fillRect(0, 0, canvas.width, canvas.height);
      }
      context.setTransform(...place);
      const fill = (path, colour) => {
        context.fillStyle = colour;
        context.fill(path);
      };
      if (paths.earth) fill(paths.earth, land);
      else if (paths.ocean) fill(paths.ocean, sea);
    },

    /** `px` is the width of one CSS pixel in steps of the grid. */
    _paintShapes(context, paths, zoom, px) {
      const colours = { ...this._colours, water: this._colours.sea };
      const stroke = (style, colour, width, dash = []) => {
        if (!paths[style]) return;
        context.strokeStyle = colour;
        context.lineWidth = width * px;
        context.setLineDash(dash.map((each) => each * px));
        context.stroke(paths[style]);
      };
      const width = (style) => {
        const [usual, least, from] = WIDTHS[style];
        return zoom < from ? 0 : Math.max(least, usual * 1.5 ** (zoom - 14));
      };
      context.lineJoin = "round";
      context.lineCap = "butt";
      for (const style of AREAS) {
        if (!paths[style] || (style === "building" && zoom < 13.5)) continue;
        context.fillStyle = colours[style];
        context.fill(paths[style]);
      }
      if (zoom >= 15.5) stroke("building", colours.buildingEdge, 0.8);
      stroke("waterway", colours.river, zoom < 12 ? 0.9 : 1.6);
      context.lineCap = "round";
      for (const style of ROADS) {
        const casing = style === "highway" ? colours.highwayCasing : colours.casing;
        if (style !== "path" && width(style) >= 1.4) stroke(style, casing, width(style) + 1.4);
      }
      for (const style of ROADS) {
        const thin = width(style) < 1.4 && style !== "highway"; // too thin for a casing: white on white
        if (width(style)) stroke(style, thin ? colours.casing : colours[style], width(style), style === "path" ? [3, 2] : []);
      }
      context.lineCap = "butt";
      if (width("rail")) stroke("rail", colours.rail, width("rail") + 0.4, zoom > 13 ? [6, 3] : []);
      stroke("province", colours.province, 0.8, [4, 3]);
      stroke("border", colours.border, 1.2);
      stroke("disputed", colours.border, 1.2, [5, 4]);
    },
  });
})((window.TimeMap = window.TimeMap || {}));
