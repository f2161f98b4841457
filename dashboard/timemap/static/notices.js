// Notes over the map on what is drawn otherwise than usual, each with the way back.
(function (TimeMap) {
  "use strict";

  const { make, fill } = TimeMap.dom;

  TimeMap.Notices = class {
    constructor(stage) {
      this.element = make("div", { class: "tm-notices" });
      stage.append(this.element);
      this.lines = new Map();
    }

    /**
     * Show a sentence under a name with buttons: `[{label, run, pressed}]`. It is read out as a status, a failure at once;
     * "none" is for one that follows the slider.
     */
    say(name, sentence, actions, role = "status") {
      const line = this.lines.get(name) || this.#add(name);
      line.words.setAttribute("role", role);
      if (line.words.textContent !== sentence) line.words.textContent = sentence;
      const signature = JSON.stringify(actions.map(({ label, pressed }) => [label, pressed]));
      if (line.signature === signature) return;
      line.signature = signature;
      const buttons = actions.map(({ label, run, pressed }) =>
        make("button", {
          type: "button",
          class: "tm-button tm-notice-action",
          "aria-pressed": pressed === undefined ? null : String(pressed),
          text: label,
          on: { click: run },
        }),
      );
      fill(line.actions, buttons);
    }

    clear(name) {
      const line = this.lines.get(name);
      if (!line) return;
      line.element.remove();
      this.lines.delete(name);
    }

    #add(name) {
      const words = make("p", { class: "tm-notice-words", dir: "auto" });
      const actions = make("div", { class: "tm-notice-actions" });
      const element = make("div", { class: "tm-notice", "data-notice": name }, [words, actions]);
      const line = { element, words, actions, signature: null };
      this.lines.set(name, line);
      this.element.append(element);
      return line;
    }
  };
})((window.TimeMap = window.TimeMap || {}));
