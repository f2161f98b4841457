/* The frame in which Streamlit puts the map. */
(function (TimeMap) {
  "use strict";

  const MIN_HEIGHT_PX = 420;

  /** Let the frame reach from where it stands to the bottom of the window that holds it. */
  TimeMap.fillFrame = function () {
    const frame = window.frameElement;
    if (!frame) return;
    const fit = () => {
      const top = Math.max(0, frame.getBoundingClientRect().top);
      frame.style.height = `${Math.max(MIN_HEIGHT_PX, window.parent.innerHeight - top)}px`;
    };
    fit();
    if (window.__tmFits) return;
    window.__tmFits = true;
    window.parent.addEventListener("resize", fit);
    // The page around the frame may settle after the frame is there.
    new window.parent.ResizeObserver(fit).observe(window.parent.document.body);
  };
})((window.TimeMap = window.TimeMap || {}));
