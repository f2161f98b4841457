/* Search in the sentences of a saved file: in its articles where it holds them, else in what its cards quote. */
(function (TimeMap) {
  "use strict";

  const PAGE = 20;
  const BREATH_MS = 40; // the page is let go on this often
  const MAX_EXCERPT = 1000; // letters shown of a sentence, as in dashboard/search.py
  const KINDS = ["event", "claim", "mention"]; // a sentence opens the first of its marks

  /** `find` of `TimeMap.textSearch` without a server; the answer's `searched` says `excerpts` where these are all there is. */
  TimeMap.SavedSearch = class {
    #sentences = null;

    constructor(source, dataset) {
      Object.assign(this, { source, dataset });
    }

    async find(q, phrases, { after = 0, waiting = () => {} } = {}) {
      this.#sentences = this.#sentences || this.#read(waiting);
      const sentences = await this.#sentences;
      const wanted = phrases.map(({ forms, prefix }) => ` ${forms.join(" ")}${prefix ? "" : " "}`);
      const found = sentences.filter(({ words }) => wanted.every((phrase) => words.includes(phrase)));
      const excerpts = !this.source.hasTexts;
      return {
        note: null,
        searched: { sentences: sentences.length, articles: excerpts ? articlesOf(sentences) : this.dataset.articles.length, excerpts },
        counts: { sentences: found.length, articles: articlesOf(found), complete: true },
        rows: after ? null : this.#rows(found),
        hits: found.slice(after, after + PAGE).map((sentence) => hitOf(sentence, phrases)),
        next: after + PAGE < found.length ? after + PAGE : null,
      };
    }

    async #read(waiting) {
      const { source } = this;
      const cards = (await source.cards()).filter((card) => card.kind === "article");
      const sentences = source.hasTexts ? this.#whole(cards, await source.texts(), await source.sentences()) : quoted(cards);
      let rested = performance.now();
      for (const [n, sentence] of sentences.entries()) {
        sentence.words = ` ${TimeMap.termsOf(sentence.text).map((term) => term.form).join(" ")} `;
        if (performance.now() - rested < BREATH_MS) continue;
        waiting(n / sentences.length);
        await new Promise((resume) => setTimeout(resume));
        rested = performance.now();
      }
      return sentences;
    }

    /** Every sentence of every article, in the order of the dataset, with the marks that stand in it. */
    #whole(cards, texts, bounds) {
      const own = new Map();
      for (const card of cards) {
        if (!own.has(card.article.id)) own.set(card.article.id, []);
        own.get(card.article.id).push(card);
      }
      return this.dataset.articles.filter(({ id }) => Object.hasOwn(texts, id)).flatMap((article) => {
        const held = own.get(article.id) || [];
        return sentencesIn(texts[article.id], bounds[article.id], held, held.length ? held[0].article : described(article));
      });
    }

    #rows(found) {
      const { dataset } = this;
      const rows = Object.fromEntries(KINDS.map((table) => [table, new Uint8Array(dataset[table].length)]));
      for (const key of found.flatMap((sentence) => sentence.marks)) {
        const [kind, id] = key.split("/");
        const row = kind === "mention" ? this.#mentionRow(Number(id)) : dataset.rowOf(kind, id);
        if (row >= 0 && row < rows[kind].length) rows[kind][row] = 1;
      }
      return rows;
    }

    #mentionRow(number) {
      const { row } = this.dataset.mention;
      return row ? row.indexOf(number) : number;
    }
  };

  const articlesOf = (sentences) => new Set(sentences.map(({ article }) => article.id)).size;

  /** An article that no card quotes, as cards describe theirs. */
  function described({ id, title, published }) {
    return { id, title, published_label: published === null ? null : TimeMap.calendar.format(published) };
  }

  function sentencesIn(text, bounds, cards, article) {
    // Offsets count code points; a string of JavaScript counts surrogate pairs as two.
    const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    const slice = (start, end) => (letters ? letters.slice(start, end).join("") : text.slice(start, end));
    const sentences = [];
    for (let n = 0; n < bounds.length; n += 2)
      sentences.push({ start: bounds[n], end: bounds[n + 1], text: slice(bounds[n], bounds[n + 1]), article, marks: [] });
    for (const card of cards) {
      const start = TimeMap.spanOf(card)[0];
      const sentence = sentences.find((each) => each.start <= start && start < each.end);
      if (sentence) addMark(sentence, card);
    }
    return sentences;
  }

  /** The sentences that cards quote, each once. */
  function quoted(cards) {
    const sentences = new Map();
    for (const card of cards) {
      const text = card.segments.map((segment) => segment.text).join("");
      const place = `${card.article.id} ${card.href || text}`;
      if (!sentences.has(place)) sentences.set(place, { text, article: card.article, marks: [] });
      addMark(sentences.get(place), card);
    }
    return [...sentences.values()];
  }

  function addMark({ marks }, { key }) {
    const mark = key.split("/").slice(0, 2).join("/"); // further reports of an event are the same mark
    if (!marks.includes(mark)) marks.push(mark);
    marks.sort((a, b) => KINDS.indexOf(a.split("/")[0]) - KINDS.indexOf(b.split("/")[0]));
  }

  function hitOf({ text, article, marks }, phrases) {
    const shown = text.slice(0, MAX_EXCERPT);
    const terms = TimeMap.termsOf(shown);
    const spans = phrases.flatMap((phrase) => TimeMap.matchesOf(phrase, terms)).map(([a, b]) => [terms[a].start, terms[b].end]);
    const segments = [];
    let at = 0;
    for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
      if (end <= at) continue;
      if (start > at) segments.push({ text: shown.slice(at, start), mark: null });
      segments.push({ text: shown.slice(Math.max(start, at), end), mark: "match" });
      at = end;
    }
    if (at < shown.length) segments.push({ text: shown.slice(at), mark: null });
    return { article, segments, marks, cut: shown.length < text.length };
  }
})((window.TimeMap = window.TimeMap || {}));
