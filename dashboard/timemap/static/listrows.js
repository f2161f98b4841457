// What the list shows: a row for each event, claim of control or place that is on the map.
(function (TimeMap) {
  "use strict";

  const { text, textCount } = TimeMap;

  /**
   * Rows of one kind. A row is a number; what it takes to show one is made when it is shown.
   *
   * `.of(state) -> {rows, undated}`, `.words(row)` folded, `.compare(sort) -> (a, b)`, `.item(row, state) ->
   * {sel, title, detail, type}`.
   */
  class Rows {
    #words = new Map();

    constructor(dataset, index) {
      Object.assign(this, { dataset, index });
      this.places = ranks(dataset.places, (place) => place.name);
    }

    words(row) {
      if (!this.#words.has(row)) this.#words.set(row, TimeMap.fold(this.named(row).filter(Boolean).join(" ")));
      return this.#words.get(row);
    }

    /** Newest first, or by name; rows that are equal in that go newest first. */
    compare(sort) {
      const by = { date: (row) => -this.day(row), place: (row) => this.rankOfPlace(row), type: (row) => this.rankOfType(row) }[sort];
      return (a, b) => by(a) - by(b) || this.day(b) - this.day(a) || a - b;
    }

    placeName(place) {
      return place === TimeMap.NONE ? text("list.noplace") : this.dataset.places[place].name;
    }

    rankOf(place) {
      return place === TimeMap.NONE ? Infinity : this.places[place];
    }

    /** When it was, and by the clock of reports when that was said. */
    dates(table, row, { clock }) {
      const { earliest, latest, reported } = this.dataset[table];
      const happened = this.dataset.formatInterval(earliest[row], latest[row]);
      if (clock !== "reported") return [happened];
      if (reported[row] === TimeMap.OPEN) return [text("list.unreported"), happened];
      return [text("list.reported", { date: TimeMap.calendar.format(reported[row]) }), text("list.happened", { dates: happened })];
    }

    modality(table, row) {
      const modality = this.dataset.modalities[this.dataset[table].modality[row]];
      return modality && modality.id !== "asserted" ? modality.label : null;
    }
  }

  class Events extends Rows {
    constructor(dataset, index) {
      super(dataset, index);
      this.types = ranks(dataset.event_types, (type) => type.label);
    }

    of(state) {
      return { rows: Array.from(this.index.query(state).events), undated: this.index.undated("event", state) };
    }

    day(row) {
      return this.index.events.low[row];
    }

    rankOfPlace(row) {
      return this.rankOf(this.dataset.event.place[row]);
    }

    rankOfType(row) {
      return this.types[this.dataset.event.type[row]];
    }

    named(row) {
      const { event, event_types: types, actors } = this.dataset;
      const named = Array.from(this.dataset.actorsOf(row), (actor) => actors[actor] && actors[actor].name);
      return [types[event.type[row]].label, this.placeName(event.place[row]), ...named];
    }

    item(row, state) {
      const [title, place, ...actors] = this.named(row);
      const detail = [place, ...this.dates("event", row, state), ...actors, this.modality("event", row)];
      const sel = `event/${this.dataset.hexId("event", row)}`;
      return { sel, title, detail, type: this.dataset.event_types[this.dataset.event.type[row]] };
    }
  }

  /** Claims, and the facts of the reference record where they are drawn: numbered on from the claims. */
  class Claims extends Rows {
    constructor(dataset, index) {
      super(dataset, index);
      this.kinds = ranks(dataset.claim_kinds, (kind) => kind.label);
      this.count = dataset.claim.length;
    }

    of(state) {
      const { claims, facts: kept, first, last } = this.index.query(state);
      const rows = Array.from(claims);
      if (state.layers.includes("record"))
        this.dataset.facts.forEach(({ date }, fact) => {
          if (date >= first && date <= last && (!kept || kept[fact])) rows.push(this.count + fact);
        });
      return { rows, undated: this.index.undated("claim", state) };
    }

    fact(row) {
      return row < this.count ? null : this.dataset.facts[row - this.count];
    }

    day(row) {
      return this.fact(row) ? this.fact(row).date : this.index.claims.low[row];
    }

    rankOfPlace(row) {
      return this.rankOf(this.fact(row) ? TimeMap.NONE : this.dataset.claim.place[row]);
    }

    rankOfType(row) {
      return this.fact(row) ? Infinity : this.kinds[this.dataset.claim.kind[row]];
    }

    named(row) {
      const { claim, claim_kinds: kinds, actors, places } = this.dataset;
      const fact = this.fact(row);
      if (fact) return [text("selection.fact"), typeof fact.place === "number" ? places[fact.place].name : fact.place, fact.holder, fact.previous];
      const name = (actor) => actors[actor] && actors[actor].name;
      return [kinds[claim.kind[row]].label, this.placeName(claim.place[row]), name(claim.holder[row]), name(claim.previous[row])];
    }

    item(row, state) {
      const [title, place, holder, previous] = this.named(row);
      const before = previous && text("list.before", { party: previous });
      const fact = this.fact(row);
      if (fact) return { sel: `fact/${row - this.count}`, title, detail: [place, TimeMap.calendar.format(fact.date), holder, before] };
      const detail = [place, ...this.dates("claim", row, state), holder, before, this.modality("claim", row)];
      return { sel: `claim/${this.dataset.hexId("claim", row)}`, title, detail };
    }
  }

  class Places extends Rows {
    of(state) {
      this.counts = this.index.query(state).mentionCountByPlace.slice();
      return { rows: Array.from(this.counts.keys()).filter((row) => this.counts[row]), undated: [] };
    }

    compare() {
      return (a, b) => this.counts[b] - this.counts[a] || this.places[a] - this.places[b];
    }

    named(row) {
      return [this.dataset.places[row].name];
    }

    item(row) {
      const place = this.dataset.places[row];
      const kind = this.dataset.place_kinds[place.kind];
      const detail = [kind && kind.label, TimeMap.countryName(place.country), textCount("list.mentions", this.counts[row])];
      return { sel: `place/${place.id}`, title: place.name, detail };
    }
  }

  /** Where each entry stands when all are sorted by name. */
  function ranks(entries, name) {
    const { compare } = new Intl.Collator(TimeMap.language());
    const names = entries.map(name);
    const order = names.map((_, i) => i).sort((a, b) => compare(names[a], names[b]));
    const ranked = new Uint32Array(order.length);
    order.forEach((entry, rank) => (ranked[entry] = rank));
    return ranked;
  }

  TimeMap.ListRows = { events: Events, claims: Claims, places: Places };
})((window.TimeMap = window.TimeMap || {}));
