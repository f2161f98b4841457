/* The ground under the marks: shapes of places, who holds what, front lines. */
(function (TimeMap) {
  "use strict";

  // Opacity of an area whose holder is a coin toss, and of one that is certain.
  const FAINTEST = 0.15;
  const STRONGEST = 0.3;
  // Light on dark needs more to be seen as much.
  const ON_DARK = 1.2;
  // Evidence this old draws at half the opacity; older fades no further, so that it can still be seen.
  const HALF_AGE_DAYS = 365;
  // UCDP location precision: a province; the high seas and the world.
  const PROVINCE = 4;
  const NOWHERE = 7;
  const HATCH_PX = 9;
  const { fill, stroke } = TimeMap.pen;
  const TOUCH_PX = 22;
  const POINTER_PX = 12;
  // How a target is picked: a front line, an edge, or anywhere inside.
  const [INSIDE, EDGE, FRONT] = [0, 1, 2];

  const isLine = (geometry) => geometry.type === "LineString" || geometry.type === "MultiLineString";

  TimeMap.Ground = class {
    /** `colours` gives ink, paper, accent, neutral, party(index) for the theme of the moment. */
    constructor(dataset, control, colours) {
      this.dataset = dataset;
      this.control = control;
      this.colours = colours;
      const { bbox } = dataset.theatre;
      this._outlines = new TimeMap.Outlines(TimeMap.world((bbox[1] + bbox[3]) / 2, (bbox[0] + bbox[2]) / 2));
      this.frame = null;
      this.shapedPlaces = [];
      this.layers = new Set();
      this._targets = [];
    }

    paint(context, view) {
      this._targets = [];
      context.lineJoin = "round";
      const areas = this.frame && this.layers.has("areas") ? this._areasOn(view) : null;
      // The hatch comes first, since areas are cut out of all that is painted so far.
      if (areas) this._paintHatch(context, view, areas);
      if (this.layers.has("shapes")) for (const place of this.shapedPlaces) this._paintShape(context, view, place);
      if (areas) this._paintAreas(context, areas);
      if (this.frame && this.layers.has("front")) for (const line of this.frame.lines) this._paintLine(context, view, line);
    }

    /** What lies under a point of the canvas: front lines first, then edges, then the smallest ground around it. */
    hit(context, x, y, touch) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.lineWidth = touch ? TOUCH_PX : POINTER_PX;
      const near = (rank) => this._targets.findLast((each) => each.rank === rank && context.isPointInStroke(each.path, x, y));
      const around = this._targets.filter(({ rank, path }) => rank === INSIDE && context.isPointInPath(path, x, y, "evenodd"));
      const found = near(FRONT) || near(EDGE) || around.sort((a, b) => a.size - b.size)[0];
      context.restore();
      return found || null;
    }

    /** Draw what is selected once more, so that it stands out. */
    highlight(context, view, sel) {
      const target = this._targets.find((each) => each.sel === sel);
      if (!target) return;
      context.strokeStyle = this.colours.accent;
      context.lineWidth = target.rank === FRONT ? 4 : 2.5;
      context.stroke(target.path);
    }

    _paintShape(context, view, index) {
      const place = this.dataset.places[index];
      const geometry = this.dataset.shapes[place.shape];
      if (geometry.type === "MultiPoint" || place.where_prec >= NOWHERE) return;
      const path = this._outlines.on(view, geometry);
      const line = isLine(geometry);
      const border = !line && this._hasBorder(place);
      const { ink, paper } = this.colours;
      // Hardly more than its outline: a large vague place must not be taken for ground that somebody holds.
      if (!line && !border) fill(context, path, ink, 0.02);
      stroke(context, path, paper, line ? 6 : 2.5, 0.5);
      stroke(context, path, ink, line ? 3 : 1.3, line ? 0.75 : 0.5, border ? [] : line ? [1, 6] : [5, 4]);
      // A country is picked by its name or border: its inside belongs to what lies on it.
      const rank = line || border ? EDGE : INSIDE;
      this._targets.push({ sel: `place/${place.id}`, kind: "shape", place: index, path, rank, size: this._outlines.size(geometry) });
    }

    /** Whether a place is a country or province itself, not a part of one that a text describes ("eastern Libya"). */
    _hasBorder(place) {
      return place.where_prec >= PROVINCE && !place.id.includes("~");
    }

    _areasOn(view) {
      const held = this.frame.areas.filter((area) => area.party !== null);
      return held.map((area) => ({ area, path: this._outlines.on(view, area.geometry) }));
    }

    _paintAreas(context, areas) {
      for (const { area, path } of areas) {
        const colour = this.colours.party(area.party);
        const opacity = opacityOf(area) * (this.colours.theme === "dark" ? ON_DARK : 1);
        fill(context, path, colour, opacity);
        stroke(context, path, colour, 1, opacity + 0.1);
        const size = this._outlines.size(area.geometry);
        this._targets.push({ sel: `area/${area.id}`, kind: "area", area, path, rank: INSIDE, size });
      }
    }

    /** Ground of the theatre that no claim speaks of. */
    _paintHatch(context, view, held) {
      const ground = this._groundPath(view);
      if (!ground) return;
      context.save();
      context.clip(ground, "evenodd");
      fill(context, ground, this._hatch(context, view), 1);
      context.globalCompositeOperation = "destination-out";
      for (const { path } of held) fill(context, path, "#000", 1);
      context.restore();
    }

    _groundPath(view) {
      const unclaimed = this.frame.areas.filter((area) => area.party === null).map((area) => area.geometry);
      const outline = this.dataset.theatre.shape ?? null;
      if (outline !== null) unclaimed.push(this.dataset.shapes[outline]);
      if (unclaimed.length === 0) return null;
      const path = new Path2D();
      for (const geometry of unclaimed) path.addPath(this._outlines.on(view, geometry));
      return path;
    }

    _hatch(context, view) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = HATCH_PX;
      const pen = tile.getContext("2d");
      pen.strokeStyle = this.colours.neutral;
      pen.globalAlpha = 0.4;
      pen.lineWidth = 1;
      for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
        pen.beginPath();
        pen.moveTo(shift - 1, HATCH_PX + 1);
        pen.lineTo(shift + HATCH_PX + 1, -1);
        pen.stroke();
      }
      const pattern = context.createPattern(tile, "repeat");
      // Anchored to the ground, not to the canvas: the hatch does not swim while the map is dragged.
      pattern.setTransform(new DOMMatrix().translate(-(view.left % HATCH_PX), -(view.top % HATCH_PX)));
      return pattern;
    }

    _paintLine(context, view, line) {
      const path = this._outlines.on(view, line.geometry);
      const { ink, paper, neutral } = this.colours;
      if (line.band) {
        const band = this._outlines.on(view, line.band);
        fill(context, band, neutral, 0.16);
        stroke(context, band, neutral, 1, 0.55, [2, 4]);
      }
      context.lineCap = "round";
      stroke(context, path, paper, 7, 0.85);
      stroke(context, path, ink, 3, 1, line.style === "dashed" ? [9, 8] : []);
      context.lineCap = "butt";
      this._targets.push({ sel: `line/${line.id}`, kind: "line", line, path, rank: FRONT });
    }
  };

  function opacityOf({ probability, age_days: age }) {
    const certainty = Math.max(0, Math.min(1, (probability - 0.5) * 2));
    const fade = Math.max(0.5, 1 - (0.5 * (age || 0)) / HALF_AGE_DAYS);
    return (FAINTEST + (STRONGEST - FAINTEST) * certainty) * fade;
  }
})((window.TimeMap = window.TimeMap || {}));
