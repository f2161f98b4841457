// Passing on what is on the map: as a link, a picture, one HTML file, or within another page.
(function (TimeMap) {
  "use strict";

  const { make, fill, icon } = TimeMap.dom;
  const { text } = TimeMap;
  const WIDTHS = ["100%", "600", "800", "1200"];
  const HEIGHTS = ["480", "600", "720", "900"];
  // Names of formats, the same in every language; the routes are those of geodata/exchange/write.py.
  const EXPORTS = [
    ["geojson", "GeoJSON"], ["gpkg", "GeoPackage"], ["kml", "KML"], ["csv", "CSV"], ["geoparquet", "GeoParquet"],
    ["timemap", "TimeMap CSV"], ["annotations", "Web Annotations"],
  ];
  const FAULTS_SHOWN = 20;
  const VIEW_TAG = ['<meta name="tm-view" content="', '">']; // as dashboard/timemap/saved.py writes it

  TimeMap.addPanel({
    name: "share",
    icon: "share",
    button: "share.button",
    order: 70,
    make: (app) => new Share(app),
  });

  class Share {
    constructor(app) {
      this.app = app;
      const { source, options } = app;
      const parts = [this.#link(), this.#picture()];
      if (options.standalone) parts.unshift(this.#quotes());
      else {
        if (source.page) parts.push(this.#file());
        if (source.data) parts.push(this.#export());
        parts.push(this.#embed());
      }
      this.element = make("div", { class: "tm-share" }, parts);
    }

    show(open) {
      if (open && this.snippet) this.#writeSnippet();
    }

    /** The view without this panel: whoever opens it wants the map. */
    #view() {
      const state = this.app.store.get();
      return state.panel === "share" ? { ...state, panel: null } : state;
    }

    #href() {
      return TimeMap.link.href(this.#view(), this.app.dataset, this.app.options);
    }

    #link() {
      const copy = TimeMap.dom.copyButton(text("copy.link"), () => this.#href(), { class: "tm-button tm-share-act" });
      const lines = [text(this.app.options.standalone ? "share.link.file" : "share.link.about")];
      if (isLocal(this.#href())) lines.push(text("share.link.local"));
      return section("share.link", lines, [copy]);
    }

    #picture() {
      const said = status();
      const save = action("image", "share.picture.save", said, async () => {
        const picture = await TimeMap.picture(TimeMap.running);
        download(picture, this.#name("png"));
        return text("share.picture.done");
      });
      return section("share.picture", [text("share.picture.about")], [save, said]);
    }

    #file() {
      const said = status();
      const texts = make("input", { type: "checkbox" });
      const save = action("file", "share.file.save", said, async () => {
        said.textContent = text("share.file.making");
        const page = await this.#page(texts.checked);
        download(page, this.#name("html"));
        return text("share.file.done", { mb: (page.size / 1e6).toFixed(1) });
      });
      const tick = make("label", { class: "tm-choice tm-share-texts" }, [
        texts,
        make("span", { class: "tm-choice-text", text: text("share.file.texts") }),
      ]);
      return section("share.file", [text("share.file.about")], [tick, save, said]);
    }

    /** Links to the whole dataset in the formats of other programs. */
    #export() {
      const link = ([format, label]) =>
        make("li", {}, [make("a", { class: "tm-button tm-share-act", href: this.app.source.data(`export/${format}`), download: "", text: label })]);
      const list = make("ul", { class: "tm-share-formats" }, EXPORTS.map(link));
      return section("share.export", [text("share.export.about")], [list]);
    }

    /** The saved file as the app makes it, with the view of the moment put in its place. */
    async #page(texts) {
      let response;
      try {
        response = await fetch(this.app.source.page(texts));
      } catch {
        throw new Error(text("start.unreachable"));
      }
      if (!response.ok) throw new Error((await response.json()).error);
      const page = await response.text();
      const [before, after] = VIEW_TAG;
      const at = page.indexOf(before + after) + before.length;
      const view = TimeMap.link.write(this.#view(), this.app.dataset);
      const attribute = view.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
      return new Blob([page.slice(0, at), attribute, page.slice(at)], { type: "text/html" });
    }

    #embed() {
      const write = () => this.#writeSnippet();
      const named = (values) => values.map((value) => [value, value.endsWith("%") ? text("share.embed.full") : text("share.embed.px", { n: value })]);
      this.wide = TimeMap.dom.select(text("share.embed.width"), named(WIDTHS), write);
      this.high = TimeMap.dom.select(text("share.embed.height"), named(HEIGHTS), write);
      this.high.field.value = "600";
      this.snippet = make("textarea", {
        class: "tm-share-code", readonly: true, rows: "4", dir: "ltr", spellcheck: "false", "aria-label": text("share.embed.code"),
      });
      this.snippet.addEventListener("focus", () => this.snippet.select());
      const copy = TimeMap.dom.copyButton(text("share.embed.copy"), () => this.#writeSnippet(), { class: "tm-button tm-share-act" });
      const sizes = make("div", { class: "tm-share-sizes" }, [this.wide.element, this.high.element]);
      return section("share.embed", [text("share.embed.about")], [sizes, this.snippet, copy]);
    }

    #writeSnippet() {
      const address = new URL(this.#href());
      address.search = `embed=true&${address.search.slice(1)}`.replace(/&$/, "");
      const values = {
        src: address.href, title: this.app.dataset.title, width: this.wide.field.value, height: this.high.field.value,
      };
      const attributes = Object.entries(values).map(([name, value]) => `${name}="${escaped(String(value))}"`);
      this.snippet.value = `<iframe ${attributes.join(" ")} style="border:0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>`;
      return this.snippet.value;
    }

    #quotes() {
      const { source } = this.app;
      if (!source.hasTexts) return section("verify.title", [text("verify.excerpts")], []);
      const said = status();
      const faults = make("ul", { class: "tm-share-faults" });
      const check = action("check", "verify.button", said, async () => {
        fill(faults, []);
        const say = (done, total) => (said.textContent = text("verify.running", { n: done, total }));
        const result = await TimeMap.verifyQuotes(source, say);
        fill(faults, result.faults.slice(0, FAULTS_SHOWN).map((fault) => this.#fault(fault)));
        return verdict(result);
      });
      return section("verify.title", [text("verify.about")], [check, said, faults]);
    }

    #fault({ card, reason }) {
      const open = () => card.sel && this.app.store.set({ sel: card.sel, n: 1 });
      const words = `${card.title} – ${card.article.title}: ${text(`verify.fault.${reason}`)}`;
      return make("li", {}, [make("button", { type: "button", class: "tm-link", dir: "auto", text: words, on: { click: open } })]);
    }

    #name(kind) {
      const { dataset, store } = this.app;
      const title = dataset.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
      return `${title || "map"}-${TimeMap.dayToIso(store.get().last)}.${kind}`;
    }
  }

  function verdict({ total, standing, articles, faults }) {
    const counts = { standing, total, articles };
    const sentence = text(faults.length ? "verify.faults" : "verify.good", counts);
    return faults.length > FAULTS_SHOWN ? `${sentence} ${text("verify.first", { n: FAULTS_SHOWN })}` : sentence;
  }

  function section(key, lines, parts) {
    return make("section", { class: "tm-share-part" }, [
      make("h4", { class: "tm-panel-heading", text: text(key) }),
      ...lines.map((line) => make("p", { class: "tm-share-about", text: line })),
      ...parts,
    ]);
  }

  const status = () => make("p", { class: "tm-share-said", role: "status" });

  /** A button that does something which takes a while, and says how it went. */
  function action(picture, key, said, run) {
    const button = make("button", { type: "button", class: "tm-button tm-share-act" }, [icon(picture), make("span", { text: text(key) })]);
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      said.classList.remove("tm-share-failed");
      try {
        said.textContent = await run();
      } catch (error) {
        said.textContent = error.name === "SecurityError" ? text("share.picture.foreign") : error.message;
        said.classList.add("tm-share-failed");
      }
      button.removeAttribute("aria-busy");
    });
    return button;
  }

  function download(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = make("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  const escaped = (value) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  function isLocal(href) {
    return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(href).hostname);
  }
})((window.TimeMap = window.TimeMap || {}));
