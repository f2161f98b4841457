// What is looked for, said over the map for as long as it narrows it; the keys that open the search.
(function (TimeMap) {
  "use strict";

  const { make, button } = TimeMap.dom;
  const { text } = TimeMap;
  const TYPED_IN = "input, textarea, select, [contenteditable]";

  /** A line over the map while a search is on, with a button that ends it; `open` shows the panel. */
  TimeMap.searchChip = function ({ shell }, search, clear, open) {
    const words = make("button", { type: "button", class: "tm-chip-text", on: { click: open } });
    const end = button(text("search.clear"), { icon: "close", class: "tm-button tm-round", onClick: clear });
    const chip = make("div", { class: "tm-chip", role: "group", "aria-label": text("search.chip"), hidden: true }, [words, end]);
    shell.stage.append(chip);
    const show = () => {
      const { result } = search;
      chip.hidden = !result;
      shell.stage.toggleAttribute("data-search", Boolean(result));
      if (result) words.textContent = sentence(result);
    };
    search.onChange(show);
    show();
    return chip;
  };

  function sentence(result) {
    const { state } = result;
    const q = TimeMap.quotedQuery(result.q);
    if (state === "waiting") return text("search.chip.waiting", { q });
    if (TimeMap.foundNothing(result)) return text("search.chip.none", { q });
    return text("search.chip.text", { q, counts: TimeMap.searchCounts(result) });
  }

  /** Run `open` on "/" and Ctrl+K, here and in the page around the frame, except where somebody types. */
  TimeMap.searchKeys = function (open) {
    const heard = (event) => {
      const typing = event.target.closest && event.target.closest(TYPED_IN);
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const letter = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      if (!slash && !letter) return;
      event.preventDefault();
      window.focus();
      open();
    };
    for (const page of pages()) {
      page.addEventListener("keydown", heard);
      // A frame that goes away leaves nothing behind in the page around it.
      window.addEventListener("pagehide", () => page.removeEventListener("keydown", heard));
    }
  };

  function pages() {
    try {
      return window.parent === window ? [document] : [document, window.parent.document];
    } catch (foreign) {
      return [document];
    }
  }
})((window.TimeMap = window.TimeMap || {}));
