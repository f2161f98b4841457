// The timeline's canvas: events by date, changes of control, dates along the axis.
(function (TimeMap) {
  "use strict";

  const AXIS_PX = 18;
  const CHANGES_PX = 9;
  const TICK_PX = 6; // half the width of a tick, its outline included
  const BAR_PX = 5; // a bar is at least about this wide, gap included
  const LABEL_PX = 74;
  const BINS = [1, 2, 7, 14, 30, 61, 91, 183, 365, 730, 1826, 3652];

  /**
   * Days to pixels and back, for the days `first..last` across `width` pixels from `left`. Time runs the way the
   * language is read: `x(day)` is where a day begins, and `span(a, b)` the left edge and width of the days from a to before b.
   */
  function scale(first, last, left, width) {
    const perDay = width / Math.max(1, last - first + 1);
    const mirrored = TimeMap.isRightToLeft();
    const across = (day) => (day - first) * perDay;
    const x = (day) => (mirrored ? left + width - across(day) : left + across(day));
    return {
      mirrored,
      x,
      day: (at) => Math.floor((mirrored ? left + width - at : at - left) / perDay) + first,
      span: (a, b) => [Math.min(x(a), x(b)), Math.abs(x(b) - x(a))],
      first,
      last,
      left,
      width,
      perDay,
    };
  }

  /** How many days one bar holds on a timeline of this scale. */
  function binDays({ perDay }) {
    return BINS.find((days) => days * perDay >= BAR_PX) || BINS[BINS.length - 1];
  }

  const LABEL_OUT_PX = 12; // how far a label may reach past the end of the axis
  const beyond = ({ left, width }, x) => x > left + width + LABEL_OUT_PX || x < left - LABEL_OUT_PX;

  function byLastDay(changes) {
    const days = new Map();
    for (const change of changes) days.set(change.last, [...(days.get(change.last) || []), change]);
    return days.values();
  }

  class Histogram {
    constructor(canvas) {
      this.canvas = canvas;
      this.context = canvas.getContext("2d");
    }

    /**
     * Draw the whole timeline: `axis` a scale, `bins` of index.histogram, `changes` of TimeMap.changesOfControl,
     * `colours` {bar, unsure, text, line, party(index)}. Called when these change, never while dragging.
     */
    draw(axis, bins, changes, colours) {
      const { canvas, context } = this;
      const { clientWidth: width, clientHeight: height } = canvas;
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      this.#axis(axis, height, colours);
      this.#bars(axis, bins, height, colours);
      this.#changes(axis, changes, colours);
    }

    #axis(axis, height, colours) {
      const { context } = this;
      const floor = height - AXIS_PX;
      context.font = `11px ${getComputedStyle(this.canvas).fontFamily}`;
      context.textBaseline = "middle";
      context.direction = axis.mirrored ? "rtl" : "ltr";
      context.textAlign = "start";
      const ahead = axis.mirrored ? -1 : 1;
      context.fillStyle = colours.line;
      context.fillRect(axis.left, floor, axis.width, 1);
      for (const { day, label, major } of TimeMap.calendar.ticks(axis.first, axis.last, axis.width / LABEL_PX)) {
        const x = Math.round(axis.x(day));
        context.fillStyle = colours.line;
        context.fillRect(x, major ? CHANGES_PX : floor, 1, major ? height - CHANGES_PX : 5);
        if (beyond(axis, x + ahead * (context.measureText(label).width + 4))) continue;
        context.fillStyle = colours.text;
        context.fillText(label, x + ahead * 4, floor + AXIS_PX / 2 + 1);
      }
    }

    #bars(axis, { start, binDays: days, sure, unsure }, height, colours) {
      const { context } = this;
      const floor = height - AXIS_PX;
      const from = Math.max(0, Math.floor((axis.first - start) / days));
      const to = Math.min(sure.length - 1, Math.floor((axis.last - start) / days));
      let most = 0;
      for (let i = from; i <= to; i++) most = Math.max(most, sure[i] + unsure[i]);
      if (!most) return;
      // By the square root: one event stays visible beside a hundred.
      const tall = (count) => (count > 0.001 ? Math.max(1.5, Math.sqrt(count / most) * (floor - CHANGES_PX - 4)) : 0);
      const gap = days * axis.perDay > 4 ? 1 : 0;
      context.save();
      context.beginPath();
      context.rect(axis.left, 0, axis.width, height);
      context.clip();
      for (let i = from; i <= to; i++) {
        const [x, across] = axis.span(start + i * days, start + (i + 1) * days);
        const width = Math.max(1, across - gap);
        const all = tall(sure[i] + unsure[i]);
        const known = sure[i] ? Math.max(2, (all * sure[i]) / (sure[i] + unsure[i])) : 0;
        context.fillStyle = colours.unsure;
        if (all > known) context.fillRect(x, floor - all, width, all - known);
        context.fillStyle = colours.bar;
        if (known) context.fillRect(x, floor - known, width, known);
      }
      context.restore();
    }

    // A day that is known is a solid tick; a longer while is a bar that ends in a hollow one.
    #changes(axis, changes, colours) {
      const { context } = this;
      const colourOf = ({ party }) => (party === null ? colours.text : colours.party(party));
      const shown = changes.filter(({ last }) => last >= axis.first && last <= axis.last);
      context.globalAlpha = 0.45;
      for (const change of shown) {
        const [from, across] = axis.span(Math.max(change.first, axis.first), change.last + 0.5);
        context.fillStyle = colourOf(change);
        if (change.last > change.first) context.fillRect(from, 1, across, 2);
      }
      context.globalAlpha = 1;
      for (const sameDay of byLastDay(shown)) {
        const colourful = [...new Map(sameDay.map((change) => [colourOf(change), change]))];
        colourful.forEach(([colour, { last, known }], i) =>
          this.#tick(axis.x(last + 0.5), known, colour, i, colourful.length),
        );
      }
    }

    /** The `i`-th of `n` upright slices of a tick: parties whose changes fall on one day share it. */
    #tick(x, known, colour, i, n) {
      const { context } = this;
      context.save();
      context.beginPath();
      context.rect(x - TICK_PX + (2 * TICK_PX * i) / n, 0, (2 * TICK_PX) / n, CHANGES_PX);
      context.clip();
      context.beginPath();
      context.moveTo(x - 4, 1);
      context.lineTo(x + 4, 1);
      context.lineTo(x, CHANGES_PX - 1);
      context.closePath();
      context.lineWidth = 1.5;
      context.fillStyle = context.strokeStyle = colour;
      if (known) context.fill();
      context.stroke();
      context.restore();
    }
  }

  TimeMap.Histogram = Histogram;
  Object.assign(Histogram, { scale, binDays, CHANGES_PX });
})((window.TimeMap = window.TimeMap || {}));
