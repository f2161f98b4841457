/* GeoJSON geometries as paths, traced once and drawn at any zoom. */
(function (TimeMap) {
  "use strict";

  /** Paths by geometry object, in world pixels of zoom 0 relative to `origin`. */
  TimeMap.Outlines = class {
    constructor(origin) {
      // Paths are kept in 32-bit floats: near the origin they are exact to 0.01 px at zoom 13.
      this.origin = origin;
      this._paths = new WeakMap();
      this._sizes = new WeakMap();
    }

    /** The outline in the pixels of a view. */
    on(view, geometry) {
      let path = this._paths.get(geometry);
      if (!path) this._paths.set(geometry, (path = this._trace(geometry)));
      const placed = new Path2D();
      const { scale } = view;
      placed.addPath(path, new DOMMatrix([
        scale, 0, 0, scale, this.origin[0] * scale - view.left, this.origin[1] * scale - view.top,
      ]));
      return placed;
    }

    /** Extent in square degrees: which of two grounds is the smaller. */
    size(geometry) {
      if (!this._sizes.has(geometry)) this._sizes.set(geometry, extentOf(geometry));
      return this._sizes.get(geometry);
    }

    _trace(geometry) {
      const path = new Path2D();
      for (const { points, closed } of ringsOf(geometry)) {
        points.forEach(([lon, lat], i) => {
          const [x, y] = TimeMap.world(lat, lon);
          if (i === 0) path.moveTo(x - this.origin[0], y - this.origin[1]);
          else path.lineTo(x - this.origin[0], y - this.origin[1]);
        });
        if (closed) path.closePath();
      }
      return path;
    }
  };

  function ringsOf(geometry) {
    const closed = (points) => ({ points, closed: true });
    const open = (points) => ({ points, closed: false });
    switch (geometry && geometry.type) {
      case "Polygon": return geometry.coordinates.map(closed);
      case "MultiPolygon": return geometry.coordinates.flat().map(closed);
      case "LineString": return [open(geometry.coordinates)];
      case "MultiLineString": return geometry.coordinates.map(open);
      case "GeometryCollection": return geometry.geometries.flatMap(ringsOf);
      default: return [];
    }
  }

  function extentOf(geometry) {
    const points = ringsOf(geometry).flatMap((ring) => ring.points);
    const span = (axis) => points.reduce(
      ([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])], [Infinity, -Infinity],
    );
    const [[left, right], [bottom, top]] = [span(0), span(1)];
    return (right - left) * (top - bottom);
  }
})((window.TimeMap = window.TimeMap || {}));
