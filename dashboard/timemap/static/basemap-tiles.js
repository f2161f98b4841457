/* Sea, land, water and borders, painted once per tile of the map. */
(function (TimeMap) {
  "use strict";

  const TILE_PX = 512;
  // A 512-pixel tile at zoom z covers a tile of the pyramid's zoom z - 1.
  const ZOOM_OFFSET = -1;
  const MAX_PIXEL_RATIO = 2;
  const MOST_SPARE = 16;
  // Tiles overlap by this much: at a zoom between two whole ones the browser blends their edges with what lies below.
  const OVERLAP_PX = 1;
  // Points of a line nearer to each other than this are painted as one.
  const DETAIL_PX = 0.4;

  /** `packs` a TimeMap.BasemapPacks, `colours` as in TimeMap.BASEMAP_COLOURS. */
  TimeMap.BasemapTiles = L.GridLayer.extend({
    options: { tileSize: TILE_PX, updateWhenZooming: false, keepBuffer: 1, className: "tm-basemap" },

    initialize(packs, colours, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this._packs = packs;
      this._colours = colours;
      // Making a canvas costs more than painting it: those that leave the map are used again.
      this._spare = [];
      this.on("tileunload", ({ tile }) => this._spare.length < MOST_SPARE && this._spare.push(tile));
    },

    createTile(coords) {
      const canvas = this._blank();
      canvas.setAttribute("aria-hidden", "true");
      canvas.tmCoords = coords;
      this._paint(canvas, coords);
      return canvas;
    },

    _blank() {
      const ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
      const spare = this._spare.pop();
      if (spare && spare.tmRatio === ratio) {
        spare.removeAttribute("class");
        spare.removeAttribute("style");
        return spare;
      }
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = Math.ceil((TILE_PX + OVERLAP_PX) * ratio);
      canvas.tmRatio = ratio;
      return canvas;
    },

    /** Painted as soon as it is made, a tile is not waited for, faded in and pruned by itself, as Leaflet would. */
    _addTile(coords, fragment) {
      const canvas = this.createTile(this._wrapCoords(coords));
      this._initTile(canvas);
      canvas.classList.add("leaflet-tile-loaded");
      L.DomUtil.setPosition(canvas, this._getTilePos(coords));
      this._tiles[this._tileCoordsToKey(coords)] = { el: canvas, coords, current: true, active: true, loaded: Date.now() };
      fragment.appendChild(canvas);
    },

    /** Leaflet has the whole page laid out anew for each level it makes; only one that is zoomed into needs that. */
    _updateLevels() {
      const zoom = this._tileZoom;
      if (zoom !== undefined && !this._levels[zoom] && !this._map._animatingZoom) this._levels[zoom] = this._makeLevel(zoom);
      return L.GridLayer.prototype._updateLevels.call(this);
    },

    _makeLevel(zoom) {
      const map = this._map;
      const level = { el: L.DomUtil.create("div", "leaflet-tile-container leaflet-zoom-animated", this._container), zoom };
      level.origin = map.project(map.unproject(map.getPixelOrigin()), zoom).round();
      this._setZoomTransform(level, map.getCenter(), map.getZoom());
      return level;
    },

    _initTile(canvas) {
      L.GridLayer.prototype._initTile.call(this, canvas);
      canvas.style.width = canvas.style.height = `${canvas.width / canvas.tmRatio}px`;
    },

    setColours(colours) {
      this._colours = colours;
      this._eachCanvas((canvas, coords) => this._paint(canvas, coords));
    },

    /** Paint what a pack, when it comes, makes finer. */
    refresh(pack) {
      this._eachCanvas((canvas, coords) => {
        const shift = coords.z + ZOOM_OFFSET - pack.tileZoom;
        const covers = shift >= 0 && coords.x >> shift === pack.x && coords.y >> shift === pack.y;
        if (covers || pack.tileZoom === 0) this._paint(canvas, coords);
      });
    },

    _eachCanvas(fn) {
      for (const { el } of Object.values(this._tiles || {})) fn(el, el.tmCoords);
    },

    _paint(canvas, coords) {
      const context = canvas.getContext("2d", { alpha: false });
      const colours = this._colours;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = colours.sea;
      context.fillRect(0, 0, canvas.width, canvas.height);
      const tileZoom = coords.z + ZOOM_OFFSET;
      const inWorld = coords.y >= 0 && coords.y < 2 ** tileZoom;
      const pack = inWorld && this._packs.isOpen ? this._packs.best(tileZoom, coords.x, coords.y, coords.z) : null;
      if (!pack) return;
      const across = 2 ** (tileZoom - pack.tileZoom);
      const side = TILE_PX * canvas.tmRatio;
      const unit = (side * across) / pack.extent;
      const [left, top] = [coords.x - pack.x * across, coords.y - pack.y * across];
      context.setTransform(unit, 0, 0, unit, -left * side, -top * side);
      this._paintPack(context, pack, coords.z, canvas.tmRatio / unit);
    },

    /** `px` is the width of one CSS pixel in steps of the pack's grid. */
    _paintPack(context, pack, zoom, px) {
      const colours = this._colours;
      const wide = zoom < 5 ? 0.8 : 1;
      const stroke = (shapes, colour, width, { dash = [], detail = DETAIL_PX } = {}) => {
        if (!shapes) return;
        context.strokeStyle = colour;
        context.lineWidth = width * px;
        context.setLineDash(dash.map((length) => length * px));
        context.stroke(shapes.path(detail * px));
      };
      const fill = (shapes, colour) => {
        if (!shapes) return;
        context.fillStyle = colour;
        context.fill(shapes.path(DETAIL_PX * px), "evenodd");
      };
      // Round joins would cost four times as much, and cannot be told apart on lines so thin.
      context.lineJoin = "bevel";
      context.lineCap = "butt";
      // Shallow water along the coast; half of the stroke lies under the land.
      if (zoom >= 5) stroke(pack.land, colours.shallow, 9, { detail: 1.5 });
      fill(pack.land, colours.land);
      stroke(pack.rivers, colours.river, zoom < 6 ? 0.6 : 0.9);
      fill(pack.lakes, colours.sea);
      stroke(pack.lakes, colours.coast, 0.6);
      stroke(pack.land, colours.coast, zoom < 5 ? 0.6 : 0.9);
      stroke(pack.provinces, colours.province, 0.7);
      stroke(pack.borders, colours.border, 1.2 * wide);
      stroke(pack.disputed, colours.border, 1.2 * wide, { dash: [5, 4] });
    },
  });
})((window.TimeMap = window.TimeMap || {}));
