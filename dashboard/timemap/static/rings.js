/* Who holds a place, as a ring around it: split where contested, dotted where unknown. */
(function (TimeMap) {
  "use strict";

  const GAP_PX = 3.5;
  const WIDTH_PX = 3;
  const MARGIN_PX = 24;
  const HALF = Math.PI / 2;

  TimeMap.Rings = class {
    constructor(sites, colours) {
      this.sites = sites;
      this.colours = colours;
    }

    /** Rings of the places of a frame of control; `countOf(place)` is the mentions of the circle within. */
    marks(view, controls, countOf) {
      return controls.flatMap((control, key) => this._pointsOf(control, view).flatMap(([x, y]) => {
        if (TimeMap.offCanvas(x, y, view, MARGIN_PX)) return [];
        const radius = GAP_PX + this.sites.radius(this._shown(control.place, view, countOf));
        const look = [radius, control.state, control.party, control.parties, control.probability].join();
        const box = TimeMap.boxAround(x, y, radius + WIDTH_PX + 1);
        return [{ ...box, key, look, x, y, radius: radius + 2, kind: "control", control, place: control.place, rank: 0 }];
      }));
    }

    paint(context, marks) {
      for (const { x, y, radius, control } of marks) this._paintRing(context, x, y, radius - 2, control);
    }

    /** Ground with a shape, and a group of places, have no point to ring: nobody says who holds each member. */
    _pointsOf({ place, lat, lon }, view) {
      if (place !== null && (this.sites.areal[place] || this.sites.groups.has(place))) return [];
      const [x, y] = place !== null && this.sites.has(place) ? [this.sites.x[place], this.sites.y[place]] : TimeMap.world(lat, lon);
      return [[x * view.scale - view.left, y * view.scale - view.top]];
    }

    /** Mentions that the circle inside the ring stands for; none where there is no circle. */
    _shown(place, view, countOf) {
      if (place === null) return 0;
      const { of, lead } = this.sites.clustersAt(view.zoom);
      return of[place] >= 0 && lead[of[place]] === place ? countOf(place) : 0;
    }

    _paintRing(context, x, y, radius, { state, party, parties, probability }) {
      const { pen } = TimeMap;
      const [left, right] = this._sides(state, party, parties);
      const opacity = state === "held" ? 0.55 + 0.45 * Math.max(0, 2 * (probability ?? 1) - 1) : 1;
      const dash = state === "unknown" ? [2, 3] : [];
      pen.stroke(context, pen.circles([[x, y, radius]]), this.colours.paper, WIDTH_PX + 2.5, 0.9);
      pen.stroke(context, pen.arc(x, y, radius, HALF, 3 * HALF), left, WIDTH_PX, opacity, dash);
      pen.stroke(context, pen.arc(x, y, radius, -HALF, HALF), right, WIDTH_PX, opacity, dash);
    }

    _sides(state, party, parties) {
      if (state === "contested") return (parties || [0, 1]).map((each) => this.colours.party(each));
      return Array(2).fill(state === "held" ? this.colours.party(party) : this.colours.neutral);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
