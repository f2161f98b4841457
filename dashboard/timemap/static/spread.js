/* Marks by date, those of uncertain days spread over their interval. */
(function (TimeMap) {
  "use strict";

  /** Sums of spread masses as running differences, so that a mark costs the same however long it lasts. */
  TimeMap.Spread = class {
    constructor(first, last, binDays) {
      this.first = first;
      this.binDays = binDays;
      this.bins = Math.max(1, Math.floor((last - first) / binDays) + 1);
    }

    accumulator() {
      return { whole: new Float64Array(this.bins), slope: new Float64Array(this.bins + 1) };
    }

    add(sums, low, high) {
      const from = Math.floor((low - this.first) / this.binDays);
      const to = Math.floor((high - this.first) / this.binDays);
      if (from === to) {
        if (from >= 0 && from < this.bins) sums.whole[from] += 1;
        return;
      }
      if (to < 0 || from >= this.bins) return;
      const perDay = 1 / (high - low + 1);
      if (from >= 0) sums.whole[from] += perDay * (this.first + (from + 1) * this.binDays - low);
      if (to < this.bins) sums.whole[to] += perDay * (high - (this.first + to * this.binDays) + 1);
      sums.slope[Math.max(0, from + 1)] += perDay * this.binDays;
      sums.slope[Math.min(this.bins, to)] -= perDay * this.binDays;
    }

    sum({ whole, slope }) {
      const total = new Float64Array(this.bins);
      let level = 0;
      for (let bin = 0; bin < this.bins; bin++) {
        level += slope[bin];
        total[bin] = whole[bin] + (Math.abs(level) < 1e-9 ? 0 : level);
      }
      return total;
    }
  };
})((window.TimeMap = window.TimeMap || {}));
