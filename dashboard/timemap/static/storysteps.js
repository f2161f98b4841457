// The steps of a story in the making: their order, words and views.
(function (TimeMap) {
  "use strict";

  const { make, button, fill } = TimeMap.dom;
  const { text } = TimeMap;

  /**
   * `read() -> story`, `change(story, undoable)` puts another in its place, `view() -> query` of the map as it is,
   * `play(n)`.
   */
  TimeMap.StorySteps = class {
    #editing = null; // number of the step whose words are being written; "new" for one that is not there yet
    #dragged = null;

    constructor(options) {
      Object.assign(this, options);
      this.list = make("ol", { class: "tm-story-list", "aria-label": text("story.steps") });
      this.add = button(text("story.add"), { icon: "plus", text: text("story.add"), class: "tm-button tm-primary", onClick: () => this.#edit("new") });
      this.live = make("p", { class: "tm-offscreen", role: "status" });
      this.element = make("div", { class: "tm-story-edit" }, [this.list, this.add, this.live]);
    }

    show() {
      const { steps } = this.read();
      const rows = steps.map((step, n) => (this.#editing === n ? this.#form(step, n) : this.#row(step, n, steps.length)));
      if (this.#editing === "new") rows.push(this.#form({ title: "", caption: "", view: null }, "new"));
      fill(this.list, rows);
      this.add.hidden = this.#editing !== null || steps.length >= TimeMap.story.MOST.steps;
    }

    /** Write no words any more. */
    rest() {
      this.#editing = null;
    }

    #edit(n) {
      this.#editing = n;
      this.show();
      this.list.querySelector(".tm-story-form input").focus();
    }

    #row(step, n, count) {
      const act = (label, icon, onClick, more) =>
        button(text(label, { title: step.title }), { icon, class: "tm-button tm-round", onClick, ...more });
      const open = make("button", { type: "button", class: "tm-story-open", on: { click: () => this.play(n) } }, [
        make("span", { class: "tm-row-title", dir: "auto", text: step.title }),
        make("span", { class: "tm-row-detail", dir: "auto", text: step.caption }),
      ]);
      const tools = make("span", { class: "tm-story-tools" }, [
        act("story.up", "up", () => this.#move(n, n - 1), { disabled: n === 0 }),
        act("story.down", "chevron", () => this.#move(n, n + 1), { disabled: n === count - 1 }),
        act("story.edit", "edit", () => this.#edit(n)),
        act("story.delete", "close", () => this.#delete(n)),
      ]);
      const row = make("li", { class: "tm-story-step", draggable: "true" }, [open, tools]);
      this.#drags(row, n);
      return row;
    }

    #drags(row, n) {
      row.addEventListener("dragstart", (event) => {
        this.#dragged = n;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", this.read().steps[n].title);
      });
      row.addEventListener("dragend", () => (this.#dragged = null));
      row.addEventListener("dragover", (event) => {
        if (this.#dragged === null) return;
        event.preventDefault();
        row.classList.add("tm-over");
      });
      row.addEventListener("dragleave", () => row.classList.remove("tm-over"));
      row.addEventListener("drop", (event) => {
        if (this.#dragged === null) return;
        event.preventDefault();
        event.stopPropagation();
        this.#move(this.#dragged, n);
      });
    }

    #move(from, to) {
      const story = this.read();
      const steps = [...story.steps];
      const [step] = steps.splice(from, 1);
      steps.splice(to, 0, step);
      this.#editing = null;
      this.change({ ...story, steps });
      this.live.textContent = text("story.moved", { title: step.title, n: to + 1, total: steps.length });
      const row = this.list.children[to];
      const press = row.querySelectorAll(".tm-story-tools button")[to < from ? 0 : 1];
      (press.disabled ? row.querySelector(".tm-story-open") : press).focus({ preventScroll: true });
    }

    #delete(n) {
      const story = this.read();
      this.#editing = null;
      this.change({ ...story, steps: story.steps.filter((_, other) => other !== n) }, text("story.deleted", { title: story.steps[n].title }));
      (this.list.children[Math.min(n, this.list.children.length - 1)]?.querySelector("button") || this.add).focus({ preventScroll: true });
    }

    #form(step, n) {
      const { MOST } = TimeMap.story;
      const title = make("input", { class: "tm-search", type: "text", maxlength: MOST.title, required: true, dir: "auto" });
      const caption = make("textarea", { class: "tm-search tm-story-area", rows: 4, maxlength: MOST.caption, dir: "auto" });
      const anew = make("input", { type: "checkbox" });
      [title.value, caption.value] = [step.title, step.caption];
      const field = (label, input) => make("label", { class: "tm-story-field" }, [make("span", { class: "tm-field-label", text: text(label) }), input]);
      const cancel = () => {
        this.#editing = null;
        this.show();
        this.add.focus({ preventScroll: true });
      };
      const again = make("label", { class: "tm-choice" }, [anew, make("span", { class: "tm-choice-text", text: text("story.view.again") })]);
      const form = make("form", { class: "tm-story-form" }, [
        field("story.step.title", title),
        field("story.step.caption", caption),
        n === "new" ? null : again,
        make("div", { class: "tm-search-actions" }, [
          make("button", { type: "submit", class: "tm-button tm-primary", text: text(n === "new" ? "story.keep" : "story.save") }),
          make("button", { type: "button", class: "tm-button", text: text("story.cancel"), on: { click: cancel } }),
        ]),
      ]);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const view = n === "new" || anew.checked ? this.view() : step.view;
        this.#keep(n, { title: title.value.trim(), caption: caption.value.trim(), view });
      });
      form.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key === "Escape") cancel();
      });
      return make("li", {}, [form]);
    }

    #keep(n, step) {
      const story = this.read();
      const steps = n === "new" ? [...story.steps, step] : story.steps.map((old, other) => (other === n ? step : old));
      this.#editing = null;
      this.change({ ...story, steps });
      this.add.focus({ preventScroll: true });
    }
  };
})((window.TimeMap = window.TimeMap || {}));
