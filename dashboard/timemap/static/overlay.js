// Over the ground: the line as it stood otherwise, and what changed hands between two days.
(function (TimeMap) {
  "use strict";

  const PANE = "tm-overlay";
  const LEVEL = 407; // over the ground, under the marks
  const HATCH_PX = 10;
  // The way the hatch of each party runs tells it from the others without its colour: degrees from level.
  const ANGLES = [45, -45, 90, 0, 45, -45];
  const { stroke, fill } = TimeMap.pen;

  const isWanted = (state) => Boolean(state.without || state.compare);

  TimeMap.Overlay = class {
    constructor(map, dataset, control, store) {
      Object.assign(this, { control, store });
      this.colours = new TimeMap.Colours(dataset, store.get().theme);
      const { bbox } = dataset.theatre;
      this.outlines = new TimeMap.Outlines(TimeMap.world((bbox[1] + bbox[3]) / 2, (bbox[0] + bbox[2]) / 2));
      const pane = map.createPane(PANE);
      pane.style.zIndex = LEVEL;
      pane.style.pointerEvents = "none";
      this.canvas = new TimeMap.CanvasLayer(PANE, (context, view) => this.#paint(context, view)).addTo(map);
      const keys = ["last", "line", "known", "without", "drawn", "compare", "swipe", "layers", "theme"];
      store.subscribe(keys, () => this.#show());
    }

    // A step in time without any of this on the map costs nothing here.
    #show() {
      if (isWanted(this.store.get()) || this.isPainted) this.canvas.repaint();
    }

    #paint(context, view) {
      const state = this.store.get();
      this.isPainted = isWanted(state);
      if (!this.isPainted) return false;
      this.colours.theme = state.theme;
      const front = state.layers.includes("front");
      if (state.without && front) this.#ghost(context, view, state);
      const found = state.swipe === null ? TimeMap.comparison.between(this.control, state) : null;
      if (!found) return true;
      if (state.layers.includes("areas")) for (const change of found.pairs) this.#change(context, view, change);
      if (!front) return true;
      this.#lines(context, view, found.before, [1, 6], 2.5);
      for (const { geometry, style } of found.after.lines) this.#front(context, this.outlines.on(view, geometry), style);
      return true;
    }

    /** The line with all sources, thin and grey. */
    #ghost(context, view, state) {
      const whole = TimeMap.frameAt(this.control, state, state.last, true);
      if (whole && whole !== TimeMap.frameAt(this.control, state)) this.#lines(context, view, whole, [], 1.5);
    }

    #lines(context, view, frame, dash, width) {
      const { neutral, paper } = this.colours;
      context.lineCap = "round";
      context.lineJoin = "round";
      for (const { geometry } of frame.lines) {
        const path = this.outlines.on(view, geometry);
        stroke(context, path, paper, width + 2, 0.7);
        stroke(context, path, neutral, width, 1, dash);
      }
      context.lineCap = "butt";
    }

    /** The later line once more, over the hatch. */
    #front(context, path, style) {
      context.lineCap = "round";
      stroke(context, path, this.colours.paper, 7, 0.85);
      stroke(context, path, this.colours.ink, 3, 1, style === "dashed" ? [9, 8] : []);
      context.lineCap = "butt";
    }

    #change(context, view, { was, now, holder }) {
      const colour = this.colours.party(holder);
      const taken = this.#path(view, now);
      context.save();
      context.clip(this.#path(view, was), "evenodd");
      fill(context, taken, colour, 0.22);
      fill(context, taken, TimeMap.hatch(context, view, colour, ANGLES[holder % ANGLES.length]), 0.9);
      context.restore();
    }

    #path(view, geometries) {
      const path = new Path2D();
      for (const geometry of geometries) path.addPath(this.outlines.on(view, geometry));
      return path;
    }
  };

  /** A pattern of lines at an angle, in step with the ground, so that it does not swim while the map is dragged. */
  TimeMap.hatch = function (context, view, colour, angle) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = HATCH_PX;
    const pen = tile.getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, HATCH_PX, 2.5);
    const pattern = context.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().translate(-view.left % 1e5, -view.top % 1e5).rotate(angle));
    return pattern;
  };

  TimeMap.hatchAngle = (party) => ANGLES[party % ANGLES.length];
})((window.TimeMap = window.TimeMap || {}));
