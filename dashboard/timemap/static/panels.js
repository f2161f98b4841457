// The panels at the side, one open at a time, and the buttons along the top that open them.
(function (TimeMap) {
  "use strict";

  const { make, button, fill, icon } = TimeMap.dom;
  const { text } = TimeMap;
  const specs = [];

  /**
   * Add a panel to every map; called while the scripts load.
   *
   * @param spec.name   its key in the view state and in the link; its title is the text `panel.<name>`
   * @param spec.icon   name of the icon on its button
   * @param spec.button key of the text on its button
   * @param spec.order  where its button stands, small numbers first
   * @param spec.make   `(app, handle) -> {element, show(open)}`: its content, made once. `show` is told when it opens
   *                    and closes and may be left out. `handle`: `{open(), close(), say(label, active)}`,
   *                    where `say` puts words on its button
   */
  TimeMap.addPanel = function (spec) {
    specs.push(spec);
    specs.sort((a, b) => a.order - b.order);
  };

  /** The names of all panels, as the link knows them. */
  TimeMap.panelNames = () => specs.map((spec) => spec.name);

  /** @param app `{dataset, control, store, index, map, source, options}` */
  TimeMap.Panels = class {
    constructor(element, app) {
      this.element = element;
      this.store = app.store;
      element.classList.add("tm-controls");
      this.buttons = Object.fromEntries(specs.map((spec) => [spec.name, this.#button(spec)]));
      this.pages = Object.fromEntries(specs.map((spec) => [spec.name, spec.make(app, this.#handle(spec.name))]));
      for (const page of Object.values(this.pages)) page.element.classList.add("tm-panel-page");
      fill(element, [
        this.#toolbar(app),
        this.#panel(),
        TimeMap.Legend.brief(app.dataset, app.control, () => this.open("legend")),
      ]);
      this.store.subscribe(["panel"], (state) => this.#show(state.panel));
      this.#show(this.store.get().panel);
    }

    open(name) {
      this.store.set({ panel: name });
      this.store.flush();
      this.heading.focus({ preventScroll: true });
    }

    close() {
      const { panel } = this.store.get();
      this.store.set({ panel: null });
      this.store.flush();
      if (panel) this.buttons[panel].focus({ preventScroll: true });
    }

    #handle(name) {
      return {
        open: () => this.open(name),
        close: () => this.close(),
        say: (label, active) => {
          this.buttons[name].lastElementChild.textContent = label;
          this.buttons[name].title = label;
          this.buttons[name].classList.toggle("tm-active", active);
        },
      };
    }

    #button({ name, icon: picture, button: label }) {
      const toggle = () => (this.store.get().panel === name ? this.close() : this.open(name));
      return make(
        "button",
        {
          type: "button",
          class: "tm-button tm-tool",
          "data-panel": name,
          "aria-expanded": "false",
          "aria-controls": "tm-panel",
          title: text(label),
          on: { click: toggle },
        },
        [icon(picture), make("span", { text: text(label) })],
      );
    }

    #toolbar({ store, dataset, options }) {
      const link = () => TimeMap.link.href(store.get(), dataset, options);
      const copy = TimeMap.dom.copyButton(text("copy.link"), link, { class: "tm-button tm-tool tm-round" });
      return make("div", { class: "tm-toolbar", role: "group", "aria-label": text("panel.label") }, [
        ...Object.values(this.buttons),
        copy,
        TimeMap.linkOut(link),
        options.standalone && TimeMap.languageSwitch(),
      ]);
    }

    #panel() {
      this.heading = make("h3", { class: "tm-panel-title", tabindex: "-1" });
      const close = button(text("filters.close"), {
        icon: "close",
        class: "tm-button tm-round",
        onClick: () => this.close(),
      });
      const head = make("header", { class: "tm-panel-head" }, [this.heading, close]);
      this.panel = make(
        "aside",
        { class: "tm-panel", id: "tm-panel", "aria-label": text("panel.label"), hidden: true },
        [head, ...Object.values(this.pages).map((page) => page.element)],
      );
      this.sheet = new TimeMap.Sheet(this.panel, head, { close: () => this.close() });
      this.panel.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.close();
      });
      return this.panel;
    }

    #show(panel) {
      if (this.panel.hidden) this.sheet.reset();
      this.panel.hidden = !panel;
      const stage = this.element.parentElement;
      if (stage && panel) stage.dataset.panel = panel;
      else if (stage) delete stage.dataset.panel;
      for (const { name } of specs) {
        const open = name === panel;
        this.buttons[name].setAttribute("aria-expanded", String(open));
        this.pages[name].element.hidden = !open;
        if (open) this.heading.textContent = text(`panel.${name}`);
        if (this.pages[name].show) this.pages[name].show(open);
      }
    }
  };
})((window.TimeMap = window.TimeMap || {}));
