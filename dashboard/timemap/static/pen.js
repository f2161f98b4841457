/* Strokes and fills that leave the canvas as they found it. */
(function (TimeMap) {
  "use strict";

  TimeMap.pen = {
    fill(context, path, style, opacity = 1) {
      context.globalAlpha = opacity;
      context.fillStyle = style;
      context.fill(path, "evenodd");
      context.globalAlpha = 1;
    },

    stroke(context, path, style, width, opacity = 1, dash = []) {
      context.globalAlpha = opacity;
      context.strokeStyle = style;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke(path);
      context.setLineDash([]);
      context.globalAlpha = 1;
    },

    /** Path of circles: [[x, y, radius], ...]. */
    circles(spots) {
      const path = new Path2D();
      for (const [x, y, radius] of spots) {
        path.moveTo(x + radius, y);
        path.arc(x, y, radius, 0, 2 * Math.PI);
      }
      return path;
    },

    arc(x, y, radius, from, to) {
      const path = new Path2D();
      path.arc(x, y, radius, from, to);
      return path;
    },
  };
})((window.TimeMap = window.TimeMap || {}));
