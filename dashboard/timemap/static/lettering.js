/* Words set once and copied: to set type costs many times as much as to copy a picture of it. */
(function (TimeMap) {
  "use strict";

  const PAD_PX = 4; // around the words, for their halo
  const LINE = 1.6; // height of a picture, in sizes of its letters
  const SHEET_PX = 1024;
  const MOST = 2000;
  const MAX_PIXEL_RATIO = 2; // as the canvases they are copied to

  /**
   * Pictures of words. A look is {font, size, spacing, ink, opacity, halo, haloOpacity, haloWidth}; it may be shared by
   * many words, and is not changed once it was used.
   */
  TimeMap.Lettering = class {
    constructor() {
      this._pictures = new Map(); // by look, then by text
      this._count = 0;
      this._ratio = 0;
    }

    /** Write words, each {text, width, x, y, look}: `x` where they begin, `y` the middle of the line. */
    write(context, words) {
      const ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
      if (ratio !== this._ratio || this._count > MOST) this._forget();
      this._ratio = ratio;
      this._set(words.filter(({ look, text }) => !this._of(look).has(text)));
      for (const { text, x, y, look } of words) {
        const { image, left, top, width, height } = this._of(look).get(text);
        // On whole pixels of the screen: between two the letters would be blurred.
        const [atX, atY] = [Math.round((x - PAD_PX) * ratio) / ratio, Math.round(y * ratio - height / 2) / ratio];
        context.drawImage(image, left, top, width, height, atX, atY, width / ratio, height / ratio);
      }
    }

    _forget() {
      this._pictures.clear();
      this._count = 0;
    }

    _of(look) {
      let pictures = this._pictures.get(look);
      if (!pictures) this._pictures.set(look, (pictures = new Map()));
      return pictures;
    }

    /** Set words, all on one sheet: what can change no more is copied fastest. */
    _set(words) {
      if (!words.length) return;
      const ratio = this._ratio;
      const cells = words.map((word) => ({
        word,
        width: Math.ceil((word.width + 2 * PAD_PX) * ratio),
        height: Math.ceil((word.look.size * LINE + 2 * PAD_PX) * ratio),
      }));
      const sheet = arrange(cells, SHEET_PX * ratio);
      const canvas = blank(sheet.width, sheet.height);
      const context = canvas.getContext("2d");
      for (const cell of cells) {
        context.setTransform(ratio, 0, 0, ratio, cell.left, cell.top);
        letter(context, cell.word, cell.height / ratio / 2);
      }
      const image = canvas.transferToImageBitmap ? canvas.transferToImageBitmap() : canvas;
      for (const { word, left, top, width, height } of cells) this._of(word.look).set(word.text, { image, left, top, width, height });
      this._count += cells.length;
    }
  };

  /** Give cells their place in rows and return the size of the sheet. */
  function arrange(cells, across) {
    const most = Math.max(across, ...cells.map((cell) => cell.width));
    let [left, top, row, widest] = [0, 0, 0, 0];
    for (const cell of cells) {
      if (left + cell.width > most) [left, top, row] = [0, top + row, 0];
      Object.assign(cell, { left, top });
      left += cell.width;
      row = Math.max(row, cell.height);
      widest = Math.max(widest, left);
    }
    return { width: widest, height: top + row };
  }

  function letter(context, { text, look }, middle) {
    context.font = look.font;
    if ("letterSpacing" in context) context.letterSpacing = `${look.spacing}px`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineJoin = "round";
    context.lineWidth = look.haloWidth;
    context.globalAlpha = look.haloOpacity;
    context.strokeStyle = look.halo;
    context.strokeText(text, PAD_PX, middle);
    context.globalAlpha = look.opacity;
    context.fillStyle = look.ink;
    context.fillText(text, PAD_PX, middle);
  }

  function blank(width, height) {
    if (window.OffscreenCanvas) return new OffscreenCanvas(width, height);
    return Object.assign(document.createElement("canvas"), { width, height });
  }
})((window.TimeMap = window.TimeMap || {}));
