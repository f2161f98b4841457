/* Which marks show: intervals of days, counted per place by binary search. */
(function (TimeMap) {
  "use strict";

  // Toponyms in these roles name an actor, not a place where something was.
  const NOT_PINNED = new Set(["demonym", "actor"]);

  // Entries to look through beside the last place found before searching anew.
  const NEARBY = 6;

  const FAILS = { articles: 1, types: 2, actors: 4, kinds: 8, modality: 16 };

  /** First and last day at which a mark shows, and whether its date is uncertain (docs/timemap.md). */
  class Intervals {
    constructor({ earliest, latest, reported }) {
      const length = earliest.length;
      this.low = new Int32Array(length);
      this.high = new Int32Array(length);
      this.uncertain = new Uint8Array(length);
      for (let row = 0; row < length; row++) this._place(row, earliest[row], latest[row], reported[row]);
    }

    _place(row, earliest, latest, reported) {
      let low = earliest;
      let high = latest;
      if (low === TimeMap.OPEN && high === TimeMap.OPEN) low = high = reported;
      else if (low === TimeMap.OPEN) low = high;
      else if (high === TimeMap.OPEN) high = low;
      this.low[row] = low;
      this.high[row] = high;
      this.uncertain[row] = earliest === latest && earliest !== TimeMap.OPEN ? 0 : 1;
    }
  }

  class Index {
    constructor(dataset) {
      this.dataset = dataset;
      this.mentions = new Intervals(dataset.mention);
      this.events = new Intervals(dataset.event);
      this.claims = new Intervals(dataset.claim);
      this._byLow = sortByPlace(dataset.mention.place, this.mentions.low, dataset.places.length);
      this._byHigh = sortByPlace(dataset.mention.place, this.mentions.high, dataset.places.length);
      this._filterKey = null;
      this._eventBuffer = new Uint32Array(dataset.event.length);
      this._claimBuffer = new Uint32Array(dataset.claim.length);
      this._counts = new Uint32Array(dataset.places.length);
      this._uncertainCounts = new Uint32Array(dataset.places.length);
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
     * {mentionCountByPlace, uncertainByPlace, events: rows, claims: rows, first, last}
     */
    query(state) {
      this._filter(state);
      const { first, last } = this.range(state);
      this._overlaps.all.count(first, last, this._counts);
      this._overlaps.uncertain.count(first, last, this._uncertainCounts);
      return {
        first,
        last,
        mentionCountByPlace: this._counts,
        uncertainByPlace: this._uncertainCounts,
        events: overlapping(this.events, this._eventPasses, first, last, this._eventBuffer),
        claims: overlapping(this.claims, this._claimPasses, first, last, this._claimBuffer),
      };
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
      return this._at("event", this.events, place, state);
    }

    /** Rows of the claims on a place, by date. */
    claimsAt(place, state) {
      return this._at("claim", this.claims, place, state);
    }

    _at(table, intervals, place, state) {
      this._filter(state);
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
      const spread = new Spread(first, last, Math.max(1, Math.round(binDays)));
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
      const tally = new Tally(this.dataset, this._eventFails);
      for (let row = 0; row < low.length; row++) {
        if (low[row] <= last && high[row] >= first) tally.add(row);
      }
      return tally.counts;
    }

    /** Rebuild what depends on the filters, only when one of them changed. */
    _filter(state) {
      const key = JSON.stringify([state.articles, state.types, state.actors, state.kinds, state.modality]);
      if (key === this._filterKey) return;
      this._filterKey = key;
      const wanted = new Wanted(this.dataset, state);
      this._mentionPasses = wanted.mentions();
      this._eventFails = wanted.events();
      this._eventPasses = this._eventFails.map((fails) => (fails === 0 ? 1 : 0));
      this._claimPasses = wanted.claims();
      const uncertain = this._mentionPasses.map((passes, row) => passes & this.mentions.uncertain[row]);
      this._overlaps = { all: this._overlapsOf(this._mentionPasses), uncertain: this._overlapsOf(uncertain) };
    }

    _overlapsOf(passes) {
      const { low, high } = this.mentions;
      return new Overlaps(keepPassing(this._byLow, low, passes), keepPassing(this._byHigh, high, passes));
    }
  }
  TimeMap.Index = Index;

  /** Row tests for the filters of a state; a filter that names nothing lets everything pass. */
  class Wanted {
    constructor(dataset, state) {
      this.dataset = dataset;
      this.articles = lookup(dataset.articles, state.articles);
      this.types = lookup(dataset.event_types, state.types);
      this.actors = lookup(dataset.actors, state.actors);
      this.kinds = lookup(dataset.place_kinds, state.kinds);
      this.modalities = lookup(dataset.modalities, state.modality === "all" ? null : ["asserted"]);
    }

    mentions() {
      const { place, article, role, length } = this.dataset.mention;
      const pinned = Uint8Array.from(this.dataset.roles, (each) => (NOT_PINNED.has(each.id) ? 0 : 1));
      const passes = new Uint8Array(length);
      for (let row = 0; row < length; row++) {
        passes[row] = pinned[role[row]] && this._inArticle(article[row]) && this._atKind(place[row]) ? 1 : 0;
      }
      return passes;
    }

    /** The filters that each event fails, as bits of FAILS; 0 passes. */
    events() {
      const { place, article, type, modality, length } = this.dataset.event;
      const fails = new Uint8Array(length);
      for (let row = 0; row < length; row++) {
        fails[row] = (this._inArticle(article[row]) ? 0 : FAILS.articles)
          | (!this.types || this.types[type[row]] ? 0 : FAILS.types)
          | (this._byActor(this.dataset.actorsOf(row)) ? 0 : FAILS.actors)
          | (this._atKind(place[row]) ? 0 : FAILS.kinds)
          | (!this.modalities || this.modalities[modality[row]] ? 0 : FAILS.modality);
      }
      return fails;
    }

    claims() {
      const { place, article, modality, holder, previous, length } = this.dataset.claim;
      const passes = new Uint8Array(length);
      for (let row = 0; row < length; row++) {
        passes[row] = (!this.modalities || this.modalities[modality[row]]) && this._inArticle(article[row])
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
  }

  /** Counts of events for each entry of each filter. */
  class Tally {
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
  }

  /** Uint8 flags of the wanted rows of a dictionary, null when all are wanted. */
  function lookup(dictionary, ids) {
    if (!ids || ids.length === 0) return null;
    const wanted = new Set(ids);
    return Uint8Array.from(dictionary, (entry) => (wanted.has(entry.id) ? 1 : 0));
  }

  /** Sums of spread masses as running differences, so that a mark costs the same however long it lasts. */
  class Spread {
    constructor(first, last, binDays) {
      this.first = first;
      this.binDays = binDays;
      this.bins = Math.max(1, Math.floor((last - first) / binDays) + 1);
    }

    accumulator() {
      return { whole: new Float64Array(this.bins), slope: new Float64Array(this.bins + 1) };
    }

    add(sums, low, high) {
      const from = Math.floor((low - this.first) / this.binDays);
      const to = Math.floor((high - this.first) / this.binDays);
      if (from === to) {
        if (from >= 0 && from < this.bins) sums.whole[from] += 1;
        return;
      }
      if (to < 0 || from >= this.bins) return;
      const perDay = 1 / (high - low + 1);
      if (from >= 0) sums.whole[from] += perDay * (this.first + (from + 1) * this.binDays - low);
      if (to < this.bins) sums.whole[to] += perDay * (high - (this.first + to * this.binDays) + 1);
      sums.slope[Math.max(0, from + 1)] += perDay * this.binDays;
      sums.slope[Math.min(this.bins, to)] -= perDay * this.binDays;
    }

    sum({ whole, slope }) {
      const total = new Float64Array(this.bins);
      let level = 0;
      for (let bin = 0; bin < this.bins; bin++) {
        level += slope[bin];
        total[bin] = whole[bin] + (Math.abs(level) < 1e-9 ? 0 : level);
      }
      return total;
    }
  }

  /** Rows ordered by place, then by day: {order, starts}; rows without a place are left out. */
  function sortByPlace(places, days, placeCount) {
    const byDay = sortByDay(days);
    const starts = new Uint32Array(placeCount + 1);
    for (let row = 0; row < places.length; row++) if (places[row] < placeCount) starts[places[row] + 1] += 1;
    for (let place = 0; place < placeCount; place++) starts[place + 1] += starts[place];
    const next = starts.slice();
    const order = new Uint32Array(starts[placeCount]);
    for (let i = 0; i < byDay.length; i++) {
      const row = byDay[i];
      if (places[row] < placeCount) order[next[places[row]]++] = row;
    }
    return { order, starts };
  }

  /** Rows ordered by day, undated first: one counting pass, since days of a corpus are few. */
  function sortByDay(days) {
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < days.length; row++) {
      if (days[row] !== TimeMap.OPEN && days[row] < first) first = days[row];
      if (days[row] > last) last = days[row];
    }
    const starts = new Uint32Array(Math.max(0, last - first) + 3);
    for (let row = 0; row < days.length; row++) starts[days[row] === TimeMap.OPEN ? 1 : days[row] - first + 2] += 1;
    for (let key = 1; key < starts.length; key++) starts[key] += starts[key - 1];
    const rows = new Uint32Array(days.length);
    for (let row = 0; row < days.length; row++) rows[starts[days[row] === TimeMap.OPEN ? 0 : days[row] - first + 1]++] = row;
    return rows;
  }

  /** Days of the rows that pass, still ordered by place, then by day. */
  function keepPassing({ order, starts }, days, passes) {
    const kept = new Int32Array(order.length);
    const keptStarts = new Uint32Array(starts.length);
    let length = 0;
    for (let place = 0; place < starts.length - 1; place++) {
      keptStarts[place] = length;
      for (let i = starts[place]; i < starts[place + 1]; i++) {
        const row = order[i];
        if (passes[row]) kept[length++] = days[row];
      }
    }
    keptStarts[starts.length - 1] = length;
    return { starts: keptStarts, days: kept.slice(0, length) };
  }

  /**
   * How many intervals of each place overlap a window. All that began by its last day, less those that
   * ended before its first (they began by the last day too): two searches a place in sorted days.
   */
  class Overlaps {
    constructor(low, high) {
      this.starts = low.starts;
      this._low = low.days;
      this._high = high.days;
      // Where the last search ended: the next day of a slider is a few entries away.
      this._begun = this.starts.slice();
      this._ended = this.starts.slice();
    }

    count(first, last, counts) {
      const { starts, _low: low, _high: high, _begun: begun, _ended: ended } = this;
      for (let place = 0; place < counts.length; place++) {
        const from = starts[place];
        const to = starts[place + 1];
        if (from === to) {
          counts[place] = 0;
          continue;
        }
        begun[place] = firstAfter(low, from, to, last, begun[place]);
        ended[place] = firstAfter(high, from, to, first - 1, ended[place]);
        counts[place] = begun[place] - ended[place];
      }
    }
  }

  /** Index of the first day greater than `day` in the sorted part from..to, looked for near `hint` first. */
  function firstAfter(days, from, to, day, hint) {
    for (let tries = 0; tries < NEARBY; tries++) {
      if (hint < to && days[hint] <= day) hint++;
      else if (hint > from && days[hint - 1] > day) hint--;
      else return hint;
    }
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (days[middle] <= day) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  function overlapping({ low, high }, passes, first, last, buffer) {
    let length = 0;
    for (let row = 0; row < passes.length; row++) {
      if (passes[row] && low[row] <= last && high[row] >= first) buffer[length++] = row;
    }
    return buffer.subarray(0, length);
  }
})((window.TimeMap = window.TimeMap || {}));
