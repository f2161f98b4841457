// Changes of control that somebody states: the ticks over the timeline.
(function (TimeMap) {
  "use strict";

  const STATED = ["takes", "loses"];

  /**
   * Changes stated in the articles, and those of the reference record where it is drawn:
   * `[{sel, kind, place, party, holder, previous, first, last, known}]`, by date. `party` is a party's index or null;
   * `known` is false where the text gives a longer while, or only "on or before" (then `first` equals `last`).
   */
  TimeMap.changesOfControl = function (dataset, state) {
    const found = [
      ...claimed(dataset, state),
      ...(state.line === "record" || state.layers.includes("record") ? recorded(dataset) : []),
    ];
    return found.sort((a, b) => a.last - b.last);
  };

  function claimed(dataset, state) {
    const { claim } = dataset;
    const kinds = dataset.claim_kinds.map((kind) => kind.id);
    const asserted = dataset.modalities.findIndex((modality) => modality.id === "asserted");
    const articles = state.articles && new Set(state.articles);
    const found = [];
    for (let row = 0; row < claim.length; row++) {
      const kind = kinds[claim.kind[row]];
      if (!STATED.includes(kind) || claim.modality[row] !== asserted || claim.latest[row] === TimeMap.OPEN) continue;
      if (claim.place[row] === TimeMap.NONE || (articles && !articles.has(dataset.articles[claim.article[row]].id)))
        continue;
      found.push(fromClaim(dataset, row, kind));
    }
    return found;
  }

  function fromClaim(dataset, row, kind) {
    const { claim, actors } = dataset;
    const last = claim.latest[row];
    const holder = actors[claim.holder[row]];
    const previous = actors[claim.previous[row]];
    return {
      sel: `claim/${dataset.hexId("claim", row)}`,
      kind,
      place: dataset.places[claim.place[row]].name,
      party: holder ? holder.party : null,
      holder: nameOf(dataset, holder),
      previous: nameOf(dataset, previous),
      first: claim.earliest[row] === TimeMap.OPEN ? last : claim.earliest[row],
      last,
      known: claim.earliest[row] === last,
    };
  }

  function nameOf({ parties }, actor) {
    const party = actor && parties[actor.party];
    return party ? party.short || party.name : actor ? actor.name : null;
  }

  function recorded(dataset) {
    return (dataset.facts || []).flatMap((fact, i) =>
      fact.previous && fact.previous !== fact.holder ? [fromFact(dataset, fact, i)] : [],
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
