// The field of the search: a combobox that suggests names of all kinds as one types.
(function (TimeMap) {
  "use strict";

  const { make, fill, icon, button } = TimeMap.dom;
  const { text, textCount } = TimeMap;
  const COUNTS = { places: "list.mentions", actors: "timeline.events", types: "timeline.events", articles: "timeline.events" };

  /** `suggest(typed) -> [{kind, id, label, count}]`, `submit(typed)`, `choose(suggestion)`. */
  TimeMap.SearchField = class {
    #options = [];
    #active = -1;

    constructor({ suggest, submit, choose }) {
      Object.assign(this, { suggest, submit, choose });
      this.input = make("input", {
        type: "text",
        class: "tm-search tm-find",
        role: "combobox",
        enterkeyhint: "search",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        dir: "auto",
        placeholder: text("search.placeholder"),
        "aria-label": text("search.label"),
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": "tm-search-list",
        "aria-describedby": "tm-search-help",
        on: { input: () => this.#typed(), keydown: (event) => this.#key(event), blur: () => this.close() },
      });
      this.list = make("div", { class: "tm-suggestions", id: "tm-search-list", role: "listbox", "aria-label": text("search.suggestions"), hidden: true });
      // Pressing an option must not take the focus from the field first.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      const go = button(text("search.go"), { icon: "search", class: "tm-button tm-round tm-find-go", onClick: () => this.#submit() });
      this.element = make("div", { class: "tm-find-box", role: "search" }, [this.input, go, this.list]);
    }

    focus() {
      this.input.focus({ preventScroll: true });
      this.input.select();
    }

    /** Put what is looked for in the field, unless somebody is typing there. */
    show(q) {
      if (q === this.shown) return;
      this.shown = q;
      this.input.value = q || "";
    }

    close() {
      this.#options = [];
      this.#active = -1;
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    #submit() {
      this.close();
      this.shown = undefined;
      this.submit(this.input.value);
    }

    #typed() {
      const typed = this.input.value;
      const found = typed.trim() ? this.suggest(typed) : [];
      if (!typed.trim()) return this.close();
      this.#options = [];
      this.#active = -1;
      this.input.removeAttribute("aria-activedescendant");
      const everywhere = this.#option({ label: text("search.everywhere", { q: TimeMap.quotedQuery(typed.trim()) }) }, () => this.#submit(), "search");
      const groups = [...new Set(found.map(({ kind }) => kind))].map((kind) => this.#group(kind, found.filter((each) => each.kind === kind)));
      fill(this.list, [everywhere, ...groups]);
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }

    #group(kind, found) {
      const id = `tm-suggest-${kind}`;
      return make("div", { role: "group", "aria-labelledby": id }, [
        make("div", { class: "tm-suggest-head", id, role: "presentation", text: text(`search.kind.${kind}`) }),
        ...found.map((each) => this.#option(each, () => this.#take(each))),
      ]);
    }

    #take(suggestion) {
      this.close();
      this.choose(suggestion);
    }

    #option({ kind, label, count }, run, picture) {
      const id = `tm-suggestion-${this.#options.length}`;
      const element = make("div", { class: "tm-suggestion", id, role: "option", "aria-selected": "false", on: { click: run } }, [
        picture && icon(picture),
        make("span", { class: "tm-suggest-name", dir: "auto", text: label }),
        kind && make("span", { class: "tm-count", text: TimeMap.number(count), title: textCount(COUNTS[kind], count) }),
      ]);
      this.#options.push({ element, run });
      return element;
    }

    #key(event) {
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves && this.#options.length) this.#move(moves[event.key]);
      else if (event.key === "Enter" && this.#options[this.#active]) this.#options[this.#active].run();
      else if (event.key === "Enter") this.#submit();
      else if (event.key === "Escape" && !this.list.hidden) this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    #move(by) {
      const count = this.#options.length;
      this.#active = this.#active < 0 ? (by > 0 ? 0 : count - 1) : (this.#active + by + count) % count;
      this.#options.forEach(({ element }, n) => element.setAttribute("aria-selected", String(n === this.#active)));
      const { element } = this.#options[this.#active];
      this.input.setAttribute("aria-activedescendant", element.id);
      element.scrollIntoView({ block: "nearest" });
    }
  };
})((window.TimeMap = window.TimeMap || {}));
