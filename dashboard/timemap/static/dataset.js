/* The decoded payload: dictionaries of the header and typed columns (docs/timemap.md). */
(function (TimeMap) {
  "use strict";

  const MAGIC = 0x50414d54; // "TMAP", little-endian
  const VERSION = 1;
  const MS_PER_DAY = 86400000;
  const ARRAYS = {
    u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, u64: BigUint64Array, i32: Int32Array, f32: Float32Array,
  };

  TimeMap.OPEN = -2147483648;
  TimeMap.NONE = 0xffffffff;
  TimeMap.NO_ACTOR = 0xffff;

  /** Decode payload.tmap. Throws an Error whose message is fit for the screen. */
  TimeMap.decode = function (buffer) {
    const view = new DataView(buffer);
    if (buffer.byteLength < 12 || view.getUint32(0, true) !== MAGIC) {
      throw new Error(TimeMap.text("start.notData"));
    }
    const version = view.getUint32(4, true);
    if (version !== VERSION) {
      throw new Error(TimeMap.text("start.version", { version, read: VERSION }));
    }
    const length = view.getUint32(8, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 12, length)));
    return new Dataset(header, readColumns(header.columns, buffer, 12 + length));
  };

  function readColumns(described, buffer, start) {
    const columns = {};
    for (const [name, column] of Object.entries(described)) {
      columns[name] = new ARRAYS[column.dtype](buffer, start + column.offset, column.length);
    }
    return columns;
  }

  class Dataset {
    /** Header fields keep their names (`articles`, `event_types`, ...); `mention`, `event`, `claim` hold columns. */
    constructor(header, columns) {
      Object.assign(this, header);
      this.columns = columns;
      for (const table of ["mention", "event", "claim"]) {
        this[table] = tableOf(table, columns);
      }
      this.mention.length = this.mention.place.length;
      this.event.length = this.event.id.length;
      this.claim.length = this.claim.id.length;
      this._rows = { event: null, claim: null };
      this._places = null;
    }

    /** 16 hex digits of a row's id; table is "event" or "claim". */
    hexId(table, row) {
      return this[table].id[row].toString(16).padStart(16, "0");
    }

    /** Row of an id of 16 hex digits, -1 when there is none. */
    rowOf(table, hex) {
      if (!this._rows[table]) {
        const rows = new Map();
        this[table].id.forEach((id, row) => rows.set(id, row));
        this._rows[table] = rows;
      }
      if (!/^[0-9a-f]{16}$/.test(hex)) return -1;
      const row = this._rows[table].get(BigInt("0x" + hex));
      return row === undefined ? -1 : row;
    }

    /** Index of a place id, -1 when there is none. */
    placeIndex(id) {
      if (!this._places) this._places = new Map(this.places.map((place, index) => [place.id, index]));
      const index = this._places.get(id);
      return index === undefined ? -1 : index;
    }

    /** Actor indices of one event. */
    actorsOf(row) {
      return this.event.actors.subarray(this.event.actor_start[row], this.event.actor_start[row + 1]);
    }

    /** [lat, lon] where an event is drawn, null when the text names no place. */
    eventPoint(row) {
      const { lat, lon, place } = this.event;
      if (lat && !Number.isNaN(lat[row])) return [lat[row], lon[row]];
      const at = place[row] === TimeMap.NONE ? null : this.places[place[row]];
      return at && at.lat !== null ? [at.lat, at.lon] : null;
    }

    dayToIso(day) {
      return TimeMap.dayToIso(day);
    }

    isoToDay(text) {
      return TimeMap.isoToDay(text);
    }

    formatInterval(earliest, latest) {
      return TimeMap.formatInterval(earliest, latest);
    }
  }
  TimeMap.Dataset = Dataset;

  function tableOf(prefix, columns) {
    const table = {};
    for (const name of Object.keys(columns)) {
      if (name.startsWith(prefix + ".")) table[name.slice(prefix.length + 1)] = columns[name];
    }
    return table;
  }

  /** ISO date of a day number (days since 1970-01-01). */
  TimeMap.dayToIso = function (day) {
    return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  };

  /** Day number of an ISO date, null when the text is not one. */
  TimeMap.isoToDay = function (text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text || "")) return null;
    const time = Date.parse(text + "T00:00:00Z");
    // 2020-02-31 parses in some engines as 2 March: only a date that reads back the same is one.
    if (Number.isNaN(time) || TimeMap.dayToIso(time / MS_PER_DAY) !== text) return null;
    return time / MS_PER_DAY;
  };

  /** "20 July 2020". */
  TimeMap.formatDay = (day) => TimeMap.calendar.format(day);

  /** Words for an inclusive interval of days; OPEN ends are said as such. */
  TimeMap.formatInterval = function (earliest, latest) {
    if (earliest === TimeMap.OPEN && latest === TimeMap.OPEN) return TimeMap.text("interval.undated");
    if (earliest === TimeMap.OPEN) return TimeMap.text("interval.before", { date: TimeMap.formatDay(latest) });
    if (latest === TimeMap.OPEN) return TimeMap.text("interval.after", { date: TimeMap.formatDay(earliest) });
    if (earliest === latest) return TimeMap.formatDay(earliest);
    return wholePeriod(earliest, latest) || spanOfDays(earliest, latest);
  };

  const between = (first, last) => TimeMap.text("interval.to", { first, last });

  function wholePeriod(earliest, latest) {
    const { format } = TimeMap.calendar;
    const from = new Date(earliest * MS_PER_DAY);
    const after = new Date((latest + 1) * MS_PER_DAY);
    if (from.getUTCDate() !== 1 || after.getUTCDate() !== 1) return null;
    const months = (after.getUTCFullYear() - from.getUTCFullYear()) * 12 + after.getUTCMonth() - from.getUTCMonth();
    if (months === 1) return format(earliest, "longMonthYear");
    if (months === 12 && from.getUTCMonth() === 0) return format(earliest, "year");
    return between(format(earliest, "longMonthYear"), format(latest, "longMonthYear"));
  }

  function spanOfDays(earliest, latest) {
    const { format } = TimeMap.calendar;
    const from = new Date(earliest * MS_PER_DAY);
    const to = new Date(latest * MS_PER_DAY);
    if (from.getUTCFullYear() !== to.getUTCFullYear()) return between(format(earliest), format(latest));
    if (from.getUTCMonth() !== to.getUTCMonth()) return between(format(earliest, "longDay"), format(latest));
    return between(from.getUTCDate(), format(latest));
  }
})((window.TimeMap = window.TimeMap || {}));
