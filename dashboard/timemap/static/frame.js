/* The frame in which Streamlit puts the map. */
(function (TimeMap) {
  "use strict";

  const MIN_HEIGHT_PX = 420;

  /** Let the frame reach from where it stands to the bottom of the window that holds it, as long as it is there. */
  TimeMap.fillFrame = function () {
    const frame = window.frameElement;
    if (!frame) return;
    const outer = window.parent;
    const fit = () => {
      const top = Math.max(0, frame.getBoundingClientRect().top);
      frame.style.height = `${Math.max(MIN_HEIGHT_PX, outer.innerHeight - top)}px`;
    };
    fit();
    outer.addEventListener("resize", fit);
    // The page around the frame may settle after the frame is there.
    const settling = new outer.ResizeObserver(fit);
    settling.observe(outer.document.body);
    window.addEventListener("pagehide", () => {
      outer.removeEventListener("resize", fit);
      settling.disconnect();
    }, { once: true });
  };

  /** A link to the whole app for a map that stands within another page (`embed=true`), null elsewhere. */
  TimeMap.linkOut = function (href) {
    if (new URLSearchParams(searchOfPage()).get("embed") !== "true") return null;
    const { make, icon } = TimeMap.dom;
    const anchor = make("a", { class: "tm-button tm-tool tm-out", target: "_blank", rel: "noopener" }, [
      icon("open"),
      make("span", { text: TimeMap.text("share.full") }),
    ]);
    const address = () => {
      const url = new URL(href());
      url.searchParams.delete("embed");
      anchor.href = url.href;
    };
    for (const event of ["pointerdown", "focus", "click"]) anchor.addEventListener(event, address);
    address();
    return anchor;
  };

  function searchOfPage() {
    try {
      return window.parent.location.search;
    } catch (foreign) {
      return window.location.search;
    }
  }
})((window.TimeMap = window.TimeMap || {}));
