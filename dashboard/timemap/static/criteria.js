/* Which marks pass the filters of a view state. */
(function (TimeMap) {
  "use strict";

  // Toponyms in these roles name an actor, not a place where something was.
  const NOT_PINNED = new Set(["demonym", "actor"]);

  const FAILS = { articles: 1, types: 2, actors: 4, kinds: 8, modality: 16, narrowed: 32 };

  /** Keys of the view state on which it depends which marks show, besides the time window. */
  TimeMap.FILTERS = ["articles", "types", "actors", "kinds", "modality", "clock", "narrowed"];

  /**
   * Row tests for the filters of a state; a filter that names nothing lets everything pass.
   * `kept` holds flags of the rows of each table that may pass at all, null for all of them (TimeMap.Narrowing).
   */
  TimeMap.Criteria = class {
    constructor(dataset, state, kept = {}) {
      this.dataset = dataset;
      this.kept = kept;
      this.articles = lookup(dataset.articles, state.articles);
      this.types = lookup(dataset.event_types, state.types);
      this.actors = lookup(dataset.actors, state.actors);
      this.kinds = lookup(dataset.place_kinds, state.kinds);
      this.modalities = lookup(dataset.modalities, state.modality === "all" ? null : ["asserted"]);
    }

    mentions() {
      const { place, article, role, length } = this.dataset.mention;
      const pinned = Uint8Array.from(this.dataset.roles, (each) => (NOT_PINNED.has(each.id) ? 0 : 1));
      const kept = this.kept.mention;
      const passes = new Uint8Array(length);
      for (let row = 0; row < length; row++) {
        passes[row] = (!kept || kept[row]) && pinned[role[row]] && this._inArticle(article[row]) && this._atKind(place[row]) ? 1 : 0;
      }
      return passes;
    }

    /** The filters that each event fails, as bits of FAILS; 0 passes. */
    events() {
      const { place, article, type, modality, length } = this.dataset.event;
      const kept = this.kept.event;
      const fails = new Uint8Array(length);
      for (let row = 0; row < length; row++) {
        fails[row] = (this._inArticle(article[row]) ? 0 : FAILS.articles)
          | (!this.types || this.types[type[row]] ? 0 : FAILS.types)
          | (this._byActor(this.dataset.actorsOf(row)) ? 0 : FAILS.actors)
          | (this._atKind(place[row]) ? 0 : FAILS.kinds)
          | (!this.modalities || this.modalities[modality[row]] ? 0 : FAILS.modality)
          | (!kept || kept[row] ? 0 : FAILS.narrowed);
      }
      return fails;
    }

    claims() {
      const { place, article, modality, holder, previous, length } = this.dataset.claim;
      const kept = this.kept.claim;
      const passes = new Uint8Array(length);
      for (let row = 0; row < length; row++) {
        passes[row] = (!kept || kept[row]) && (!this.modalities || this.modalities[modality[row]]) && this._inArticle(article[row])
          && this._atKind(place[row]) && this._byActor([holder[row], previous[row]]) ? 1 : 0;
      }
      return passes;
    }

    _inArticle(article) {
      return !this.articles || this.articles[article];
    }

    _atKind(place) {
      return !this.kinds || (place !== TimeMap.NONE && this.kinds[this.dataset.places[place].kind]);
    }

    _byActor(actors) {
      return !this.actors || Array.prototype.some.call(actors, (actor) => this.actors[actor]);
    }
  };

  /** Counts of events that pass every other filter, for each entry of each filter. */
  TimeMap.FacetTally = class {
    constructor(dataset, fails) {
      this.dataset = dataset;
      this.fails = fails;
      this.asserted = dataset.modalities.findIndex((each) => each.id === "asserted");
      this.counts = {
        articles: new Uint32Array(dataset.articles.length),
        types: new Uint32Array(dataset.event_types.length),
        actors: new Uint32Array(dataset.actors.length),
        kinds: new Uint32Array(dataset.place_kinds.length),
        modality: [0, 0],
      };
    }

    add(row) {
      const { place, article, type, modality } = this.dataset.event;
      const { counts } = this;
      const fails = this.fails[row];
      if ((fails & ~FAILS.articles) === 0) counts.articles[article[row]] += 1;
      if ((fails & ~FAILS.types) === 0) counts.types[type[row]] += 1;
      if ((fails & ~FAILS.actors) === 0) for (const actor of this.dataset.actorsOf(row)) counts.actors[actor] += 1;
      if ((fails & ~FAILS.kinds) === 0 && place[row] !== TimeMap.NONE) counts.kinds[this.dataset.places[place[row]].kind] += 1;
      if ((fails & ~FAILS.modality) === 0) {
        counts.modality[1] += 1;
        if (modality[row] === this.asserted) counts.modality[0] += 1;
      }
    }
  };

  /** Uint8 flags of the wanted rows of a dictionary, null when all are wanted. */
  function lookup(dictionary, ids) {
    if (!ids || ids.length === 0) return null;
    const wanted = new Set(ids);
    return Uint8Array.from(dictionary, (entry) => (wanted.has(entry.id) ? 1 : 0));
  }
})((window.TimeMap = window.TimeMap || {}));
