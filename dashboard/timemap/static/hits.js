/* What can be picked: found under a pixel, ringed when picked. */
(function (TimeMap) {
  "use strict";

  /**
   * Hits are {x, y, radius, rank, ...} in canvas pixels; a name has `halfWidth` too. Higher ranks lie above.
   */
  TimeMap.hits = { nearest, ring };

  /** Sides {left, top, right, bottom} of a box around a point, on whole pixels. */
  TimeMap.boxAround = (x, y, reach) => ({
    left: Math.floor(x - reach), top: Math.floor(y - reach), right: Math.ceil(x + reach), bottom: Math.ceil(y + reach),
  });

  /** The highest-ranking hit within reach; among equals, the nearest. */
  function nearest(hits, x, y, reach) {
    let best = null;
    let bestDistance = Infinity;
    for (const hit of hits) {
      const dx = Math.max(0, Math.abs(hit.x - x) - (hit.halfWidth || 0));
      const distance = Math.hypot(dx, hit.y - y) - hit.radius;
      if (distance > reach || (best && hit.rank < best.rank && bestDistance <= 0)) continue;
      if (!best || (hit.rank > best.rank && distance <= 0) || distance < bestDistance) {
        best = hit;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Draw a ring around a hit. */
  function ring(context, hit, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    if (hit.halfWidth) {
      context.roundRect(hit.x - hit.halfWidth - 4, hit.y - hit.radius - 2, 2 * hit.halfWidth + 8, 2 * hit.radius + 4, 6);
    } else {
      context.arc(hit.x, hit.y, hit.radius + 3, 0, 2 * Math.PI);
    }
    context.stroke();
  }
})((window.TimeMap = window.TimeMap || {}));
