/* Where the data comes from: the app's routes, or the saved file itself. */
(function (TimeMap) {
  "use strict";

  /** {basemap, payload(), control(), card(key), resolve(href)} for the options of `TimeMap.start`. */
  TimeMap.sourceOf = function (options) {
    return options.standalone ? savedSource() : servedSource(options);
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

  /** A saved file holds everything in one inert element: {payload, control, evidence, basemap}. */
  function savedSource() {
    const saved = JSON.parse(document.getElementById("tm-saved").textContent);
    return {
      basemap: { packs: saved.basemap },
      payload: () => unpacked(saved.payload),
      control: async () => saved.control,
      card: async (key) => saved.evidence[key] || null,
      resolve: () => null,
    };
  }

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
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
