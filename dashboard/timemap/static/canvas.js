/* A Leaflet layer of one canvas that is painted anew for each view and each step. */
(function (TimeMap) {
  "use strict";

  // Beyond each edge of the map, so that a short pan shows painted ground, as a share of its size.
  const PADDING = 0.15;
  // A third device pixel cannot be seen and costs another 125 % of memory.
  const MAX_PIXEL_RATIO = 2;

  /** [x, y] of a WGS84 point in Web Mercator, in pixels of zoom 0. */
  TimeMap.world = function (lat, lon) {
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return [((lon + 180) / 360) * 256, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256];
  };

  /** Whether a point lies farther than `margin` pixels off a canvas. */
  TimeMap.offCanvas = function (x, y, view, margin) {
    return x < -margin || y < -margin || x > view.width + margin || y > view.height + margin;
  };

  const sameView = (a, b) => a !== null && Object.keys(b).every((key) => a[key] === b[key]);

  /**
   * `paint(context, view)` draws in CSS pixels and returns false when there was nothing to draw: a canvas that stays
   * empty is left alone. `view` is {scale, left, top, width, height, zoom}: a world point
   * (x, y) lies at (x * scale - left, y * scale - top).
   */
  TimeMap.CanvasLayer = L.Layer.extend({
    initialize(pane, paint) {
      L.setOptions(this, { pane });
      this._paint = paint;
      this._isBlank = true;
      this.view = null;
    },

    onAdd(map) {
      const canvas = L.DomUtil.create("canvas", "tm-canvas leaflet-zoom-animated", this.getPane());
      canvas.setAttribute("aria-hidden", "true");
      this._canvas = canvas;
      this._context = canvas.getContext("2d");
      this._reset(map);
    },

    onRemove() {
      this._canvas.remove();
    },

    getEvents() {
      return {
        viewreset: this._reset, moveend: this._reset, resize: this._reset,
        move: this._moved, zoom: this._zoomed, zoomanim: this._animated,
      };
    },

    /** Paint the same view again, with what there is to show now. */
    repaint() {
      if (!this.view) return;
      const ratio = this._ratio;
      this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (!this._isBlank) this._context.clearRect(0, 0, this.view.width, this.view.height);
      this._isBlank = false;
      this._isBlank = this._paint(this._context, this.view) === false;
    },

    /** As `repaint`, where `repair(context, view)` can do with less on what was painted before: it returns false when it cannot. */
    repair(repair) {
      if (!this.view) return;
      this._context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      if (this._isBlank || !repair(this._context, this.view)) this.repaint();
    },

    /** Position of a pixel of the map's container on this canvas. */
    fromContainer(point) {
      const layer = this._map.containerPointToLayerPoint(point);
      return { x: layer.x - this._origin.x, y: layer.y - this._origin.y };
    },

    _reset() {
      const map = this._map;
      const size = map.getSize();
      const padding = size.multiplyBy(PADDING).round();
      this._center = map.getCenter();
      this._zoom = map.getZoom();
      this._origin = map.containerPointToLayerPoint(padding.multiplyBy(-1)).round();
      const wiped = this._fit(size.x + 2 * padding.x, size.y + 2 * padding.y);
      L.DomUtil.setPosition(this._canvas, this._origin);
      const corner = map.getPixelOrigin().add(this._origin);
      const before = this.view;
      this.view = {
        scale: 2 ** this._zoom, left: corner.x, top: corner.y,
        width: size.x + 2 * padding.x, height: size.y + 2 * padding.y, zoom: this._zoom,
      };
      // Leaflet says twice that a zoom has ended.
      if (wiped || !sameView(before, this.view)) this.repaint();
    },

    /** Bring the bitmap to a size; whether that threw away what was on it. */
    _fit(width, height) {
      const canvas = this._canvas;
      this._ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
      const [pixelWidth, pixelHeight] = [Math.round(width * this._ratio), Math.round(height * this._ratio)];
      if (canvas.width === pixelWidth && canvas.height === pixelHeight) return false;
      canvas.width = pixelWidth;
      canvas.height = pixelHeight;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      return true;
    },

    _moved() {
      const offset = this.fromContainer(L.point(0, 0));
      const size = this._map.getSize();
      const outside = offset.x < 0 || offset.y < 0
        || offset.x + size.x > this.view.width || offset.y + size.y > this.view.height;
      if (outside && this._map.getZoom() === this._zoom) this._reset();
    },

    _zoomed() {
      this._transform(this._map.getCenter(), this._map.getZoom());
    },

    _animated(event) {
      this._transform(event.center, event.zoom);
    },

    /** Stretch what is painted to where it lies at another centre and zoom, until the zoom ends. */
    _transform(center, zoom) {
      const map = this._map;
      const scale = map.getZoomScale(zoom, this._zoom);
      const half = L.point(this.view.width, this.view.height).divideBy(2);
      const newOrigin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).round();
      const offset = half.multiplyBy(-scale).add(map.project(this._center, zoom)).subtract(newOrigin);
      // The map pane is moved while zooming; layers are positioned inside it.
      L.DomUtil.setTransform(this._canvas, offset.subtract(L.DomUtil.getPosition(map.getPane("mapPane"))), scale);
    },
  });
})((window.TimeMap = window.TimeMap || {}));
