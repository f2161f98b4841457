/* The elements that the parts stand in, and a card for when there is nothing to see. */
(function (TimeMap) {
  "use strict";

  const PARTS = ["panels", "drawer"];

  /** The elements that the parts stand in. */
  TimeMap.Shell = class {
    constructor(map, parent) {
      const { make } = TimeMap.dom;
      this.part = Object.fromEntries(PARTS.map((name) => [name, make("div", { "data-part": name })]));
      this.stage = make("div", { class: "tm-stage" }, [map.getContainer(), ...Object.values(this.part)]);
      this.timeline = make("div", { "data-part": "timeline" });
      this.root = make("div", { class: "tm" }, [this.stage, this.timeline]);
      this.root.classList.toggle("tm-page", parent === document.body);
      TimeMap.markLanguage(this.root, parent === document.body);
      map.getContainer().removeAttribute("style");
      map.getContainer().setAttribute("aria-label", TimeMap.text("map.label"));
      map.getContainer().style.position = "absolute";
      parent.append(this.root);
    }
  };

  /** A card over the map that says what is going on while there is nothing to see. */
  TimeMap.Status = class {
    constructor(stage, retry) {
      this._retry = retry;
      this._element = TimeMap.dom.make("div", { class: "tm-status", role: "status" });
      stage.append(this._element);
    }

    say(key) {
      this._put([this._line("tm-status-title", TimeMap.text(key))], "loading");
    }

    note(key, more) {
      this._put([this._line("tm-status-title", TimeMap.text(key)), this._line("tm-status-more", TimeMap.text(more))], "empty");
    }

    fail(error) {
      const retry = TimeMap.dom.make("button", {
        type: "button", class: "tm-button tm-status-retry", text: TimeMap.text("start.retry"), on: { click: this._retry },
      });
      const lines = [this._line("tm-status-title", TimeMap.text("start.failed")), this._line("tm-status-more", error.message), retry];
      this._put(lines, "error");
    }

    clear() {
      this._element.hidden = true;
    }

    _line(name, text) {
      return TimeMap.dom.make("p", { class: name, text });
    }

    _put(children, state) {
      this._element.hidden = false;
      this._element.dataset.state = state;
      this._element.setAttribute("role", state === "error" ? "alert" : "status");
      this._element.replaceChildren(...children);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
