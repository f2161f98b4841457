/* Where the data comes from: the app's routes, or the saved file itself. */
(function (TimeMap) {
  "use strict";

  /** {basemap, payload(), control(), card(key), resolve(href)} for the options of `TimeMap.start`. */
  TimeMap.sourceOf = function (options) {
    return options.standalone ? savedSource(options.saved || {}) : servedSource(options);
  };

  function servedSource({ base, urls }) {
    return {
      basemap: { urls },
      payload: async () => (await fetched(urls.payload, "start.payload")).arrayBuffer(),
      control: async () => (await fetched(urls.control, "start.control")).json(),
      card: async (key) => (await fetched(`${urls.evidence}/${key}`, key)).json(),
      resolve: (href) => new URL(`${base}/../${href}`, document.baseURI).href,
    };
  }

  function savedSource({ payload, control, evidence, basemap }) {
    return {
      basemap: { packs: basemap },
      payload: async () => Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0)).buffer,
      control: async () => control,
      card: async (key) => (evidence || {})[key] || null,
      resolve: () => null,
    };
  }

  async function fetched(url, what) {
    let response;
    try {
      response = await fetch(url);
    } catch {
      throw new Error(TimeMap.text("start.unreachable"));
    }
    if (!response.ok) throw new Error(TimeMap.text("start.refused", { status: response.status, what: TimeMap.text(what) }));
    return response;
  }
})((window.TimeMap = window.TimeMap || {}));
