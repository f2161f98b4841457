/* Light or dark: as Streamlit says, else as the system does. */
(function (TimeMap) {
  "use strict";

  /** `changed(name)` is told the theme whenever it becomes another. */
  TimeMap.Theme = class {
    constructor(changed) {
      this._fromStreamlit = null;
      const system = window.matchMedia("(prefers-color-scheme: dark)");
      this._system = system;
      system.addEventListener("change", () => changed(this.now()));
      const events = window.Streamlit && window.Streamlit.events;
      if (events) {
        events.addEventListener(window.Streamlit.RENDER_EVENT, (event) => {
          const theme = event.detail && event.detail.theme;
          if (!theme) return;
          this._fromStreamlit = isDark(theme.backgroundColor) ? "dark" : "light";
          changed(this.now());
        });
      }
    }

    now() {
      return this._fromStreamlit || themeOfFrame() || (this._system.matches ? "dark" : "light");
    }
  };

  /** Streamlit tells its theme before this script runs too, as a colour in the frame's style sheet. */
  function themeOfFrame() {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    if (!window.Streamlit || !colour) return null;
    return isDark(colour) ? "dark" : "light";
  }

  function isDark(colour) {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
})((window.TimeMap = window.TimeMap || {}));
