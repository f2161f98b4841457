// The words of the interface in the language of the moment; the tables stand in words.*.js, and nothing else in the plugin holds a sentence.
(function (TimeMap) {
  "use strict";

  const TABLES = TimeMap.words;

  let language = "en";

  /** The text of `key` in the current language, with `{name}` replaced by `values.name`. */
  TimeMap.text = function (key, values) {
    const text = TABLES[language][key] ?? TABLES.en[key] ?? key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
  };

  /** Text for a number of things: `key.none`, `key.one` or `key`. */
  TimeMap.textCount = function (key, n) {
    if (n === 0 && key + ".none" in TABLES.en) return TimeMap.text(key + ".none");
    if (n === 1 && key + ".one" in TABLES.en) return TimeMap.text(key + ".one");
    return TimeMap.text(key, { n: n.toLocaleString(language) });
  };

  /** Whether the table holds `key`. */
  TimeMap.hasText = (key) => key in TABLES.en;

  /** Choose the language of the interface; an unknown one leaves it as it is. */
  TimeMap.setLanguage = function (name) {
    if (name in TABLES) language = name;
    return language;
  };

  TimeMap.language = () => language;
})((window.TimeMap = window.TimeMap || {}));
