/* All that stands on the ground: places, who holds them, facts and events. */
(function (TimeMap) {
  "use strict";

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
    }

    /** Paint what shows; `hits` then holds what can be picked, in canvas pixels. */
    paint(context, view) {
      const { layers, visible } = this;
      const on = (layer, paint) => (layers.has(layer) ? paint() : []);
      if (!visible) return;
      this.hits = [
        ...on("areas", () => this.rings.paint(context, view, this.controls, this._circleCount())),
        ...on("places", () => this.circles.paint(context, view, visible)),
        ...on("shapes", () => this.circles.paintGroups(context, view, visible)),
        ...on("record", () => this.facts.paint(context, view, visible)),
        ...on("events", () => this.stacks.paint(context, view, visible)),
      ];
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
