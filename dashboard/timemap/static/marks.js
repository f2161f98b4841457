/* All that stands on the ground: places, who holds them, facts and events. */
(function (TimeMap) {
  "use strict";

  /** From the ground up: [layer, marks that show in a view, how to paint them]. */
  const PAINTERS = [
    ["areas", (on, view) => on.rings.marks(view, on.controls, on._circleCount()), (on, context, marks) => on.rings.paint(context, marks)],
    ["places", (on, view, visible) => on.circles.vague(view, visible), (on, context, marks) => on.circles.paintVague(context, marks)],
    ["places", (on, view, visible) => on.circles.marks(view, visible), (on, context, marks) => on.circles.paint(context, marks)],
    ["shapes", (on, view, visible) => on.circles.groups(view, visible), (on, context, marks) => on.circles.paintGroups(context, marks)],
    ["record", (on, view, visible) => on.facts.marks(view, visible), (on, context, marks) => on.facts.paint(context, marks)],
    ["events", (on, view, visible) => on.stacks.marks(view, visible), (on, context, marks) => on.stacks.paint(context, marks)],
  ];

  TimeMap.Marks = class {
    constructor(dataset, index, colours) {
      this.sites = new TimeMap.Sites(dataset);
      this.circles = new TimeMap.Circles(this.sites, colours);
      this.rings = new TimeMap.Rings(this.sites, colours);
      this.facts = new TimeMap.Facts(dataset.facts, colours);
      this.stacks = new TimeMap.Stacks(dataset, index, this.sites, colours);
      this.layers = new Set();
      this.controls = [];
      this.visible = null;
      this.hits = [];
      this._laid = null;
    }

    /** Paint what shows; `hits` then holds what can be picked, in canvas pixels. */
    paint(context, view) {
      if (!this.visible) return false;
      this._hold(this._lay(view));
      this._paintAll(context);
      return this._laid.some((marks) => marks.length);
    }

    /** Paint what a step has changed in a view that was painted before; false when nothing was. */
    repair(context, view) {
      if (!this.visible || !this._laid) return false;
      const before = this._laid;
      this._hold(this._lay(view));
      const repair = TimeMap.repair(before, this._laid);
      if (!repair) {
        context.clearRect(0, 0, view.width, view.height);
        this._paintAll(context);
        return true;
      }
      for (const { left, top, right, bottom } of repair.boxes) context.clearRect(left, top, right - left, bottom - top);
      const changed = (marks) => marks.filter((mark) => repair.marks.has(mark));
      if (repair.marks.size) PAINTERS.forEach(([, , paint], i) => paint(this, context, changed(this._laid[i])));
      return true;
    }

    _paintAll(context) {
      PAINTERS.forEach(([, , paint], i) => paint(this, context, this._laid[i]));
    }

    /** Have all of it painted at the next step: the colours are others. */
    forget() {
      this._laid = null;
    }

    _hold(laid) {
      this._laid = laid;
      this.hits = laid.flat().filter((mark) => mark.kind !== null);
    }

    /** Marks that show, by painter. */
    _lay(view) {
      return PAINTERS.map(([layer, marks]) => (this.layers.has(layer) ? marks(this, view, this.visible) : []));
    }

    /** Mentions that the circle of a place stands for: none while circles are off. */
    _circleCount() {
      const { mentionCountByPlace } = this.visible;
      return this.layers.has("places") ? (place) => mentionCountByPlace[place] : () => 0;
    }

    /** Rows of the events of a stack, oldest first. */
    stackOf(hit, zoom) {
      return this.stacks.rowsOf(hit, zoom, this.visible);
    }

    /** The hit that holds an event, undefined when it is not drawn. */
    hitOfEvent(row, zoom) {
      return this.stacks.hitOf(row, zoom, this.hits);
    }

    /** Places gathered at the circle of a hit, most mentioned first. */
    placesOf(hit, zoom) {
      return hit.cluster === undefined ? [hit.place] : this.circles.placesOf(hit.cluster, zoom, this.visible);
    }

    /** Make ready the clusters of a zoom. */
    prepare(zoom) {
      this.sites.clustersAt(zoom);
      this.stacks.prepare(zoom);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
