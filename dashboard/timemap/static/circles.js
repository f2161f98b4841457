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

    /** Paint and return what can be hit. */
    paint(context, view, { mentionCountByPlace, uncertainByPlace, eventCountByPlace }) {
      const clusters = this.sites.clustersAt(view.zoom);
      this.counts = this.sites.sum(clusters, mentionCountByPlace);
      this._events = this.sites.sum(clusters, eventCountByPlace);
      const uncertain = this.sites.sum(clusters, uncertainByPlace);
      const hits = [];
      const spots = { sure: [], unsure: [] };
      for (let cluster = 0; cluster < this.counts.length; cluster++) {
        const count = this.counts[cluster];
        if (!count) continue;
        const place = clusters.lead[cluster];
        const [x, y] = this.sites.on(view, place);
        if (TimeMap.offCanvas(x, y, view, MARGIN_PX)) continue;
        const radius = this.sites.radius(count);
        (uncertain[cluster] === count ? spots.unsure : spots.sure).push([x, y, radius]);
        hits.push({ x, y, radius, kind: "place", place, cluster, count, rank: 1 });
      }
      this._paintVague(context, view, mentionCountByPlace);
      this._paintSpots(context, spots);
      return hits;
    }

    /** Whether a cluster has a mention or an event in what was painted last. */
    shows(cluster) {
      return this.counts[cluster] > 0 || this._events[cluster] > 0;
    }

    /** A vague place of known members ("the main oil terminals"): a dashed ring at each, and no point of its own. */
    paintGroups(context, view, { mentionCountByPlace: counts }) {
      return [...this.sites.groups.keys()].flatMap((place) => {
        if (!counts[place]) return [];
        const points = this.sites.membersOn(view, place);
        const rings = TimeMap.pen.circles(points.map(([x, y]) => [x, y, MEMBER_PX]));
        TimeMap.pen.stroke(context, rings, this.colours.ink, 1.4, 0.8, [3, 3]);
        return points.map(([x, y]) => ({ x, y, radius: MEMBER_PX, kind: "place", place, count: counts[place], rank: 0 }));
      });
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

    /** Dashed circles around places known only to lie near a point. */
    _paintVague(context, view, counts) {
      const spots = this.sites.vague.filter((place) => counts[place]).map((place) => {
        const { lat, radius_km: km } = this.sites.dataset.places[place];
        return [...this.sites.on(view, place), (km * view.scale) / (KM_PER_PIXEL * Math.cos((lat * Math.PI) / 180))];
      });
      TimeMap.pen.stroke(context, TimeMap.pen.circles(spots), this.colours.ink, 1.2, 0.6, [4, 4]);
    }

    _paintSpots(context, { sure, unsure }) {
      const { ink, paper } = this.colours;
      const solid = TimeMap.pen.circles(sure);
      const hollow = TimeMap.pen.circles(unsure);
      // Overlapping circles keep their outlines: they are filled as one, then outlined each.
      context.globalAlpha = 0.72;
      context.fillStyle = ink;
      context.fill(solid);
      TimeMap.pen.stroke(context, solid, paper, 1.5);
      context.globalAlpha = 0.75;
      context.fillStyle = paper;
      context.fill(hollow);
      TimeMap.pen.stroke(context, hollow, ink, 2, 0.85);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
