// The search panel: a field that suggests names, and the sentences that hold the words.
(function (TimeMap) {
  "use strict";

  const { make, fill, button } = TimeMap.dom;
  const { text, textCount } = TimeMap;
  const LOOK_MS = 200;
  const FILTER_OF = { actors: "actors", types: "types", articles: "articles" };

  TimeMap.addPanel({
    name: "search",
    icon: "search",
    button: "search.button",
    order: 10,
    make: (app, handle) => new SearchPanel(app, handle),
  });

  class SearchPanel {
    constructor(app, handle) {
      Object.assign(this, { app, handle, store: app.store });
      this.search = new TimeMap.Search(app);
      this.field = new TimeMap.SearchField({
        suggest: (typed) => this.search.names.suggest(typed),
        submit: (typed) => this.#submit(typed),
        choose: (option) => this.#choose(option),
      });
      this.results = new TimeMap.SearchResults(this.search, app);
      this.problem = make("p", { class: "tm-search-problem", role: "alert", hidden: true });
      const help = make("p", { class: "tm-search-help", id: "tm-search-help", text: text("search.help") });
      this.element = make("div", { class: "tm-search-page" }, [this.field.element, this.problem, help, this.results.element]);
      TimeMap.searchChip(app, this.search, () => this.store.set({ q: null }), () => handle.open());
      TimeMap.searchKeys(() => this.focus());
      this.search.onChange(() => this.#show());
      this.store.subscribe(["q"], () => this.#show());
      this.#show();
    }

    /** Open the panel with its field under the cursor. */
    focus() {
      this.handle.open();
      this.field.focus();
    }

    show(open) {
      if (!open) return this.field.close();
      // After the heading has taken the focus, as for every panel.
      const { activeElement } = document;
      requestAnimationFrame(() => document.activeElement !== activeElement && !matchMedia("(pointer: coarse)").matches && this.field.focus());
    }

    #submit(typed) {
      if (!typed.trim()) {
        this.#complain(null);
        return this.store.set({ q: null });
      }
      const { problem } = TimeMap.parseQuery(typed);
      this.#complain(problem);
      if (!problem) this.store.set({ q: TimeMap.soundQuery(typed) });
    }

    #complain(problem) {
      this.problem.hidden = !problem;
      this.problem.textContent = problem ? TimeMap.queryProblem(problem) : "";
    }

    #choose({ kind, id }) {
      if (kind === "places") this.store.set({ sel: `place/${id}`, n: 1 });
      else this.store.set({ [FILTER_OF[kind]]: [id] });
    }

    #show() {
      const { result } = this.search;
      const { q } = this.store.get();
      this.field.show(q);
      if (q) this.#complain(null);
      this.results.show(result);
      this.handle.say(text(q ? "search.button.active" : "search.button"), Boolean(q));
    }
  }

  /** Sentences found, with what became of the search. */
  TimeMap.SearchResults = class {
    constructor(search, { dataset, control, store, index, source }) {
      Object.assign(this, { search, dataset, control, store, index, source });
      this.status = make("p", { class: "tm-search-status", role: "status" });
      this.bar = make("progress", { class: "tm-search-bar", max: 1, "aria-label": text("search.building.label"), hidden: true });
      this.detail = make("p", { class: "tm-search-help", hidden: true });
      this.retry = make("button", { type: "button", class: "tm-button", text: text("start.retry"), on: { click: () => search.retry() } });
      this.clear = make("button", {
        type: "button",
        class: "tm-button",
        text: text("search.clear"),
        on: { click: () => store.set({ q: null }) },
      });
      this.list = make("ul", { class: "tm-rows tm-hits", "aria-label": text("search.hits") });
      this.next = make("button", { type: "button", class: "tm-link", text: text("search.more"), on: { click: () => this.#more() } });
      this.elsewhere = make("p", { class: "tm-search-problem", hidden: true }, [
        make("span", { text: text("search.elsewhere") }),
        make("button", { type: "button", class: "tm-link", text: text("search.dates"), on: { click: () => search.showDates() } }),
      ]);
      const actions = make("div", { class: "tm-search-actions" }, [this.retry, this.clear]);
      this.element = make("section", { class: "tm-search-results" }, [this.status, this.bar, this.detail, this.elsewhere, actions, this.list, this.next]);
      store.subscribe(["sel"], () => this.#mark());
      store.subscribe(["first", "last", "mode", ...TimeMap.FILTERS], () => this.#lookSoon());
    }

    // What was found may lie outside the dates shown: said as the dates change, not at each step of them.
    #lookSoon() {
      if (this.timer || !this.search.result) return;
      this.timer = setTimeout(() => {
        this.timer = 0;
        this.elsewhere.hidden = !this.search.isElsewhere();
      }, LOOK_MS);
    }

    show(result) {
      this.element.hidden = !result;
      if (!result) return fill(this.list, []);
      this.elsewhere.hidden = !this.search.isElsewhere();
      const { state, share, answer } = result;
      this.bar.hidden = state !== "waiting" || share === null;
      this.bar.value = share || 0;
      this.status.textContent = this.#sentence(result);
      this.retry.hidden = state !== "failed";
      this.detail.hidden = state !== "ready" || TimeMap.foundNothing(result);
      this.detail.textContent = [text("search.drawn"), TimeMap.searchedWhat(answer)].filter(Boolean).join(" ");
      fill(this.list, result.hits.map((hit) => this.#hit(hit)));
      this.next.hidden = !answer || !answer.next;
      this.#mark();
    }

    #sentence(result) {
      const { q, state, share, answer } = result;
      if (state === "failed") return text("search.failed");
      if (state === "waiting") return share === null ? text("search.waiting") : text("search.building", { percent: Math.round(share * 100) });
      if (answer && answer.note) return TimeMap.queryProblem(answer.note.code);
      if (TimeMap.foundNothing(result)) return TimeMap.searchedWhere(result);
      return text("search.found", { q: TimeMap.quotedQuery(q), counts: TimeMap.searchCounts(result) });
    }

    async #more() {
      const shown = this.list.children.length;
      try {
        await this.search.more();
      } catch (error) {
        this.status.textContent = text("search.failed");
      }
      const first = this.list.children[shown];
      if (first) first.querySelector("button, a")?.focus({ preventScroll: true });
    }

    #hit(hit) {
      const quote = make(
        "span",
        { class: "tm-hit-quote", dir: "auto" },
        hit.segments.map((segment) => make(segment.mark ? "mark" : "span", { class: segment.mark ? "tm-hit-word" : null, text: segment.text })),
      );
      if (hit.cut) quote.append("…");
      const { title, published_label: day } = hit.article || {};
      const source = TimeMap.dom.parts([title, day], { class: "tm-row-detail" });
      const chosen = this.#markOf(hit);
      const words = make("span", { class: "tm-row-text" }, [quote, source]);
      const open = () => this.store.set(chosen.pick());
      const main = chosen
        ? make("button", { type: "button", class: "tm-row", "data-sel": chosen.sel, on: { click: open } }, [words])
        : make("div", { class: "tm-row tm-hit-plain" }, [words]);
      return make("li", { class: "tm-hit" }, [main, this.#link(hit)]);
    }

    #link({ href }) {
      const address = href && this.source.resolve(href);
      if (!address) return null;
      const anchor = make("a", { class: "tm-link tm-hit-link", href: address, text: text("card.open") });
      TimeMap.openFromFrame(anchor);
      return anchor;
    }

    /** The mark that a sentence is evidence of: an event or a claim, else a place that it names. */
    #markOf({ marks }) {
      const [key] = marks;
      if (!key) return null;
      const [kind, id] = key.split("/");
      if (kind !== "mention") return this.dataset.rowOf(kind, id) < 0 ? null : { sel: key, pick: () => ({ sel: key, n: 1 }) };
      const { mention, places } = this.dataset;
      const row = mention.row ? mention.row.indexOf(Number(id)) : Number(id);
      if (!(row >= 0 && row < mention.length)) return null;
      const sel = `place/${places[mention.place[row]].id}`;
      const at = () => TimeMap.selection(sel, this.dataset, this.control, this.store.get(), this.index).keys.indexOf(key) + 1;
      return { sel, pick: () => ({ sel, n: at() || 1 }) };
    }

    #mark() {
      const { sel } = this.store.get();
      for (const each of this.list.querySelectorAll(".tm-row"))
        if (each.dataset.sel && each.dataset.sel === sel) each.setAttribute("aria-current", "true");
        else each.removeAttribute("aria-current");
    }
  };
})((window.TimeMap = window.TimeMap || {}));
