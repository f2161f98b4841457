/* Facts of the reference record: squares, so that they are never taken for what an article says. */
(function (TimeMap) {
  "use strict";

  const HALF_PX = 7;

  TimeMap.Facts = class {
    constructor(facts, colours) {
      this.facts = facts;
      this.colours = colours;
    }

    /** Facts of the time shown. */
    marks(view, { first, last, facts: kept }) {
      const marks = [];
      this.facts.forEach((fact, row) => {
        if ((kept && !kept[row]) || fact.date < first || fact.date > last || fact.lat === null) return;
        const [wx, wy] = TimeMap.world(fact.lat, fact.lon);
        const [x, y] = [wx * view.scale - view.left, wy * view.scale - view.top];
        if (TimeMap.offCanvas(x, y, view, HALF_PX)) return;
        const box = TimeMap.boxAround(x, y, HALF_PX + 1);
        marks.push({ ...box, key: row, look: 0, x, y, radius: HALF_PX + 1, kind: "fact", fact: row, rank: 2 });
      });
      return marks;
    }

    paint(context, marks) {
      for (const { x, y, fact } of marks) this._paintSquare(context, x, y, this.facts[fact]);
    }

    _paintSquare(context, x, y, { holder }) {
      context.fillStyle = this.colours.paper;
      context.fillRect(x - HALF_PX, y - HALF_PX, 2 * HALF_PX, 2 * HALF_PX);
      context.strokeStyle = this.colours.ink;
      context.lineWidth = 1.5;
      context.strokeRect(x - HALF_PX + 1, y - HALF_PX + 1, 2 * HALF_PX - 2, 2 * HALF_PX - 2);
      context.fillStyle = this.colours.named(holder);
      context.fillRect(x - HALF_PX / 2, y - HALF_PX / 2, HALF_PX, HALF_PX);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
