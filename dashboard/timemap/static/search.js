// The search: what is looked for is part of the view, and only marks that match are drawn.
(function (TimeMap) {
  "use strict";

  TimeMap.link.keep({
    key: "q",
    initial: null,
    read: (text) => (TimeMap.parseQuery(text).problem ? undefined : TimeMap.soundQuery(text)),
    write: (q) => q,
  });

  const TABLES = ["mention", "event", "claim"];

  /**
   * Follows `q` of the view state. `result` is null without a search, else
   * `{q, phrases, state: "waiting"|"ready"|"failed", share, answer, hits, places, marks: {event, claim, mention}}`;
   * `answer` is that of the text, null where only names can be searched.
   */
  TimeMap.Search = class {
    #listeners = new Set();
    #asked = 0;
    #narrowings = 0;

    constructor({ dataset, store, index, source }) {
      Object.assign(this, { dataset, store, index, result: null });
      this.names = new TimeMap.SearchNames(dataset);
      this.text = TimeMap.textSearch(source, dataset);
      store.subscribe(["q"], ({ q }) => this.#follow(q));
      if (store.get().q) this.#follow(store.get().q);
    }

    /** Run `fn()` whenever the result changes. */
    onChange(fn) {
      this.#listeners.add(fn);
    }

    /** Look again, after a failure. */
    retry() {
      this.#follow(this.store.get().q);
    }

    /** Fetch the next sentences of the result. */
    async more() {
      const { result } = this;
      if (!result || !result.answer || !result.answer.next) return;
      const answer = await this.text.find(result.q, result.phrases, { after: result.answer.next });
      if (this.result === result) this.#say({ ...result, answer: { ...result.answer, next: answer.next }, hits: [...result.hits, ...answer.hits] });
    }

    /** Whether the result lies outside the dates shown. */
    isElsewhere() {
      const { result } = this;
      if (!result || result.state === "waiting" || !(result.marks.event || result.marks.mention || result.marks.claim)) return false;
      const shown = this.index.query(this.store.get());
      return !shown.events.length && !shown.claims.length && shown.mentionCountByPlace.every((count) => !count);
    }

    /** Show the dates of what was found: from the first event (without one, mention or claim) to the last. */
    showDates() {
      const { index, dataset, store } = this;
      let first = Infinity;
      let last = -Infinity;
      for (const [table, { low, high }] of [["event", index.events], ["claim", index.claims], ["mention", index.mentions]]) {
        const kept = index.kept(table);
        for (let row = 0; row < low.length; row++) {
          if ((kept && !kept[row]) || low[row] === TimeMap.OPEN) continue;
          first = Math.min(first, low[row]);
          last = Math.max(last, high[row]);
        }
        if (last >= first) break;
      }
      const { time } = dataset;
      if (last >= first) store.set({ mode: "window", first: Math.max(first, time.first), last: Math.min(last, time.last) });
    }

    async #follow(q) {
      const asked = ++this.#asked;
      if (!q) {
        this.#narrow(null);
        return this.#say(null);
      }
      const { phrases } = TimeMap.parseQuery(q);
      const start = { q, phrases, state: "waiting", share: null, answer: null, hits: [], places: 0, marks: {} };
      this.#say(start);
      let answer = null;
      let failed = false;
      try {
        const waiting = (share) => asked === this.#asked && this.#say({ ...start, share });
        answer = this.text && (await this.text.find(q, phrases, { waiting }));
      } catch (error) {
        console.info(error.message);
        failed = true;
      }
      if (asked !== this.#asked) return;
      const rows = this.#rows(phrases, answer);
      this.#narrow(rows);
      const marks = Object.fromEntries(TABLES.map((table) => [table, rows[table].reduce((n, flag) => n + flag, 0)]));
      const found = { answer, hits: answer ? answer.hits : [], places: this.names.countPlaces(rows), marks };
      this.#say({ ...start, ...found, state: failed ? "failed" : "ready" });
    }

    #rows(phrases, answer) {
      const rows = this.names.rows(phrases);
      if (answer && answer.rows)
        for (const table of TABLES) answer.rows[table].forEach((flag, row) => flag && (rows[table][row] = 1));
      return rows;
    }

    #narrow(rows) {
      this.index.restrict("search", rows);
      this.store.set({ narrowed: `search ${++this.#narrowings}` });
    }

    #say(result) {
      this.result = result;
      for (const fn of this.#listeners) fn();
    }
  };

  /** What a result holds, in a few words: "12 sentences, 3 places". */
  TimeMap.searchCounts = function ({ answer, places, marks }) {
    const { textCount } = TimeMap;
    const sentences = answer && textCount(answer.counts.complete ? "search.sentences" : "search.sentences.least", answer.counts.sentences);
    const parts = [sentences, places || !marks.event ? textCount("search.places", places) : null, textCount("search.events", marks.event)];
    return parts.filter(Boolean).join(TimeMap.text("search.comma"));
  };

  /** Whether a result holds nothing at all. */
  TimeMap.foundNothing = ({ state, answer, marks }) =>
    state === "ready" && !marks.event && !marks.mention && !marks.claim && !(answer && answer.counts.sentences);

  /** What a saved file was searched for: its articles, or only what it quotes of them; elsewhere nothing needs to be said. */
  TimeMap.searchedWhat = function (answer) {
    if (!answer || answer.searched.excerpts === undefined) return null;
    return TimeMap.text(answer.searched.excerpts ? "search.in.excerpts" : "search.in.texts");
  };

  /** What was looked through, for a search that found nothing. */
  TimeMap.searchedWhere = function ({ q: asked, answer }) {
    const q = TimeMap.quotedQuery(asked);
    if (!answer) return TimeMap.text("search.none.names", { q });
    const { sentences, articles, excerpts } = answer.searched;
    return TimeMap.text(excerpts ? "search.none.saved" : "search.none", { q, sentences, articles });
  };
})((window.TimeMap = window.TimeMap || {}));
