// A picture of the map with all that it needs to be understood elsewhere: date, filters, legend, scale and sources.
(function (TimeMap) {
  "use strict";

  const RATIO = 2;
  const PAD = 16;
  const KM_PER_DEGREE = 111.195;
  const BAR_PX = 130; // the scale is at most this long

  /**
   * Paint the picture of the present view.
   *
   * @param app the running map
   * @returns Promise of a PNG as a Blob
   */
  TimeMap.picture = function (app) {
    const size = app.map.getSize();
    const words = new TimeMap.PictureWords(app, size.x, PAD);
    const canvas = document.createElement("canvas");
    canvas.width = size.x * RATIO;
    canvas.height = (words.headHeight + size.y + words.footHeight) * RATIO;
    const context = canvas.getContext("2d");
    const ground = (top) => context.setTransform(RATIO, 0, 0, RATIO, 0, top * RATIO);
    ground(0);
    context.fillStyle = words.paper;
    context.fillRect(0, 0, size.x, canvas.height);
    words.head(context);
    ground(words.headHeight);
    context.save();
    context.beginPath();
    context.rect(0, 0, size.x, size.y);
    context.clip();
    paintMap(context, app.map);
    paintScale(context, app.map, words, size);
    context.restore();
    ground(words.headHeight + size.y);
    words.foot(context);
    return blobOf(canvas);
  };

  function blobOf(canvas) {
    return new Promise((resolve, reject) => {
      // Throws where tiles of another site, which may not be read, have been painted.
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  }

  /** Paint what lies on the map, from the lowest pane to the highest, sharper than on the screen where it can be. */
  function paintMap(context, map) {
    const frame = map.getContainer().getBoundingClientRect();
    context.fillStyle = map.getContainer().style.background || getComputedStyle(map.getContainer()).backgroundColor;
    context.fillRect(0, 0, frame.width, frame.height);
    const painters = paintersOf(map);
    withPixelRatio(RATIO, () => {
      for (const element of stacked(map)) {
        const box = element.getBoundingClientRect();
        const painter = painters.get(element);
        const image = painter ? painter(element) : element;
        context.drawImage(image, box.left - frame.left, box.top - frame.top, box.width, box.height);
      }
    });
    // Painting for the picture has left its own marks to be picked: the map's are put back.
    map.eachLayer((layer) => layer instanceof TimeMap.CanvasLayer && layer.repaint());
  }

  /** Canvases and tiles in the order in which they lie. */
  function stacked(map) {
    const pane = map.getPane("mapPane");
    const level = (element) => {
      let at = element;
      while (at.parentElement !== pane) at = at.parentElement;
      return Number(getComputedStyle(at).zIndex) || 0;
    };
    const elements = [...pane.querySelectorAll("canvas, img.leaflet-tile[crossorigin]")];
    const ready = elements.filter((element) => element.tagName === "CANVAS" || element.naturalWidth > 0);
    const shown = ready.filter((element) => element.width > 0 && element.offsetParent !== null);
    return shown.sort((a, b) => level(a) - level(b));
  }

  /** How to paint a canvas anew: `Map` of canvas to `(canvas) -> canvas`. */
  function paintersOf(map) {
    const painters = new Map();
    map.eachLayer((layer) => {
      if (layer instanceof TimeMap.CanvasLayer && layer.view && layer._paint) {
        painters.set(layer._canvas, () => repainted(layer));
      } else if (layer instanceof TimeMap.BasemapTiles) {
        for (const { el } of Object.values(layer._tiles)) painters.set(el, () => tile(layer, el));
      }
    });
    return painters;
  }

  function repainted({ view, _paint: paint }) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(view.width * RATIO);
    canvas.height = Math.round(view.height * RATIO);
    const context = canvas.getContext("2d");
    context.setTransform(RATIO, 0, 0, RATIO, 0, 0);
    paint(context, view);
    return canvas;
  }

  function tile(layer, shown) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil((shown.width / shown.tmRatio) * RATIO);
    canvas.tmRatio = RATIO;
    layer._paint(canvas, shown.tmCoords);
    return canvas;
  }

  /** Symbols are drawn for the screen's own sharpness: meanwhile the screen is one of `ratio`. */
  function withPixelRatio(ratio, run) {
    const own = Object.getOwnPropertyDescriptor(window, "devicePixelRatio");
    try {
      Object.defineProperty(window, "devicePixelRatio", { value: ratio, configurable: true });
    } catch (fixed) {
      return run(); // less sharp symbols, nothing else
    }
    try {
      return run();
    } finally {
      delete window.devicePixelRatio;
      if (own) Object.defineProperty(window, "devicePixelRatio", own);
    }
  }

  /** A bar of a round number of kilometres, as long as that is in the middle of the map. */
  function paintScale(context, map, words, size) {
    const middle = size.y / 2;
    const [left, right] = [map.containerPointToLatLng([0, middle]), map.containerPointToLatLng([100, middle])];
    const kmPerPx = ((right.lng - left.lng) * KM_PER_DEGREE * Math.cos((left.lat * Math.PI) / 180)) / 100;
    const km = roundBelow(kmPerPx * BAR_PX);
    if (!(km > 0)) return;
    const length = km / kmPerPx;
    const start = words.rightToLeft ? size.x - PAD - length : PAD;
    const base = size.y - PAD;
    const path = new Path2D(`M${start} ${base - 5}V${base}H${start + length}V${base - 5}`);
    for (const [colour, width] of [[words.paper, 5], [words.ink, 1.6]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke(path);
    }
    words.onMap(context, TimeMap.text("picture.km", { n: km }), start + length / 2, base - 9);
  }

  function roundBelow(most) {
    const power = 10 ** Math.floor(Math.log10(most));
    return [5, 2, 1].map((n) => n * power).find((n) => n <= most);
  }
})((window.TimeMap = window.TimeMap || {}));
