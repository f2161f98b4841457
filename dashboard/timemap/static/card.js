// One evidence card: the sentence itself, who published it, what was understood.
(function (TimeMap) {
  "use strict";

  const { make, icon } = TimeMap.dom;
  const { text } = TimeMap;
  const MARKS = ["trigger", "place", "date", "actor"];

  /** The card as an element. */
  TimeMap.card = function (card) {
    const record = card.kind === "record";
    return make("article", { class: record ? "tm-card tm-card-record" : "tm-card" }, [
      record && make("p", { class: "tm-record-label", text: text("card.record") }),
      card.kind === "imported" && make("p", { class: "tm-record-label", text: text("card.imported") }),
      quote(card),
      key(card),
      source(card),
      understood(card),
      alternatives(card),
      columns(card),
    ]);
  };

  /** What an imported row says in each of its columns, word for word. */
  function columns({ fields }) {
    const filled = Object.entries(fields || {}).filter(([, value]) => value !== "" && value !== null);
    if (!filled.length) return null;
    const lines = filled.flatMap(([name, value]) => [
      make("dt", { dir: "auto", text: name }),
      make("dd", { dir: "auto", text: typeof value === "string" ? value : JSON.stringify(value) }),
    ]);
    return make("details", { class: "tm-columns" }, [make("summary", { text: text("card.columns") }), make("dl", {}, lines)]);
  }

  /** What can be done with a card; `options` {resolve(href), link(), review}: where to read on, the address of this view, where to correct. */
  TimeMap.cardActions = function (card, { resolve, link, review }) {
    const href = card.href && resolve(card.href);
    const open =
      href &&
      make("a", { class: "tm-button tm-primary", href, target: "_top", rel: "noopener" }, [
        icon("open"),
        make("span", { text: text("card.open") }),
      ]);
    if (open) openFromFrame(open);
    return [
      TimeMap.dom.copyButton(text("copy.citation"), () => citation(card, href), {
        class: "tm-button tm-round",
        icon: "quote",
      }),
      TimeMap.dom.copyButton(text("copy.link"), link, { class: "tm-button tm-round" }),
      correction(card, review, resolve),
      open,
    ].filter(Boolean);
  };

  // What is quoted from an article can be corrected; a row of a record or of an imported file is as it was given.
  function correction(card, review, resolve) {
    const href = review && card.kind === "article" && resolve(`${review}&at=${encodeURIComponent(card.key)}`);
    if (!href) return null;
    const label = text("card.correct");
    const anchor = make("a", { class: "tm-button", href, target: "_top", rel: "noopener" }, [icon("edit"), make("span", { text: label })]);
    openFromFrame(anchor);
    return anchor;
  }

  // dir="auto": a sentence in Arabic reads right to left whatever the interface does.
  function quote(card) {
    const words = (card.segments || []).map(({ text: piece, mark }) =>
      MARKS.includes(mark)
        ? make("mark", { class: `tm-mark tm-mark-${mark}`, title: text(`mark.${mark}`), text: piece })
        : document.createTextNode(piece),
    );
    return make("blockquote", { class: "tm-quote", dir: "auto", "aria-label": text("card.quote") }, words);
  }

  function key(card) {
    const present = MARKS.filter((mark) => (card.segments || []).some((segment) => segment.mark === mark));
    if (!present.length) return null;
    return make(
      "p",
      { class: "tm-mark-key", "aria-hidden": "true" },
      present.map((mark) => make("span", { class: `tm-mark tm-mark-${mark}`, text: text(`mark.${mark}`) })),
    );
  }

  function source({ article }) {
    if (!article) return null;
    const published = article.published ? article.published_label : text("card.published.none");
    return make("div", { class: "tm-source" }, [
      make("p", { class: "tm-source-title", dir: "auto", text: article.title || text("card.untitled") }),
      make("p", { class: "tm-source-detail" }, [
        article.source && article.source !== article.title && make("span", { dir: "auto", text: article.source }),
        make("span", { dir: "auto", text: published }),
        article.published_reason && make("span", { class: "tm-reason", dir: "auto", text: article.published_reason }),
        article.sha256 && hash(article.sha256),
      ]),
    ]);
  }

  /** The first digits of the text's SHA-256, all of them on hover: by these whoever has the article can check the quote. */
  function hash(digest) {
    const short = make("bdi", { text: `${digest.slice(0, 12)}…` });
    return make("span", { class: "tm-reason", title: digest }, [`${text("card.sha256")} `, short]);
  }

  function understood(card) {
    const rows = [...(card.understood || [])].filter((row) => row && row.value);
    if (card.modality_label) rows.push({ label: text("card.modality"), value: card.modality_label });
    if (card.confidence)
      rows.push({ label: text("card.confidence"), value: confidence(card.confidence), reason: card.confidence_reason });
    if (!rows.length) return null;
    return make("section", {}, [
      make("h4", { class: "tm-card-heading", text: text("card.understood") }),
      make(
        "dl",
        { class: "tm-understood" },
        rows.flatMap(({ label, value, reason }) => [
          make("dt", { text: label }),
          make("dd", {}, [
            make("span", { dir: "auto", text: withCountry(value) }),
            reason && make("span", { class: "tm-reason", dir: "auto", text: reason }),
          ]),
        ]),
      ),
    ]);
  }

  const confidence = (level) => (TimeMap.hasText(`confidence.${level}`) ? text(`confidence.${level}`) : level);

  /** "Tripoli, LY" with the country's name; cards in Arabic have it already. */
  const withCountry = (value) => value.replace(/(?<=, )[A-Z]{2}$/, TimeMap.countryName);

  function alternatives({ alternatives: others }) {
    if (!others || !others.length) return null;
    const line = ({ name, kind, country }) =>
      [name, [kind && kind.replace(/_/g, " "), TimeMap.countryName(country)].filter(Boolean).join(", ")]
        .filter(Boolean)
        .join(" – ");
    return make("details", { class: "tm-alternatives" }, [
      make("summary", { text: `${text("card.alternatives")} (${others.length})` }),
      make(
        "ul",
        {},
        others.map((other) => make("li", { dir: "auto", text: line(other) })),
      ),
    ]);
  }

  // Streamlit's frames may not move the page around them (no allow-top-navigation); the page itself may.
  function openFromFrame(anchor) {
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || window.parent === window) return;
      let page;
      try {
        page = window.parent.document;
      } catch (foreign) {
        return;
      }
      const twin = page.createElement("a");
      twin.href = anchor.href;
      page.body.append(twin);
      event.preventDefault();
      twin.click();
      twin.remove();
    });
  }

  /** The quote with its source, as one line of plain text. */
  function citation(card, href) {
    const words = (card.segments || [])
      .map((segment) => segment.text)
      .join("")
      .replace(/\s+/g, " ")
      .trim();
    const { title, source: outlet, published, published_label: label } = card.article || {};
    return [`“${words}”`, title, outlet !== title && outlet, published && label, href].filter(Boolean).join(" — ");
  }

  TimeMap.card.citation = citation;
  TimeMap.openFromFrame = openFromFrame;
})((window.TimeMap = window.TimeMap || {}));
