// Which language the map speaks, and the names of the data in it; the words of the interface are in strings.js.
(function (TimeMap) {
  "use strict";

  const OWN_NAMES = { en: "English", ar: "العربية" };
  // In each dictionary of the payload, what is read by people.
  const SPOKEN = {
    event_types: ["label"],
    place_kinds: ["label"],
    modalities: ["label"],
    roles: ["label"],
    claim_kinds: ["label"],
    parties: ["name", "short"],
    actors: ["name"],
    places: ["name"],
    facts: ["place", "holder", "previous"],
  };
  const FRAME_PARTS = ["areas", "lines", "places"];
  const tables = new Map();

  /** Take the language that the address names, else the one given, else the browser's if it is one of ours. */
  TimeMap.chooseLanguage = function (options) {
    const ours = TimeMap.languages();
    const asked = [addressed(options), options.language, (navigator.language || "").split("-")[0], "en"];
    return TimeMap.setLanguage(asked.find((name) => ours.includes(name)));
  };

  function addressed(options) {
    const { hash, search } = TimeMap.link.page({ standalone: Boolean(options.standalone) }).location;
    const query = options.standalone && hash ? hash : search;
    return new URLSearchParams(query.replace(/^[?#]/, "")).get("lang");
  }

  /** Tell the page and the map's element their language and direction. */
  TimeMap.markLanguage = function (root, isPage) {
    for (const element of isPage ? [root, document.documentElement] : [root]) {
      element.lang = TimeMap.language();
      element.dir = TimeMap.isRightToLeft() ? "rtl" : "ltr";
    }
  };

  /** The name in the language of the interface of what the app, its gazetteer or its theatre calls `name`; else `name`. */
  TimeMap.named = function (name) {
    const known = tableOf(TimeMap.language());
    if (!known || !name) return name;
    if (!known.said.has(name)) known.said.set(name, said(name, known));
    return known.said.get(name);
  };

  function tableOf(language) {
    const given = (TimeMap.names || {})[language];
    if (!given) return null;
    if (!tables.has(language)) {
      const patterns = given.patterns.map(([pattern, form]) => [new RegExp(pattern, "u"), form]);
      tables.set(language, { names: new Map(Object.entries(given.names)), patterns, said: new Map() });
    }
    return tables.get(language);
  }

  // As dashboard/language.py says them: {1} is a group in this language, {=1} the group as it is.
  function said(name, { names, patterns }) {
    if (names.has(name)) return names.get(name);
    for (const [pattern, form] of patterns) {
      const groups = pattern.exec(name);
      if (groups) return form.replace(/\{(=?)(\d)\}/g, (whole, plain, n) => (plain ? groups[n] : TimeMap.named(groups[n])));
    }
    return name;
  }

  /** Say a dataset's names in the language of the interface; in English nothing changes. */
  TimeMap.datasetInLanguage = function (dataset) {
    if (!tableOf(TimeMap.language())) return dataset;
    for (const [list, keys] of Object.entries(SPOKEN))
      for (const entry of dataset[list] || [])
        for (const key of keys) if (typeof entry[key] === "string") entry[key] = TimeMap.named(entry[key]);
    return dataset;
  };

  /** The same for `control.json`. */
  TimeMap.controlInLanguage = function (control) {
    if (!control || !tableOf(TimeMap.language())) return control;
    for (const { frames } of Object.values(control.modes))
      for (const mark of frames.flatMap((frame) => [frame, ...FRAME_PARTS.flatMap((part) => frame[part] || [])])) {
        for (const key of ["name", "note", "reason"]) if (mark[key]) mark[key] = TimeMap.named(mark[key]);
        for (const each of mark.evidence || []) if (each.reason) each.reason = TimeMap.named(each.reason);
      }
    return control;
  };

  /** A button to the other language, for a map that stands alone: in the app the page has one. */
  TimeMap.languageSwitch = function () {
    const other = TimeMap.languages().find((name) => name !== TimeMap.language());
    const go = () => {
      const kept = new URLSearchParams(location.hash.slice(1));
      kept.set("lang", other);
      location.hash = kept.toString();
      location.reload();
    };
    return TimeMap.dom.make(
      "button",
      { type: "button", class: "tm-button tm-tool tm-language", lang: other, title: OWN_NAMES[other], on: { click: go } },
      [TimeMap.dom.icon("language"), TimeMap.dom.make("span", { text: OWN_NAMES[other] })],
    );
  };
})((window.TimeMap = window.TimeMap || {}));
