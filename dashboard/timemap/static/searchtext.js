/* Search in the articles' sentences: on the server, or in a saved file (searchsaved.js). */
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
    return source.cards ? new TimeMap.SavedSearch(source, dataset) : null;
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
})((window.TimeMap = window.TimeMap || {}));
