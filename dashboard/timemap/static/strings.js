// The words of the interface in the language of the moment; the tables stand in words.*.js, and nothing else in the plugin holds a sentence.
(function (TimeMap) {
  "use strict";

  const TABLES = TimeMap.words;
  // Dates by the western calendar and digits as papers from Libya to the Gulf print them beside Arabic words.
  const LOCALES = { en: "en-GB", ar: "ar-u-ca-gregory-nu-latn" };
  const RIGHT_TO_LEFT = new Set(["ar"]);
  const ISOLATE = "\u2068";
  const POP_ISOLATE = "\u2069";
  const LETTERS = /[A-Za-z\u00C0-\u024F\u0370-\u05FF]/;

  let language = "en";
  let plurals = new Intl.PluralRules(LOCALES.en);
  let numbers = new Intl.NumberFormat(LOCALES.en);

  // A Latin name in an Arabic sentence would pull the words and stops around it to its own direction.
  function fitted(value) {
    if (typeof value === "number") return numbers.format(value);
    const words = String(value);
    return TimeMap.isRightToLeft() && LETTERS.test(words) ? ISOLATE + words + POP_ISOLATE : words;
  }

  /** The text of `key` in the current language, with `{name}` replaced by `values.name`; numbers are written as the language does. */
  TimeMap.text = function (key, values) {
    const text = TABLES[language][key] ?? TABLES.en[key] ?? key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? fitted(values[name]) : whole)) : text;
  };

  /** Text for `n` things: `key.none` for 0, else the form for this number (`key.one`, `.two`, `.few`, `.many`), else `key`. */
  TimeMap.textCount = function (key, n, values) {
    const table = TABLES[language];
    const form = n === 0 && `${key}.none` in table ? "none" : plurals.select(n);
    return TimeMap.text(`${key}.${form}` in table ? `${key}.${form}` : key, { ...values, n });
  };

  /** Whether the table holds `key`. */
  TimeMap.hasText = (key) => key in TABLES.en;

  /** A number as the language writes it. */
  TimeMap.number = (n) => numbers.format(n);

  /** Choose the language of the interface; an unknown one leaves it as it is. */
  TimeMap.setLanguage = function (name) {
    if (!Object.hasOwn(TABLES, name)) return language;
    language = name;
    plurals = new Intl.PluralRules(LOCALES[name]);
    numbers = new Intl.NumberFormat(LOCALES[name]);
    return language;
  };

  TimeMap.language = () => language;
  /** The language with its calendar and digits, for Intl. */
  TimeMap.locale = () => LOCALES[language];
  TimeMap.isRightToLeft = () => RIGHT_TO_LEFT.has(language);
  TimeMap.languages = () => Object.keys(TABLES);
})((window.TimeMap = window.TimeMap || {}));
