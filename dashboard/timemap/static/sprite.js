/* Symbols and counts drawn once and copied: a step copies pictures instead of filling paths and setting type. */
(function (TimeMap) {
  "use strict";

  const BOX = 16; // symbols.js draws in a box of 16 x 16
  const HALO = 2;
  const COUNT_PX = 15;
  const [ON_SHEET, COLUMNS] = [100, 10];
  const MAX_PIXEL_RATIO = 2; // as the canvases they are copied to
  const FALLBACK = "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z";

  /**
   * Pictures of symbols and of counts: {image, left, top, pixelWidth, pixelHeight: where in the image; width, height in
   * CSS pixels}, what they show in the middle. Styles of a
   * symbol: "solid" happened on a known day, "hollow" on an uncertain one, "dashed" was only planned, threatened or denied.
   */
  TimeMap.Sprites = class {
    constructor() {
      this._symbols = new Map();
      this._counts = new Map();
      this._ratio = 0;
    }

    /** Forget all pictures when they would look different: in another theme, on another screen. */
    begin(theme) {
      const ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
      if (ratio === this._ratio && theme === this._theme) return;
      Object.assign(this, { _ratio: ratio, _theme: theme });
      this._symbols.clear();
      this._counts.clear();
      this._sheet = null;
    }

    /** The picture of a kind: a number that stands for what `look()` gives. */
    symbol(kind, look) {
      let sprite = this._symbols.get(kind);
      if (!sprite) {
        const looks = look();
        const size = looks.width + 2 * HALO + 2;
        sprite = make(size, size, this._ratio, (context) => draw(context, looks, size));
        this._symbols.set(kind, sprite);
      }
      return sprite;
    }

    /** A small number with a halo. */
    count(count, ink, ground) {
      if (count < ON_SHEET) return (this._sheet ??= sheetOf(this._ratio, ink, ground))[count];
      const shown = count < 1000 ? count : 1000 + Math.round(count / 100);
      let sprite = this._counts.get(shown);
      if (!sprite) {
        const text = written(count);
        const width = TimeMap.Sprites.countWidth(count);
        sprite = make(width, COUNT_PX, this._ratio, (context) => write(context, text, width / 2, ink, ground));
        this._counts.set(shown, sprite);
      }
      return sprite;
    }
  };

  /** The counts that most stacks have, on one picture: to make it takes less than a frame. */
  function sheetOf(ratio, ink, ground) {
    const side = (px) => Math.ceil(px * ratio);
    const height = side(COUNT_PX);
    const widths = Array.from({ length: ON_SHEET }, (_, count) => side(TimeMap.Sprites.countWidth(count)));
    const widest = Math.max(...widths);
    const canvas = blank(widest * COLUMNS, height * Math.ceil(ON_SHEET / COLUMNS));
    const context = canvas.getContext("2d");
    const sheet = widths.map((width, count) => {
      const [left, top] = [(count % COLUMNS) * widest, Math.floor(count / COLUMNS) * height];
      context.setTransform(ratio, 0, 0, ratio, left, top);
      write(context, String(count), TimeMap.Sprites.countWidth(count) / 2, ink, ground);
      return { left, top, pixelWidth: width, pixelHeight: height, width: width / ratio, height: height / ratio };
    });
    const image = still(canvas);
    return sheet.map((sprite) => ({ ...sprite, image }));
  }

  /** Pixels that a count is wide. */
  TimeMap.Sprites.countWidth = (count) => 7 * written(count).length + 6;

  const written = (count) => (count < 1000 ? String(count) : `${Math.round(count / 100) / 10}k`);

  function make(width, height, ratio, paint) {
    const [pixelWidth, pixelHeight] = [Math.ceil(width * ratio), Math.ceil(height * ratio)];
    const canvas = blank(pixelWidth, pixelHeight);
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(context);
    return { image: still(canvas), left: 0, top: 0, pixelWidth, pixelHeight, width: pixelWidth / ratio, height: pixelHeight / ratio };
  }

  /** A picture that can change no more is copied in less than half the time. */
  function still(canvas) {
    return canvas.transferToImageBitmap ? canvas.transferToImageBitmap() : canvas;
  }

  function blank(width, height) {
    if (window.OffscreenCanvas) return new OffscreenCanvas(width, height);
    return Object.assign(document.createElement("canvas"), { width, height });
  }

  function write(context, text, x, ink, ground) {
    context.font = "600 10px system-ui, 'Segoe UI', Roboto, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = ground;
    context.strokeText(text, x, COUNT_PX / 2);
    context.fillStyle = ink;
    context.fillText(text, x, COUNT_PX / 2);
  }

  function draw(context, { symbol, colour, ground, style, width }, size) {
    const unit = width / BOX;
    context.translate((size - width) / 2, (size - width) / 2);
    context.scale(unit, unit);
    const path = new Path2D((TimeMap.symbols && TimeMap.symbols[symbol]) || FALLBACK);
    context.lineJoin = "round";
    stroke(context, path, ground, (2 * HALO) / unit);
    context.fillStyle = style === "solid" ? colour : ground;
    context.fill(path);
    if (style === "dashed") context.setLineDash([2.4 / unit, 2 / unit]);
    if (style !== "solid") stroke(context, path, colour, 1.8 / unit);
  }

  function stroke(context, path, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
})((window.TimeMap = window.TimeMap || {}));
