/* Rows that may show at all, as several parts ask for at once. */
(function (TimeMap) {
  "use strict";

  const TABLES = ["mention", "event", "claim", "fact"];

  /** Flags of rows, combined: `kept[table]` is null while nobody restricts that table. */
  TimeMap.Narrowing = class {
    constructor() {
      this._asked = new Map();
      this.kept = {};
    }

    /** Set, replace or (with null) take back what `name` asks for: {mention, event, claim, fact: Uint8Array}. */
    set(name, rows) {
      if (rows) this._asked.set(name, rows);
      else this._asked.delete(name);
      for (const table of TABLES) this.kept[table] = both([...this._asked.values()].map((each) => each[table]));
    }
  };

  function both(flags) {
    const given = flags.filter(Boolean);
    if (given.length < 2) return given[0] || null;
    return given[0].map((flag, row) => (given.every((each) => each[row]) ? flag : 0));
  }
})((window.TimeMap = window.TimeMap || {}));
