/* Marks of each place within a window of days, counted by search in sorted days. */
(function (TimeMap) {
  "use strict";

  // Entries to look through beside the last place found before searching anew.
  const NEARBY = 6;

  /**
   * How many intervals of each place overlap a window. All that began by its last day, less those that
   * ended before its first (they began by the last day too): two searches a place in sorted days.
   */
  TimeMap.Overlaps = class {
    constructor(low, high) {
      this.starts = low.starts;
      this._low = low.days;
      this._high = high.days;
      // Where the last search ended: the next day of a slider is a few entries away.
      this._begun = this.starts.slice();
      this._ended = this.starts.slice();
    }

    count(first, last, counts) {
      const { starts, _low: low, _high: high, _begun: begun, _ended: ended } = this;
      for (let place = 0; place < counts.length; place++) {
        const from = starts[place];
        const to = starts[place + 1];
        if (from === to) {
          counts[place] = 0;
          continue;
        }
        begun[place] = firstAfter(low, from, to, last, begun[place]);
        ended[place] = firstAfter(high, from, to, first - 1, ended[place]);
        counts[place] = begun[place] - ended[place];
      }
    }
  };

  /** Index of the first day greater than `day` in the sorted part from..to, looked for near `hint` first. */
  function firstAfter(days, from, to, day, hint) {
    for (let tries = 0; tries < NEARBY; tries++) {
      if (hint < to && days[hint] <= day) hint++;
      else if (hint > from && days[hint - 1] > day) hint--;
      else return hint;
    }
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (days[middle] <= day) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Rows ordered by place, then by day: {order, starts}; rows without a place are left out. */
  TimeMap.sortByPlace = function (places, days, placeCount) {
    const byDay = sortByDay(days);
    const starts = new Uint32Array(placeCount + 1);
    for (let row = 0; row < places.length; row++) if (places[row] < placeCount) starts[places[row] + 1] += 1;
    for (let place = 0; place < placeCount; place++) starts[place + 1] += starts[place];
    const next = starts.slice();
    const order = new Uint32Array(starts[placeCount]);
    for (let i = 0; i < byDay.length; i++) {
      const row = byDay[i];
      if (places[row] < placeCount) order[next[places[row]]++] = row;
    }
    return { order, starts };
  };

  /** Rows ordered by day, undated first: one counting pass, since days of a corpus are few. */
  function sortByDay(days) {
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < days.length; row++) {
      if (days[row] !== TimeMap.OPEN && days[row] < first) first = days[row];
      if (days[row] > last) last = days[row];
    }
    const starts = new Uint32Array(Math.max(0, last - first) + 3);
    for (let row = 0; row < days.length; row++) starts[days[row] === TimeMap.OPEN ? 1 : days[row] - first + 2] += 1;
    for (let key = 1; key < starts.length; key++) starts[key] += starts[key - 1];
    const rows = new Uint32Array(days.length);
    for (let row = 0; row < days.length; row++) rows[starts[days[row] === TimeMap.OPEN ? 0 : days[row] - first + 1]++] = row;
    return rows;
  }

  /** Days of the rows that pass, still ordered by place, then by day. */
  TimeMap.keepPassing = function ({ order, starts }, days, passes) {
    const kept = new Int32Array(order.length);
    const keptStarts = new Uint32Array(starts.length);
    let length = 0;
    for (let place = 0; place < starts.length - 1; place++) {
      keptStarts[place] = length;
      for (let i = starts[place]; i < starts[place + 1]; i++) {
        const row = order[i];
        if (passes[row]) kept[length++] = days[row];
      }
    }
    keptStarts[starts.length - 1] = length;
    return { starts: keptStarts, days: kept.slice(0, length) };
  };
})((window.TimeMap = window.TimeMap || {}));
