// Which frames of control are drawn: by line, by what was known on the day, and without a source.
(function (TimeMap) {
  "use strict";

  const KNOWN = "-known";

  TimeMap.link.keep({
    key: "known",
    initial: "later",
    read: (value) => (value === "day" ? value : undefined),
    write: (value) => value,
  });

  /** The name of the mode of control.json that a state asks for. */
  TimeMap.modeName = function (control, { line, known }) {
    return known === "day" && TimeMap.hasKnown(control, line) ? line + KNOWN : line;
  };

  /** Whether the data hold a line as it could be known on the day itself. */
  TimeMap.hasKnown = (control, line) => Boolean(control && control.modes[line + KNOWN]);

  /**
   * The frame of control on a day, null before the first.
   *
   * @param day   the date shown when left out
   * @param whole with all sources, also while one is left out
   */
  TimeMap.frameAt = function (control, state, day = state.last, whole = false) {
    const name = control && TimeMap.modeName(control, state);
    const mode = control && control.modes[name];
    if (!mode) return null;
    const full = latest(mode.frames, day);
    const without = !whole && state.without && variantOf(control, name, state.without);
    if (!without) return full;
    if (without.whole) return latest(without.frames, day);
    // Only the frame of one day is there yet.
    return full && without.frames.length && without.frames[0].day === full.day ? without.frames[0] : full;
  };

  /** All frames up to the date shown, oldest first, as `frameAt` chooses them. */
  TimeMap.framesUpTo = function (control, state) {
    const mode = control && control.modes[TimeMap.modeName(control, state)];
    const days = mode ? mode.frames.map((frame) => frame.day).filter((day) => day <= state.last) : [];
    return days.map((day) => TimeMap.frameAt(control, state, day));
  };

  /** All frames held, of every mode and of what has been drawn without a source. */
  TimeMap.allFrames = function (control) {
    if (!control) return [];
    const variants = Object.values(control.without || {}).flatMap((mode) => Object.values(mode));
    return [...Object.values(control.modes), ...variants].flatMap((mode) => mode.frames);
  };

  function variantOf(control, name, source) {
    const mode = (control.without || {})[name];
    return mode && Object.hasOwn(mode, source) ? mode[source] : null;
  }

  function latest(frames, day) {
    let low = 0;
    let high = frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames[middle].day <= day) low = middle + 1;
      else high = middle;
    }
    return frames[low - 1] || null;
  }
})((window.TimeMap = window.TimeMap || {}));
