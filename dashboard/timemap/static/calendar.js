// Day arithmetic on days since 1970-01-01, UTC.
(function (TimeMap) {
  "use strict";

  const MS = 86400000;
  const DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;
  const formats = new Map();

  const toDate = (day) => new Date(day * MS);

  function fromParts(year, month, date) {
    const ms = Date.UTC(2000, month, date);
    const whole = new Date(ms);
    whole.setUTCFullYear(year, month, date);
    const valid = whole.getUTCFullYear() === year && whole.getUTCMonth() === month && whole.getUTCDate() === date;
    return valid ? Math.round(whole.getTime() / MS) : null;
  }

  const monthEnd = (year, month) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

  // The browser's own words for a date cost more than a step of the slider: they are asked for once a month.
  function format(day, style) {
    const key = TimeMap.language() + (style || "long");
    let known = formats.get(key);
    if (!known) {
      known = { format: new Intl.DateTimeFormat(...formatOptions(style || "long")), months: new Map(), days: [] };
      formats.set(key, known);
    }
    const date = toDate(day);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    let pieces = known.months.get(month);
    if (!pieces) known.months.set(month, (pieces = aroundDay(known.format, date)));
    if (pieces.length === 1) return pieces[0];
    const of = date.getUTCDate();
    return pieces[0] + (known.days[of] ??= TimeMap.number(of)) + pieces[1];
  }

  /** What stands before and after the day of the month in the words for a date; one piece where there is no day. */
  function aroundDay(format, date) {
    const pieces = [""];
    for (const { type, value } of format.formatToParts(date)) {
      if (type === "day") pieces.push("");
      else pieces[pieces.length - 1] += value;
    }
    return pieces;
  }

  function formatOptions(style) {
    const options = {
      long: { day: "numeric", month: "long", year: "numeric" },
      short: { day: "numeric", month: "short", year: "numeric" },
      month: { month: "short" },
      longDay: { day: "numeric", month: "long" },
      longMonthYear: { month: "long", year: "numeric" },
      monthYear: { month: "short", year: "numeric" },
      day: { day: "numeric", month: "short" },
      year: { year: "numeric" },
    };
    return [TimeMap.locale(), { ...options[style], timeZone: "UTC" }];
  }

  // As written from Egypt to the Gulf, in the Levant and Iraq, from Tunis to Algiers, and in Morocco.
  const ARABIC_MONTHS = [
    "يناير, كانون الثاني, جانفي",
    "فبراير, شباط, فيفري",
    "مارس, آذار",
    "أبريل, إبريل, نيسان, أفريل",
    "مايو, أيار, ماي",
    "يونيو, يونيه, حزيران, جوان",
    "يوليو, يوليه, تموز, جويلية, يوليوز",
    "أغسطس, آب, أوت, غشت",
    "سبتمبر, أيلول, شتنبر",
    "أكتوبر, تشرين الأول",
    "نوفمبر, تشرين الثاني, نونبر",
    "ديسمبر, كانون الأول, دجنبر",
  ];
  const MONTH = "([a-z]+\\.?|[\\u0621-\\u064A]+(?: [\\u0621-\\u064A]+)?)";

  // Hamza, final ya and ta marbuta are left out or put in as the writer likes; vowels and stretches are ornament.
  const plainArabic = (word) =>
    word
      .replace(/[\u064B-\u0652\u0640]/g, "")
      .replace(/[أإآ]/g, "ا")
      .replace(/ى/g, "ي")
      .replace(/ة/g, "ه");

  const monthNames = new Map();

  function monthOf(word) {
    if (!monthNames.size) {
      for (const style of ["long", "short"])
        for (let month = 0; month < 12; month++) {
          const name = new Intl.DateTimeFormat("en", { month: style, timeZone: "UTC" }).format(
            Date.UTC(2020, month, 1),
          );
          monthNames.set(name.toLowerCase(), month);
        }
      monthNames.set("sept", 8);
      ARABIC_MONTHS.forEach((names, month) => names.split(", ").forEach((name) => monthNames.set(plainArabic(name), month)));
    }
    return monthNames.get(plainArabic(word.toLowerCase().replace(/\.$/, "")));
  }

  const span = (first, last) => (first === null || last === null ? null : { first, last });
  const oneDay = (day) => span(day, day);

  const PATTERNS = [
    [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, (m) => oneDay(fromParts(+m[1], m[2] - 1, +m[3]))],
    [new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)? ${MONTH}[,،]? (\\d{4})$`, "i"), (m) => oneDay(named(m[3], m[2], m[1]))],
    [/^([a-z]+\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i, (m) => oneDay(named(m[3], m[1], m[2]))],
    [/^(\d{4})-(\d{1,2})$/, (m) => wholeMonth(+m[1], m[2] - 1)],
    [new RegExp(`^${MONTH}[,،]? (\\d{4})$`, "i"), (m) => wholeMonth(+m[2], monthOf(m[1]))],
    [/^(\d{4})$/, (m) => span(fromParts(+m[1], 0, 1), fromParts(+m[1], 11, 31))],
  ];

  function named(year, word, date) {
    const month = monthOf(word);
    return month === undefined ? null : fromParts(+year, month, +date);
  }

  function wholeMonth(year, month) {
    if (month === undefined || month < 0 || month > 11) return null;
    return span(fromParts(year, month, 1), fromParts(year, month, monthEnd(year, month)));
  }

  /** The days `{first, last}` that a typed date names ("20 July 2020", "2020-07", "2020"), or null. */
  function parse(text) {
    const plain = String(text)
      .normalize("NFKC")
      .replace(DIGITS, (c) => String(c.charCodeAt(0) & 15))
      .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "")
      .trim();
    const tidy = plain.replace(/\s+/g, " ");
    for (const [pattern, read] of PATTERNS) {
      const match = pattern.exec(tidy);
      if (match) return read(match);
    }
    return null;
  }

  /** `day` moved by `count` units; months and years keep the day of the month where it exists. */
  function step(day, unit, count) {
    if (unit === "day") return day + count;
    if (unit === "week") return day + 7 * count;
    const date = toDate(day);
    const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === "year" ? 12 : 1);
    const year = Math.floor(months / 12);
    const month = months - year * 12;
    return fromParts(year, month, Math.min(date.getUTCDate(), monthEnd(year, month)));
  }

  const TICKS = [
    ["day", 1, "day"],
    ["day", 2, "day"],
    ["day", 7, "day"],
    ["day", 14, "day"],
    ["month", 1, "month"],
    ["month", 2, "month"],
    ["month", 3, "month"],
    ["month", 6, "month"],
    ["year", 1, "year"],
    ["year", 2, "year"],
    ["year", 5, "year"],
    ["year", 10, "year"],
    ["year", 20, "year"],
    ["year", 50, "year"],
    ["year", 100, "year"],
  ];
  const LENGTH = { day: 1, month: 30.44, year: 365.25 };

  /** At most `count` days between `first` and `last` to label: `[{day, label, major}]`. */
  function ticks(first, last, count) {
    const length = last - first + 1;
    const fits = ([unit, every]) => length / (LENGTH[unit] * every) <= count;
    const [unit, every, style] = TICKS.find(fits) || TICKS[TICKS.length - 1];
    const found = [];
    for (let day = tickStart(first, unit, every); day <= last; day = nextTick(day, unit, every))
      if (day >= first) found.push(tick(day, style));
    // The first month says its year, since no January may follow.
    if (found.length && style === "month" && !found[0].major) found[0].label = format(found[0].day, "monthYear");
    return found;
  }

  function tickStart(first, unit, every) {
    const date = toDate(first);
    if (unit === "day") return every === 1 ? first : fromParts(date.getUTCFullYear(), date.getUTCMonth(), 1);
    const month = unit === "month" ? date.getUTCMonth() - (date.getUTCMonth() % every) : 0;
    const year = date.getUTCFullYear();
    return fromParts(unit === "year" ? year - (year % every) : year, month, 1);
  }

  // Days of the month start anew each month, so that labels stay on the 1st.
  function nextTick(day, unit, every) {
    if (unit !== "day" || every === 1) return step(day, unit, every);
    const next = day + every;
    const monthStart = step(day - toDate(day).getUTCDate() + 1, "month", 1);
    return next > monthStart - every / 2 ? monthStart : next;
  }

  function tick(day, style) {
    const date = toDate(day);
    const january = date.getUTCMonth() === 0 && date.getUTCDate() === 1;
    if (style === "month") return { day, label: january ? format(day, "year") : format(day, "month"), major: january };
    return { day, label: format(day, style), major: style === "year" || date.getUTCDate() === 1 };
  }

  /** A length of time in words. */
  function age(days) {
    if (days < 1) return TimeMap.text("age.today");
    return TimeMap.textCount("age.days", Math.round(days));
  }

  TimeMap.calendar = { parse, step, format, ticks, age, toDate };
})((window.TimeMap = window.TimeMap || {}));
