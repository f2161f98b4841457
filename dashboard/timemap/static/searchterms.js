/* Words of a text in the form in which a search compares them; dashboard/terms.py does the same on the server. */
(function (TimeMap) {
  "use strict";

  const MAX_CHARS = 200;
  const MAX_WORDS = 12;
  const MIN_PREFIX = 2;
  const LETTERS = {
    ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ı: "i", ß: "ss", æ: "ae", œ: "oe", ħ: "h", ς: "σ",
    // Arabic: final ya, ta marbuta, wasla, the Persian and Urdu forms; tatweel and the lone hamza go.
    "\u0649": "\u064a", "\u0629": "\u0647", "\u0671": "\u0627", "\u06a9": "\u0643", "\u06cc": "\u064a",
    "\u06c1": "\u0647", "\u06be": "\u0647", "\u0640": "", "\u0621": "",
  };
  // Left out everywhere, so that "al-Watiya", "el Watiya" and "Watiya" meet.
  const ARTICLES = new Set(["al", "el"]);
  const ARTICLE_ARABIC = /^\u0627\u0644(?=[\p{L}\p{N}]{3})/u;
  const JOINERS = "\\u00ad\\u200c\\u200d";
  // Scripts written without spaces: each letter is a word, and a word of several letters is a phrase.
  const UNSPACED =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const LETTER = `(?![${UNSPACED}])[\\p{L}\\p{N}]`;
  const WORD = new RegExp(`[${UNSPACED}](?<=[\\p{L}\\p{N}])[\\p{M}${JOINERS}]*|${LETTER}(?:${LETTER}|[\\p{M}${JOINERS}])*`, "gu");
  const QUOTES = /[“”„«»「」]/g;
  const CHUNK = /"([^"]*)"(\*?)|(\S+)/gu;

  function formOf(word) {
    const plain = word.normalize("NFKD").toLowerCase().replace(/./gu, (letter) => LETTERS[letter] ?? letter);
    const letters = plain.replace(/[^\p{L}\p{N}]/gu, "");
    return ARTICLES.has(letters) ? "" : letters.replace(ARTICLE_ARABIC, "");
  }

  /** The words of a text in order: [{start, end, form}], in UTF-16 units. */
  TimeMap.termsOf = function (text) {
    const terms = [];
    for (const match of text.matchAll(WORD)) {
      const form = formOf(match[0]);
      if (form) terms.push({ start: match.index, end: match.index + match[0].length, form });
    }
    return terms;
  };

  const formsOf = (text) => TimeMap.termsOf(text).map((term) => term.form);

  /**
   * What somebody typed, words, "phrases" in quotes, beginnings* of words:
   * {phrases: [{forms, prefix}], problem: null, "empty", "long", "words" or "prefix"}.
   */
  TimeMap.parseQuery = function (text) {
    if ([...text].length > MAX_CHARS) return { phrases: [], problem: "long" };
    const phrases = [];
    const seen = new Set();
    for (const [, quoted, star, bare] of text.replace(QUOTES, '"').matchAll(CHUNK)) {
      const phrase = { forms: formsOf(bare ?? quoted), prefix: bare === undefined ? star === "*" : bare.endsWith("*") };
      const key = JSON.stringify(phrase);
      if (phrase.forms.length && !seen.has(key)) phrases.push(phrase);
      seen.add(key);
    }
    return { phrases, problem: problemOf(phrases) };
  };

  function problemOf(phrases) {
    if (!phrases.length) return "empty";
    if (phrases.reduce((n, phrase) => n + phrase.forms.length, 0) > MAX_WORDS) return "words";
    const short = ({ forms, prefix }) => prefix && /^[\0-\x7f]*$/.test(forms.at(-1)) && forms.at(-1).length < MIN_PREFIX;
    return phrases.some(short) ? "prefix" : null;
  }

  /** Where a phrase stands among terms: [first, last] term numbers of each match. */
  TimeMap.matchesOf = function ({ forms, prefix }, terms) {
    const found = [];
    const fits = (form, n) => (prefix && n === forms.length - 1 ? form.startsWith(forms[n]) : form === forms[n]);
    for (let first = 0; first + forms.length <= terms.length; first++)
      if (forms.every((_, n) => fits(terms[first + n].form, n))) found.push([first, first + forms.length - 1]);
    return found;
  };

  /** A question fit for an address: halves of letters cannot be written there. */
  TimeMap.soundQuery = (q) => q.replace(/[\ud800-\udfff]/gu, "").trim();

  /** A question as a sentence quotes it: a phrase without its own quotation marks. */
  TimeMap.quotedQuery = function (q) {
    const bare = q.replace(/^["“]([^"“”]*)["”]$/u, "$1").replace(/["“”„«»]/gu, "'");
    // Right-to-left words keep the numbers after them in their place.
    return !TimeMap.isRightToLeft() && /[\u0590-\u08ff]/u.test(bare) ? `\u2068${bare}\u2069` : bare;
  };

  /** What is wrong with a question, in one sentence. */
  TimeMap.queryProblem = (problem) => TimeMap.text(`search.problem.${problem}`, { chars: MAX_CHARS, words: MAX_WORDS, letters: MIN_PREFIX });
})((window.TimeMap = window.TimeMap || {}));
