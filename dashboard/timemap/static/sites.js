/* Where marks stand: places, and events with coordinates of their own. */
(function (TimeMap) {
  "use strict";

  const SMALLEST_PX = 4;
  const LARGEST_PX = 18;
  // With fewer mentions at the busiest place than this, circles stay small rather than tell one from two.
  const LEAST_SCALE = 25;
  // With few places each keeps its own circle; a crowd is gathered, or it would be a blot.
  const CROWD = 300;
  const GATHER_PX = { few: 7, crowd: 24 };
  // UCDP location precision: from here on a place is a province, a country or less.
  const AREAL_PRECISION = 4;
  // "Near Sirte" is drawn with its radius; an exact place is not, its radius is the size of the town.
  const VAGUE_PRECISION = 2;

  /**
   * Sites are numbered: all places, then one for each event that may have coordinates of its own.
   * `x`, `y` are world pixels of zoom 0, NaN for a site that has no point.
   */
  TimeMap.Sites = class {
    constructor(dataset) {
      this.dataset = dataset;
      this.placeCount = dataset.places.length;
      this._clusters = new Map();
      this._locate();
      this.areal = this._findAreal();
      /** Places with an outline of their own. */
      this.shaped = dataset.places.flatMap(({ shape }, place) => (shape === null ? [] : [place]));
      this.vague = this._findVague();
      this.groups = this._findGroups();
      this.total = this._countMentions();
      this.eventWeight = this._weighEvents();
      this._largest = this.total.reduce((most, total) => Math.max(most, total), LEAST_SCALE);
    }

    get isCrowd() {
      return this.placeCount > CROWD;
    }

    /** Pixel of a site on a canvas. */
    on(view, site) {
      return [this.x[site] * view.scale - view.left, this.y[site] * view.scale - view.top];
    }

    /** Pixels of the members of a group on a canvas. */
    membersOn(view, place) {
      return this.groups.get(place).map(([x, y]) => [x * view.scale - view.left, y * view.scale - view.top]);
    }

    has(site) {
      return !Number.isNaN(this.x[site]);
    }

    /** Radius in pixels of a circle for so many mentions: its area tells their number. */
    radius(count) {
      return SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt(Math.min(1, count / this._largest));
    }

    /** Circles at a zoom: {of, lead, total: mentions of each cluster at any date}. */
    clustersAt(zoom) {
      let clusters = this._clusters.get(zoom);
      if (!clusters) {
        const pinned = Float64Array.from(this.dataset.places, (_, site) => (this.areal[site] ? NaN : this.x[site]));
        const radius = this.isCrowd ? GATHER_PX.crowd : GATHER_PX.few;
        clusters = TimeMap.cluster(pinned, this.y, this.total, 2 ** zoom, radius);
        clusters.total = this.sum(clusters, this.total);
        this._clusters.set(zoom, clusters);
      }
      return clusters;
    }

    /** Sums of values of places by cluster. */
    sum({ of, lead }, values) {
      const sums = new Float64Array(lead.length);
      for (let place = 0; place < of.length; place++) if (of[place] >= 0) sums[of[place]] += values[place];
      return sums;
    }

    _locate() {
      const { places, event } = this.dataset;
      const own = event.lat ? event.length : 0;
      this.x = new Float64Array(places.length + own).fill(NaN);
      this.y = new Float64Array(places.length + own).fill(NaN);
      places.forEach(({ lat, lon }, site) => {
        if (lat !== null && lon !== null) [this.x[site], this.y[site]] = TimeMap.world(lat, lon);
      });
      this.ofEvent = Int32Array.from({ length: event.length }, (_, row) => this._siteOf(row));
    }

    _siteOf(row) {
      const { event } = this.dataset;
      if (event.lat && !Number.isNaN(event.lat[row])) {
        const site = this.placeCount + row;
        [this.x[site], this.y[site]] = TimeMap.world(event.lat[row], event.lon[row]);
        return site;
      }
      const place = event.place[row];
      return place !== TimeMap.NONE && this.has(place) ? place : -1;
    }

    /** Places that are ground, not a point: drawn by their shape, their members or their name alone. */
    _findAreal() {
      return Uint8Array.from(this.dataset.places, (place) =>
        place.shape !== null || place.members || place.where_prec >= AREAL_PRECISION ? 1 : 0);
    }

    /** Places known only to lie near a point. */
    _findVague() {
      return this.dataset.places.flatMap((place, site) => {
        const vague = !this.areal[site] && place.where_prec >= VAGUE_PRECISION && place.radius_km > 0;
        return vague && this.has(site) ? [site] : [];
      });
    }

    /** Points of the known members of vague places ("the main oil terminals"), by place, in world pixels of zoom 0. */
    _findGroups() {
      const groups = new Map();
      this.dataset.places.forEach(({ members, shape }, place) => {
        const geometry = shape === null ? null : this.dataset.shapes[shape];
        if (members) groups.set(place, members.filter((member) => this.has(member)).map((member) => [this.x[member], this.y[member]]));
        else if (geometry && geometry.type === "MultiPoint") {
          groups.set(place, geometry.coordinates.map(([lon, lat]) => TimeMap.world(lat, lon)));
        }
      });
      return groups;
    }

    _countMentions() {
      const { place, length } = this.dataset.mention;
      const total = new Float64Array(this.placeCount);
      for (let row = 0; row < length; row++) if (!this.areal[place[row]]) total[place[row]] += 1;
      return total;
    }

    /** Events at each site; a place that the texts speak of leads a cluster rather than bare coordinates. */
    _weighEvents() {
      const weight = new Float64Array(this.x.length);
      for (const site of this.ofEvent) if (site >= 0) weight[site] += 1;
      for (let site = 0; site < this.placeCount; site++) if (weight[site]) weight[site] += 1 + this.total[site];
      return weight;
    }
  };
})((window.TimeMap = window.TimeMap || {}));
