// Keeping what was chosen in sight: the map moves aside for what lies over it.
(function (TimeMap) {
  "use strict";

  const MARGIN_PX = 48;
  const SHEET = 0.8; // what is wider than this part of the map lies along its bottom

  /** Move the map just as far as it must for `latlng` to lie clear of the elements in `covers`. */
  TimeMap.uncover = function (map, covers, latlng) {
    const { x, y } = map.latLngToContainerPoint(latlng);
    const free = freeRoom(map.getContainer().getBoundingClientRect(), covers);
    const by = [outside(x, free.left, free.right), outside(y, free.top, free.bottom)];
    if (by[0] || by[1]) map.panBy(by, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  };

  /** The part of the map that nothing lies over, in pixels from the map's corner. */
  function freeRoom(frame, covers) {
    const free = { left: 0, top: 0, right: frame.width, bottom: frame.height };
    for (const cover of covers) {
      const { left, right, top, width } = cover.getBoundingClientRect();
      if (!width) continue;
      if (width > frame.width * SHEET) free.bottom = Math.min(free.bottom, top - frame.top);
      else if (left - frame.left > frame.right - right) free.right = Math.min(free.right, left - frame.left);
      else free.left = Math.max(free.left, right - frame.left);
    }
    return {
      left: free.left + MARGIN_PX,
      top: MARGIN_PX,
      right: free.right - MARGIN_PX,
      bottom: free.bottom - MARGIN_PX,
    };
  }

  /** How far `value` lies outside `low..high`; 0 within, and where there is no room at all. */
  function outside(value, low, high) {
    if (low > high) return 0;
    return Math.min(0, value - low) || Math.max(0, value - high);
  }

  /** The vertex of a GeoJSON geometry that is nearest to the middle of the map, as [lat, lon]; null without one. */
  TimeMap.nearestVertex = function (map, geometry) {
    if (!geometry || !geometry.coordinates || !geometry.coordinates.length) return null;
    const centre = map.getCenter();
    let best = null;
    let least = Infinity;
    for (const [lon, lat] of vertices(geometry.coordinates)) {
      const away = (lon - centre.lng) ** 2 + (lat - centre.lat) ** 2;
      if (away < least) [best, least] = [[lat, lon], away];
    }
    return best;
  };

  function* vertices(coordinates) {
    if (typeof coordinates[0] === "number") yield coordinates;
    else for (const part of coordinates) yield* vertices(part);
  }
})((window.TimeMap = window.TimeMap || {}));
