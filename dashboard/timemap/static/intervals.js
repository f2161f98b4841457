/* The days on which each mark shows. */
(function (TimeMap) {
  "use strict";

  /**
   * First and last day at which a mark shows, and whether its date is uncertain (docs/timemap.md). By the clock
   * `reported` that is the day of its article, which is known to the day or not at all.
   */
  TimeMap.Intervals = class {
    constructor({ earliest, latest, reported }, clock = "happened") {
      const length = earliest.length;
      this.uncertain = new Uint8Array(length);
      if (clock === "reported") {
        this.low = this.high = reported;
        return;
      }
      this.low = new Int32Array(length);
      this.high = new Int32Array(length);
      for (let row = 0; row < length; row++) this._place(row, earliest[row], latest[row], reported[row]);
    }

    _place(row, earliest, latest, reported) {
      let low = earliest;
      let high = latest;
      if (low === TimeMap.OPEN && high === TimeMap.OPEN) low = high = reported;
      else if (low === TimeMap.OPEN) low = high;
      else if (high === TimeMap.OPEN) high = low;
      this.low[row] = low;
      this.high[row] = high;
      this.uncertain[row] = earliest === latest && earliest !== TimeMap.OPEN ? 0 : 1;
    }

    /** Rows that pass and overlap first..last, in `buffer`, of which a view is returned. */
    overlapping(passes, first, last, buffer) {
      const { low, high } = this;
      let length = 0;
      for (let row = 0; row < passes.length; row++) {
        if (passes[row] && low[row] <= last && high[row] >= first) buffer[length++] = row;
      }
      return buffer.subarray(0, length);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
