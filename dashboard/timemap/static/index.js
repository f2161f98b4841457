/* Which marks show in a view state. */
(function (TimeMap) {
  "use strict";

  TimeMap.Index = class {
    constructor(dataset) {
      this.dataset = dataset;
      this._clocks = {};
      this._setClock("happened");
      this._narrowing = new TimeMap.Narrowing();
      this._filterKey = null;
      this._eventBuffer = new Uint32Array(dataset.event.length);
      this._claimBuffer = new Uint32Array(dataset.claim.length);
      this._counts = new Uint32Array(dataset.places.length);
      this._eventCounts = new Uint32Array(dataset.places.length);
      this._uncertainCounts = new Uint32Array(dataset.places.length);
    }

    /**
     * Let only some rows show, whatever the filters say; what several names ask for holds at once.
     *
     * @param name whose restriction it is; another one of that name replaces it
     * @param rows `{mention, event, claim, fact}`, each a Uint8Array of a flag a row, left out for all of them; null: no restriction
     *
     * Costs as much as a filter, once; a step in time costs what it did. Whoever calls it sets `narrowed` in the view
     * state to a new number, so that every part draws itself anew.
     */
    restrict(name, rows) {
      this._narrowing.set(name, rows);
      this._filterKey = null;
    }

    /** Flags of the rows of a table ("mention", "event", "claim", "fact") that the restrictions leave, null for all. */
    kept(table) {
      return this._narrowing.kept[table] || null;
    }

    /** The intervals of each table, by the clock of a state: {mentions, events, claims}. */
    _setClock(clock) {
      const { mention, event, claim, places } = this.dataset;
      if (!this._clocks[clock]) {
        const [mentions, events, claims] = [mention, event, claim].map((table) => new TimeMap.Intervals(table, clock));
        const byLow = TimeMap.sortByPlace(mention.place, mentions.low, places.length);
        const same = mentions.low === mentions.high;
        const byHigh = same ? byLow : TimeMap.sortByPlace(mention.place, mentions.high, places.length);
        this._clocks[clock] = { mentions, events, claims, _byLow: byLow, _byHigh: byHigh };
      }
      Object.assign(this, this._clocks[clock]);
    }

    /** Inclusive days shown by a state: {first, last}; the mode decides what the window means. */
    range(state) {
      const time = this.dataset.time;
      const last = state.last ?? time.default_last;
      if (state.mode === "instant") return { first: last, last };
      if (state.mode === "cumulative") return { first: TimeMap.OPEN, last };
      return { first: state.first ?? time.default_first, last };
    }

    /**
     * What shows in a state. The arrays are reused by the next call: copy what has to last.
     * {first, last, mentionCountByPlace, uncertainByPlace, eventCountByPlace, events: rows, claims: rows,
     * facts: flags of the facts that may show, null for all}
     */
    query(state) {
      this._filter(state);
      const { first, last } = this.range(state);
      this._overlaps.all.count(first, last, this._counts);
      this._overlaps.uncertain.count(first, last, this._uncertainCounts);
      const events = this.events.overlapping(this._eventPasses, first, last, this._eventBuffer);
      return {
        first,
        last,
        mentionCountByPlace: this._counts,
        uncertainByPlace: this._uncertainCounts,
        events,
        eventCountByPlace: this._countByPlace(events),
        claims: this.claims.overlapping(this._claimPasses, first, last, this._claimBuffer),
        facts: this.kept("fact"),
      };
    }

    _countByPlace(events) {
      const { place } = this.dataset.event;
      const counts = this._eventCounts.fill(0);
      for (let i = 0; i < events.length; i++) if (place[events[i]] !== TimeMap.NONE) counts[place[events[i]]] += 1;
      return counts;
    }

    /** Rows of the mentions of a place, by date. */
    mentionsAt(place, state) {
      this._filter(state);
      const { first, last } = this.range(state);
      const { order, starts } = this._byLow;
      const rows = [];
      for (let i = starts[place]; i < starts[place + 1]; i++) {
        const row = order[i];
        if (this._mentionPasses[row] && this.mentions.low[row] <= last && this.mentions.high[row] >= first) rows.push(row);
      }
      return rows;
    }

    /** Rows of the events at a place, by date. */
    eventsAt(place, state) {
      this._filter(state);
      return this._at("event", this.events, place, state);
    }

    /** Rows of the claims on a place, by date. */
    claimsAt(place, state) {
      this._filter(state);
      return this._at("claim", this.claims, place, state);
    }

    /** Rows of "event" or "claim" that pass the filters of a state and have no date by its clock: no day shows them. */
    undated(table, state) {
      this._filter(state);
      return state.clock === "reported" ? this._unreported[table] : [];
    }

    _at(table, intervals, place, state) {
      const { first, last } = this.range(state);
      const passes = table === "event" ? this._eventPasses : this._claimPasses;
      const places = this.dataset[table].place;
      const rows = [];
      for (let row = 0; row < places.length; row++) {
        if (places[row] === place && passes[row] && intervals.low[row] <= last && intervals.high[row] >= first) rows.push(row);
      }
      return rows.sort((a, b) => intervals.low[a] - intervals.low[b] || a - b);
    }

    /**
     * Events by date under the filters of a state, whatever its time window: {start, binDays, sure, unsure}.
     * Bin i holds the days from start + i * binDays. An uncertain event spreads its 1 over its interval.
     */
    histogram(state, binDays) {
      this._filter(state);
      const { first, last } = this.dataset.time;
      const spread = new TimeMap.Spread(first, last, Math.max(1, Math.round(binDays)));
      const sure = spread.accumulator();
      const unsure = spread.accumulator();
      const { low, high, uncertain } = this.events;
      for (let row = 0; row < low.length; row++) {
        if (this._eventPasses[row]) spread.add(uncertain[row] ? unsure : sure, low[row], high[row]);
      }
      return { start: first, binDays: spread.binDays, sure: spread.sum(sure), unsure: spread.sum(unsure) };
    }

    /** Sorted first and last days of the events that pass the filters of a state, whatever its time window. */
    eventDays(state) {
      this._filter(state);
      const passing = (days) => days.filter((_, row) => this._eventPasses[row]).sort();
      return { low: passing(this.events.low), high: passing(this.events.high) };
    }

    /**
     * Events in the time window that pass every other filter, for each entry of each filter:
     * {articles, types, actors, kinds: Uint32Array, modality: [asserted, all]}.
     */
    facets(state) {
      this._filter(state);
      const { first, last } = this.range(state);
      const { low, high } = this.events;
      const tally = new TimeMap.FacetTally(this.dataset, this._eventFails);
      for (let row = 0; row < low.length; row++) {
        const dated = low[row] !== TimeMap.OPEN || state.clock !== "reported";
        if (dated && low[row] <= last && high[row] >= first) tally.add(row);
      }
      return tally.counts;
    }

    /** Rebuild what depends on the filters, only when one of them changed. */
    _filter(state) {
      const key = JSON.stringify([state.articles, state.types, state.actors, state.kinds, state.modality, state.clock]);
      if (key === this._filterKey) return;
      this._filterKey = key;
      this._setClock(state.clock === "reported" ? "reported" : "happened");
      const criteria = new TimeMap.Criteria(this.dataset, state, this._narrowing.kept);
      this._mentionPasses = criteria.mentions();
      this._eventFails = criteria.events();
      this._eventPasses = this._eventFails.map((fails) => (fails === 0 ? 1 : 0));
      this._claimPasses = criteria.claims();
      if (state.clock === "reported") this._leaveOutUnreported();
      const uncertain = this._mentionPasses.map((passes, row) => passes & this.mentions.uncertain[row]);
      this._overlaps = { all: this._overlapsOf(this._mentionPasses), uncertain: this._overlapsOf(uncertain) };
    }

    /** A mark whose article has no date is on no day of this clock: it is kept aside, for the list to say so. */
    _leaveOutUnreported() {
      const aside = (passes, { low }) => {
        const rows = [];
        passes.forEach((pass, row) => {
          if (pass && low[row] === TimeMap.OPEN) rows.push(row);
        });
        for (const row of rows) passes[row] = 0;
        return rows;
      };
      aside(this._mentionPasses, this.mentions);
      this._unreported = { event: aside(this._eventPasses, this.events), claim: aside(this._claimPasses, this.claims) };
    }

    _overlapsOf(passes) {
      const { low, high } = this.mentions;
      const keep = (sorted, days) => TimeMap.keepPassing(sorted, days, passes);
      return new TimeMap.Overlaps(keep(this._byLow, low), keep(this._byHigh, high));
    }
  };
})((window.TimeMap = window.TimeMap || {}));
