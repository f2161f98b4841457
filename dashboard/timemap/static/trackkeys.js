// The slider under keys: steps, edges, events, play.
(function (TimeMap) {
  "use strict";

  // How many units bigger than the chosen one a key steps: a day, a week with Shift, a month by page.
  const BIGGER = { ArrowLeft: 0, ArrowRight: 0, ArrowUp: 0, ArrowDown: 0, PageUp: 2, PageDown: 2 };
  const FORWARD = new Set(["ArrowUp", "PageUp", "End"]);
  const SIDEWAYS = new Set(["ArrowLeft", "ArrowRight"]);

  /** Let the parts of the slider (`data-part`: first, last, window) be moved by keys. */
  TimeMap.trackKeys = function (element, playback) {
    element.addEventListener("keydown", (event) => {
      const { part } = event.target.dataset;
      if (event.altKey || event.metaKey || !part || !press(event, part, playback)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  };

  // The arrow that points the way time runs: as in the browser's own sliders, to the left in Arabic.
  const ahead = () => (TimeMap.isRightToLeft() ? "ArrowLeft" : "ArrowRight");

  /** Do what a key asks for; false when it asks for nothing here. */
  function press({ key, ctrlKey, shiftKey }, part, playback) {
    const sign = FORWARD.has(key) || key === ahead() ? 1 : -1;
    if (key === " ") playback.toggle();
    else if (key === "Home" || key === "End") toEdge(part, sign, playback);
    else if (ctrlKey && SIDEWAYS.has(key)) playback.jump(sign);
    else if (!ctrlKey && key in BIGGER) step(part, sign, unitOf(playback, BIGGER[key] + Number(shiftKey)), playback);
    else return false;
    return true;
  }

  function unitOf({ unit }, bigger) {
    const { UNITS } = TimeMap.Playback;
    return UNITS[Math.min(UNITS.indexOf(unit) + bigger, UNITS.length - 1)];
  }

  function step(part, sign, unit, playback) {
    playback.pause();
    if (part === "window") playback.step(sign, unit);
    else playback.pullEnd(part, TimeMap.calendar.step(playback.store.get()[part], unit, sign));
  }

  function toEdge(part, sign, playback) {
    const edge = sign > 0 ? playback.view.last : playback.view.first;
    const { first, last } = playback.store.get();
    if (part === "window") playback.shift({ first, last }, edge - (sign > 0 ? last : first));
    else playback.pullEnd(part, edge);
  }
})((window.TimeMap = window.TimeMap || {}));
