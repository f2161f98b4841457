/* Search in names: places, actors, kinds of event, articles; the marks that they stand for. */
(function (TimeMap) {
  "use strict";

  const PER_KIND = 4;
  const KINDS = ["places", "actors", "types", "articles"];

  TimeMap.SearchNames = class {
    constructor(dataset) {
      this.dataset = dataset;
      const named = (entries, name) => entries.map((entry) => TimeMap.termsOf(name(entry) || ""));
      this.terms = {
        places: named(dataset.places, (place) => place.name),
        actors: named(dataset.actors, (actor) => actor.name),
        types: named(dataset.event_types, (type) => type.label),
        articles: named(dataset.articles, (article) => article.title || article.id),
      };
      this._totals = null;
    }

    /** Names that what was typed may stand for, most used first: [{kind, index, id, label, count}]. */
    suggest(typed) {
      const forms = TimeMap.termsOf(typed).map((term) => term.form);
      if (!forms.length) return [];
      const totals = this._countOnce();
      return KINDS.flatMap((kind) => {
        const found = [];
        this.terms[kind].forEach((terms, index) => {
          const rank = rankOf(terms, forms);
          if (rank && totals[kind][index]) found.push({ kind, index, rank, count: totals[kind][index] });
        });
        found.sort((a, b) => b.rank - a.rank || b.count - a.count || a.index - b.index);
        return found.slice(0, PER_KIND).map((each) => ({ ...each, ...this._named(kind, each.index) }));
      });
    }

    /** Flags of the rows whose place, actors or kind hold all phrases: {mention, event, claim, fact: Uint8Array}. */
    rows(phrases) {
      const { dataset } = this;
      const all = 2 ** phrases.length - 1;
      const held = (terms) => phrases.reduce((bits, phrase, n) => bits | (TimeMap.matchesOf(phrase, terms).length ? 1 << n : 0), 0);
      const place = this.terms.places.map(held);
      const actor = this.terms.actors.map(held);
      const type = this.terms.types.map(held);
      const claimKind = dataset.claim_kinds.map((kind) => held(TimeMap.termsOf(kind.label)));
      const at = (row) => (row === TimeMap.NONE ? 0 : place[row]);
      const { mention, event, claim } = dataset;
      const flags = (length, bits) => Uint8Array.from({ length }, (_, row) => (bits(row) === all ? 1 : 0));
      return {
        mention: flags(mention.length, (row) => at(mention.place[row])),
        event: flags(event.length, (row) => {
          let bits = at(event.place[row]) | type[event.type[row]];
          for (const each of dataset.actorsOf(row)) bits |= actor[each];
          return bits;
        }),
        claim: flags(claim.length, (row) =>
          at(claim.place[row]) | claimKind[claim.kind[row]] | (actor[claim.holder[row]] || 0) | (actor[claim.previous[row]] || 0)),
        fact: Uint8Array.from(dataset.facts || [], (fact) => {
          const where = typeof fact.place === "number" ? dataset.places[fact.place].name : fact.place;
          return held(TimeMap.termsOf([where, fact.holder, fact.previous].filter(Boolean).join(" | "))) === all ? 1 : 0;
        }),
      };
    }

    /** Places that hold one of the marks flagged: how many of them. */
    countPlaces(rows) {
      const places = new Set();
      for (const table of ["mention", "event", "claim"]) {
        const { place, length } = this.dataset[table];
        for (let row = 0; row < length; row++) if (rows[table][row] && place[row] !== TimeMap.NONE) places.add(place[row]);
      }
      return places.size;
    }

    _named(kind, index) {
      const { dataset } = this;
      if (kind === "places") return { id: dataset.places[index].id, label: dataset.places[index].name };
      if (kind === "actors") return { id: dataset.actors[index].id, label: dataset.actors[index].name };
      if (kind === "types") return { id: dataset.event_types[index].id, label: dataset.event_types[index].label };
      return { id: dataset.articles[index].id, label: dataset.articles[index].title || dataset.articles[index].id };
    }

    /** How often each name is used, whatever the dates: mentions of a place, events of the others. */
    _countOnce() {
      if (this._totals) return this._totals;
      const { mention, event, places, actors, event_types: types, articles } = this.dataset;
      const totals = {
        places: new Uint32Array(places.length),
        actors: new Uint32Array(actors.length),
        types: new Uint32Array(types.length),
        articles: new Uint32Array(articles.length),
      };
      for (let row = 0; row < mention.length; row++) totals.places[mention.place[row]] += 1;
      for (let row = 0; row < event.length; row++) {
        totals.types[event.type[row]] += 1;
        totals.articles[event.article[row]] += 1;
        for (const actor of this.dataset.actorsOf(row)) totals.actors[actor] += 1;
      }
      return (this._totals = totals);
    }
  };

  /** 0 when a word typed begins none of a name's words; 2 when the first one begins the name. */
  function rankOf(terms, forms) {
    if (!forms.every((form) => terms.some((term) => term.form.startsWith(form)))) return 0;
    return terms[0].form.startsWith(forms[0]) ? 2 : 1;
  }
})((window.TimeMap = window.TimeMap || {}));
