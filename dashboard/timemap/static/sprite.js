/* Symbols and counts drawn once and copied: a step copies pictures instead of filling paths and setting type. */
(function (TimeMap) {
  "use strict";

  const BOX = 16; // symbols.js draws in a box of 16 x 16
  const HALO = 2;
  const COUNT_PX = 15;
  const MAX_PIXEL_RATIO = 2; // as the canvases they are copied to
  const FALLBACK = "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z";

  /**
   * Pictures by symbol, colour, style and size. Styles: "solid" happened on a known day, "hollow" on an
   * uncertain one, "dashed" was only planned, threatened or denied.
   */
  TimeMap.Sprites = class {
    constructor() {
      this._made = new Map();
    }

    /** {image, size}: `size` is its width and height in CSS pixels, the symbol in the middle. */
    get(symbol, colour, ground, style, width) {
      const ratio = pixelRatio();
      const key = `${symbol} ${colour} ${ground} ${style} ${width} ${ratio}`;
      let sprite = this._made.get(key);
      if (!sprite) {
        sprite = draw(symbol, colour, ground, style, width, ratio);
        this._made.set(key, sprite);
      }
      return sprite;
    }

    /** A small number with a halo: {image, width, height} in CSS pixels. */
    count(count, ink, ground) {
      const text = count < 1000 ? String(count) : `${Math.round(count / 100) / 10}k`;
      const ratio = pixelRatio();
      const key = `${text} ${ink} ${ground} ${ratio}`;
      let sprite = this._made.get(key);
      if (!sprite) {
        sprite = write(text, ink, ground, ratio);
        this._made.set(key, sprite);
      }
      return sprite;
    }
  };

  function pixelRatio() {
    return Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
  }

  function write(text, ink, ground, ratio) {
    const image = document.createElement("canvas");
    const width = 7 * text.length + 6;
    image.width = Math.ceil(width * ratio);
    image.height = Math.ceil(COUNT_PX * ratio);
    const context = image.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = "600 10px system-ui, 'Segoe UI', Roboto, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = ground;
    context.strokeText(text, width / 2, COUNT_PX / 2);
    context.fillStyle = ink;
    context.fillText(text, width / 2, COUNT_PX / 2);
    return { image, width, height: COUNT_PX };
  }

  function draw(symbol, colour, ground, style, width, ratio) {
    const size = width + 2 * HALO + 2;
    const image = document.createElement("canvas");
    image.width = image.height = Math.ceil(size * ratio);
    const context = image.getContext("2d");
    const unit = width / BOX;
    context.setTransform(unit * ratio, 0, 0, unit * ratio, ((size - width) / 2) * ratio, ((size - width) / 2) * ratio);
    const path = new Path2D((TimeMap.symbols && TimeMap.symbols[symbol]) || FALLBACK);
    context.lineJoin = "round";
    stroke(context, path, ground, (2 * HALO) / unit);
    context.fillStyle = style === "solid" ? colour : ground;
    context.fill(path);
    if (style === "dashed") context.setLineDash([2.4 / unit, 2 / unit]);
    if (style !== "solid") stroke(context, path, colour, 1.8 / unit);
    return { image, size };
  }

  function stroke(context, path, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
})((window.TimeMap = window.TimeMap || {}));
