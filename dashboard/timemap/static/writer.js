// Doing at each step only what the step changes.
(function (TimeMap) {
  "use strict";

  const NOTHING = Symbol("nothing written");

  /** `write` as a function that runs only when its value differs from the one before. */
  TimeMap.writer = function (write) {
    let last = NOTHING;
    return (value) => {
      if (value === last) return;
      last = value;
      write(value);
    };
  };

  /** A writer of an element's words; they stand in one text node that stays. */
  TimeMap.wordsOf = function (element) {
    const node = document.createTextNode("");
    element.replaceChildren(node);
    return TimeMap.writer((words) => (node.data = words));
  };

  /** `run` as something that is put off: `later(ms)` runs it once so long after the last call, without a new timer for each; `later.stop()`. */
  TimeMap.putOff = function (run) {
    let due = 0;
    let wakes = 0;
    let timer = 0;
    const sleep = (ms) => {
      wakes = performance.now() + ms;
      timer = setTimeout(wake, ms);
    };
    function wake() {
      timer = 0;
      const rest = due - performance.now();
      if (rest > 1) sleep(rest);
      else run();
    }
    function later(ms) {
      due = performance.now() + ms;
      if (timer && wakes <= due) return;
      clearTimeout(timer);
      sleep(ms);
    }
    later.stop = () => {
      clearTimeout(timer);
      timer = 0;
    };
    return later;
  };
})((window.TimeMap = window.TimeMap || {}));
