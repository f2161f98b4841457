/* Search in the articles' sentences: on the server, or in the evidence cards of a saved file. */
(function (TimeMap) {
  "use strict";

  const PAGE = 20;
  const ASK_AGAIN_MS = 1000;

  /**
   * How to search the text here: `{find(q, phrases, {after, waiting}) -> Promise<answer>}`, null where there is none.
   * An answer is that of the route `search` (docs/timemap.md), its `rows` unpacked to flags; `waiting(share)` is told how
   * far an index is that is being built.
   */
  TimeMap.textSearch = function (source, dataset) {
    if (source.search) return new Served(source, dataset);
    return source.cards ? new Saved(source, dataset) : null;
  };

  class Served {
    constructor(source, dataset) {
      Object.assign(this, { source, dataset });
    }

    async find(q, phrases, { after = 0, waiting = () => {} } = {}) {
      const asked = new URLSearchParams({ q, limit: PAGE, ...(after ? { after } : {}) });
      for (;;) {
        const answer = await this.source.search(asked);
        if (!answer.building) return { ...answer, rows: answer.rows && this._unpacked(answer.rows) };
        waiting(answer.building.of ? answer.building.done / answer.building.of : 0);
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    }

    _unpacked(rows) {
      return Object.fromEntries(Object.entries(rows).map(([table, packed]) => [table, flagsOf(packed, this.dataset[table].length)]));
    }
  }

  /** Flags from bits, eight to a byte from the lowest on, in base64. */
  function flagsOf(packed, length) {
    const bytes = atob(packed);
    return Uint8Array.from({ length }, (_, row) => (bytes.charCodeAt(row >> 3) >> (row & 7)) & 1);
  }

  class Saved {
    constructor(source, dataset) {
      Object.assign(this, { source, dataset, sentences: null });
    }

    async find(q, phrases, { after = 0 } = {}) {
      if (!this.sentences) this.sentences = sentencesOf(await this.source.cards());
      const found = this.sentences.filter(({ terms }) => phrases.every((phrase) => TimeMap.matchesOf(phrase, terms).length));
      const page = found.slice(after, after + PAGE);
      const articles = (list) => new Set(list.map(({ article }) => article && article.id)).size;
      return {
        note: null,
        searched: { sentences: this.sentences.length, articles: articles(this.sentences), excerpts: true },
        counts: { sentences: found.length, articles: articles(found), complete: true },
        rows: after ? null : this._rows(found),
        hits: page.map((sentence) => hitOf(sentence, phrases)),
        next: after + PAGE < found.length ? after + PAGE : null,
      };
    }

    _rows(found) {
      const { dataset } = this;
      const rows = Object.fromEntries(["mention", "event", "claim"].map((table) => [table, new Uint8Array(dataset[table].length)]));
      for (const key of found.flatMap((sentence) => sentence.marks)) {
        const [kind, id] = key.split("/");
        const row = kind === "mention" ? this._mentionRow(Number(id)) : dataset.rowOf(kind, id);
        if (row >= 0 && row < rows[kind].length) rows[kind][row] = 1;
      }
      return rows;
    }

    _mentionRow(number) {
      const { row } = this.dataset.mention;
      return row ? row.indexOf(number) : number;
    }
  }

  /** The sentences that cards quote, each once, with the keys of all cards that quote it. */
  function sentencesOf(cards) {
    const sentences = new Map();
    for (const card of cards) {
      if (card.kind !== "article") continue;
      const text = card.segments.map((segment) => segment.text).join("");
      const place = `${(card.article || {}).id} ${card.href || text}`;
      const held = sentences.get(place) || { text, article: card.article, href: card.href, terms: TimeMap.termsOf(text), marks: [] };
      // Further reports of an event are the same mark.
      const key = card.key.split("/").slice(0, 2).join("/");
      if (!held.marks.includes(key)) held.marks.push(key);
      sentences.set(place, held);
    }
    return [...sentences.values()];
  }

  function hitOf({ text, article, href, terms, marks }, phrases) {
    const spans = phrases.flatMap((phrase) => TimeMap.matchesOf(phrase, terms)).map(([a, b]) => [terms[a].start, terms[b].end]);
    const segments = [];
    let at = 0;
    for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
      if (end <= at) continue;
      if (start > at) segments.push({ text: text.slice(at, start), mark: null });
      segments.push({ text: text.slice(Math.max(start, at), end), mark: "match" });
      at = end;
    }
    if (at < text.length) segments.push({ text: text.slice(at), mark: null });
    return { key: marks[0], article, href, segments, marks, cut: false };
  }
})((window.TimeMap = window.TimeMap || {}));
