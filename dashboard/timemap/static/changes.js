// Changes of control that somebody states: the ticks over the timeline.
(function (TimeMap) {
  "use strict";

  const STATED = ["takes", "loses"];
  // First and last day of a claim by each clock.
  const DAYS = {
    happened: ({ earliest, latest }, row) => [earliest[row], latest[row]],
    reported: ({ reported }, row) => [reported[row], reported[row]],
  };

  /**
   * Changes stated in the articles, and those of the reference record where it is drawn:
   * `[{sel, kind, place, party, holder, previous, first, last, known}]`, by date. `party` is a party's index or null;
   * `known` is false where the text gives a longer while, or only "on or before" (then `first` equals `last`).
   * Those that `index` leaves out are left out here too.
   */
  TimeMap.changesOfControl = function (dataset, state, index) {
    const found = [
      ...claimed(dataset, state, index && index.kept("claim")),
      ...(state.line === "record" || state.layers.includes("record") ? recorded(dataset, index && index.kept("fact")) : []),
    ];
    return found.sort((a, b) => a.last - b.last);
  };

  function claimed(dataset, state, kept) {
    const { claim } = dataset;
    const days = DAYS[state.clock] || DAYS.happened;
    const kinds = dataset.claim_kinds.map((kind) => kind.id);
    const asserted = dataset.modalities.findIndex((modality) => modality.id === "asserted");
    const articles = state.articles && new Set(state.articles);
    const found = [];
    for (let row = 0; row < claim.length; row++) {
      const kind = kinds[claim.kind[row]];
      const [first, last] = days(claim, row);
      if (!STATED.includes(kind) || claim.modality[row] !== asserted || last === TimeMap.OPEN) continue;
      if (kept && !kept[row]) continue;
      if (claim.place[row] === TimeMap.NONE || (articles && !articles.has(dataset.articles[claim.article[row]].id)))
        continue;
      found.push(fromClaim(dataset, row, kind, [first, last]));
    }
    return found;
  }

  function fromClaim(dataset, row, kind, [first, last]) {
    const { claim, actors } = dataset;
    const holder = actors[claim.holder[row]];
    const previous = actors[claim.previous[row]];
    return {
      sel: `claim/${dataset.hexId("claim", row)}`,
      kind,
      place: dataset.places[claim.place[row]].name,
      party: holder ? holder.party : null,
      holder: nameOf(dataset, holder),
      previous: nameOf(dataset, previous),
      first: first === TimeMap.OPEN ? last : first,
      last,
      known: first === last,
    };
  }

  function nameOf({ parties }, actor) {
    const party = actor && parties[actor.party];
    return party ? party.short || party.name : actor ? actor.name : null;
  }

  function recorded(dataset, kept) {
    return (dataset.facts || []).flatMap((fact, i) =>
      (!kept || kept[i]) && fact.previous && fact.previous !== fact.holder ? [fromFact(dataset, fact, i)] : [],
    );
  }

  // Holders of the record are written as the record writes them: a party's id or short name, or somebody else's.
  function fromFact({ parties, places }, fact, i) {
    const party = parties.findIndex(({ id, short, name }) => [id, short, name].includes(fact.holder));
    return {
      sel: `fact/${i}`,
      kind: "takes",
      place: typeof fact.place === "number" ? places[fact.place].name : fact.place,
      party: party < 0 ? null : party,
      holder: fact.holder,
      previous: fact.previous,
      first: fact.date,
      last: fact.date,
      known: true,
    };
  }

  /** A change in one line. */
  TimeMap.changeText = function ({ kind, place, holder, previous }) {
    const key = kind === "loses" ? "change.loses" : previous ? "change.takes.from" : "change.takes";
    return TimeMap.text(key, { place, party: holder || TimeMap.text("change.someone"), previous });
  };
})((window.TimeMap = window.TimeMap || {}));
