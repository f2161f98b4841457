/* Places as circles, sized by how often the texts name them in the time shown. */
(function (TimeMap) {
  "use strict";

  const MARGIN_PX = 20;
  const MEMBER_PX = 8;
  const KM_PER_PIXEL = 40075.017 / 256; // on the equator at zoom 0

  TimeMap.Circles = class {
    constructor(sites, colours) {
      this.sites = sites;
      this.colours = colours;
      this.counts = new Float64Array(0);
      this._events = new Float64Array(0);
    }

    /** Circles that show. */
    marks(view, { mentionCountByPlace, uncertainByPlace, eventCountByPlace }) {
      const clusters = this.sites.clustersAt(view.zoom);
      this.counts = this.sites.sum(clusters, mentionCountByPlace);
      this._events = this.sites.sum(clusters, eventCountByPlace);
      const uncertain = this.sites.sum(clusters, uncertainByPlace);
      const marks = [];
      for (let cluster = 0; cluster < this.counts.length; cluster++) {
        const count = this.counts[cluster];
        if (!count) continue;
        const place = clusters.lead[cluster];
        const x = this.sites.x[place] * view.scale - view.left;
        const y = this.sites.y[place] * view.scale - view.top;
        if (TimeMap.offCanvas(x, y, view, MARGIN_PX)) continue;
        const radius = this.sites.radius(count);
        const sure = uncertain[cluster] !== count;
        marks.push({
          ...TimeMap.boxAround(x, y, radius + 2), key: cluster, look: sure ? radius : -radius, sure,
          x, y, radius, kind: "place", place, cluster, count, rank: 1,
        });
      }
      return marks;
    }

    /** Paint circles, each by itself: how its edge is smoothed depends on no other. */
    paint(context, marks) {
      const { ink, paper } = this.colours;
      // Overlapping circles are one dark ground on which each keeps its outline.
      for (const mark of marks) if (mark.sure) this._fillSure(context, mark, ink);
      for (const mark of marks) if (mark.sure) outline(context, mark, paper, 1.5, 1);
      for (const mark of marks) {
        if (mark.sure) continue;
        context.globalAlpha = 0.75;
        context.fillStyle = paper;
        trace(context, mark);
        context.fill();
        outline(context, mark, ink, 2, 0.85);
      }
      context.globalAlpha = 1;
    }

    // What lies below is taken out first, or two circles would be darker where they overlap.
    _fillSure(context, mark, ink) {
      trace(context, mark);
      context.globalAlpha = 1;
      context.globalCompositeOperation = "destination-out";
      context.fill();
      context.globalCompositeOperation = "source-over";
      context.globalAlpha = 0.72;
      context.fillStyle = ink;
      context.fill();
    }

    /** Whether a cluster has a mention or an event in what was painted last. */
    shows(cluster) {
      return this.counts[cluster] > 0 || this._events[cluster] > 0;
    }

    /** A vague place of known members ("the main oil terminals"): a dashed ring at each, and no point of its own. */
    groups(view, { mentionCountByPlace: counts }) {
      let key = 0;
      return [...this.sites.groups.keys()].flatMap((place) =>
        this.sites.membersOn(view, place).flatMap(([x, y]) => {
          key += 1;
          if (!counts[place]) return [];
          const box = TimeMap.boxAround(x, y, MEMBER_PX + 2);
          return [{ ...box, key, look: 0, x, y, radius: MEMBER_PX, kind: "place", place, count: counts[place], rank: 0 }];
        }),
      );
    }

    paintGroups(context, marks) {
      for (const { x, y } of marks) {
        TimeMap.pen.stroke(context, TimeMap.pen.circles([[x, y, MEMBER_PX]]), this.colours.ink, 1.4, 0.8, [3, 3]);
      }
    }

    /** Places gathered at a circle that show, most mentioned first. */
    placesOf(cluster, zoom, { mentionCountByPlace }) {
      const { of } = this.sites.clustersAt(zoom);
      const places = [];
      for (let place = 0; place < of.length; place++) {
        if (of[place] === cluster && mentionCountByPlace[place]) places.push(place);
      }
      return places.sort((a, b) => this.sites.total[b] - this.sites.total[a]);
    }

    /** Dashed circles around places known only to lie near a point: nothing to pick. */
    vague(view, { mentionCountByPlace: counts }) {
      return this.sites.vague.filter((place) => counts[place]).map((place) => {
        const { lat, radius_km: km } = this.sites.dataset.places[place];
        const [x, y] = this.sites.on(view, place);
        const radius = (km * view.scale) / (KM_PER_PIXEL * Math.cos((lat * Math.PI) / 180));
        return { ...TimeMap.boxAround(x, y, radius + 2), key: place, look: radius, x, y, radius, kind: null };
      });
    }

    paintVague(context, marks) {
      for (const { x, y, radius } of marks) {
        TimeMap.pen.stroke(context, TimeMap.pen.circles([[x, y, radius]]), this.colours.ink, 1.2, 0.6, [4, 4]);
      }
    }
  };

  function trace(context, { x, y, radius }) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }

  function outline(context, mark, colour, width, opacity) {
    trace(context, mark);
    context.globalAlpha = opacity;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
})((window.TimeMap = window.TimeMap || {}));
