/* Words beside the pointer. */
(function (TimeMap) {
  "use strict";

  const AWAY_PX = 16;
  const EDGE_PX = 8;

  TimeMap.Tooltip = class {
    constructor(container) {
      this._container = container;
      this._element = L.DomUtil.create("div", "tm-tooltip", container);
      // What it says is in the list and the drawer too.
      this._element.setAttribute("aria-hidden", "true");
      this.hide();
    }

    hide() {
      this._element.hidden = true;
    }

    /** Show lines of text, the first as the title. */
    show(lines) {
      this._element.hidden = false;
      this._element.replaceChildren(...lines.map((line, i) => {
        const element = document.createElement("div");
        element.className = i ? "tm-tooltip-more" : "tm-tooltip-title";
        element.textContent = line;
        return element;
      }));
    }

    /** Stand beside a pixel of the container without leaving it. */
    moveTo({ x, y }) {
      const { clientWidth, clientHeight } = this._container;
      const { offsetWidth, offsetHeight } = this._element;
      const left = Math.max(EDGE_PX, Math.min(x + AWAY_PX, clientWidth - offsetWidth - EDGE_PX));
      const below = y + AWAY_PX + offsetHeight <= clientHeight;
      const top = Math.max(EDGE_PX, below ? y + AWAY_PX : y - offsetHeight - AWAY_PX);
      this._element.style.transform = `translate(${left}px, ${top}px)`;
    }
  };
})((window.TimeMap = window.TimeMap || {}));
