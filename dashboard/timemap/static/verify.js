// Every quote of a saved file held against the text it is from: the same words, at the same place, in the same text.
(function (TimeMap) {
  "use strict";

  const BREATH_MS = 40; // the page is let go on this often

  /**
   * Check all quotes of a saved file that holds the full texts.
   *
   * @param source   of `TimeMap.sourceOf`
   * @param progress `(done, total)`, called now and then
   * @returns Promise of {total, standing, articles, faults: [{card, reason}]}; a reason is "text" (the file does not
   *          hold it), "hash" (the text is not the one that was read) or "quote" (other words stand there)
   */
  TimeMap.verifyQuotes = async function (source, progress = () => {}) {
    const texts = await source.texts();
    // The reference record is no article: it has no text to hold its words against.
    const cards = (await source.cards()).filter((card) => card.kind === "article");
    const faults = [];
    let done = 0;
    let rested = performance.now();
    const byArticle = Map.groupBy ? Map.groupBy(cards, (card) => card.article.id) : grouped(cards);
    for (const [article, own] of byArticle) {
      const check = await checker(own[0].article, Object.hasOwn(texts, article) ? texts[article] : null);
      for (const card of own) {
        const reason = check(card);
        if (reason) faults.push({ card, reason });
        done += 1;
        if (performance.now() - rested < BREATH_MS) continue;
        progress(done, cards.length);
        await new Promise((resume) => setTimeout(resume));
        rested = performance.now();
      }
    }
    return { total: cards.length, standing: cards.length - faults.length, articles: byArticle.size, faults };
  };

  function grouped(cards) {
    const groups = new Map();
    for (const card of cards) groups.set(card.article.id, [...(groups.get(card.article.id) || []), card]);
    return groups;
  }

  /** `(card) -> reason or null` for the cards of one article. */
  async function checker(article, text) {
    if (text === null) return () => "text";
    if ((await TimeMap.sha256(text)) !== article.sha256) return () => "hash";
    // Offsets count code points; a string of JavaScript counts surrogate pairs as two.
    const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    const slice = (start, end) => (letters ? letters.slice(start, end).join("") : text.slice(start, end));
    return (card) => {
      const [start, end] = TimeMap.spanOf(card);
      const quote = card.segments.map((segment) => segment.text).join("");
      return Number.isInteger(start) && end > start && slice(start, end) === quote ? null : "quote";
    };
  }

  /** Where the quote of a card stands in its article, [start, end] in code points, as its address in the app says. */
  TimeMap.spanOf = function (card) {
    const query = new URLSearchParams((card.href || "").split("?")[1]);
    return ["start", "end"].map((key) => (query.has(key) ? Number(query.get(key)) : NaN));
  };
})((window.TimeMap = window.TimeMap || {}));
