/* What lies on the map, kept in step with the view state; clicks and hovering. */
(function (TimeMap) {
  "use strict";

  const PANES = { "tm-ground": 405, "tm-marks": 450, "tm-names": 460, "tm-pick": 470 };
  const TOUCH_PX = 14;
  const POINTER_PX = 4;

  TimeMap.Layers = class {
    /**
     * `blocked(kept)`: see TimeMap.Names. `options` are for a second view beside this one (swipe.js): `suffix` of
     * the names of its panes.
     */
    constructor(map, dataset, control, store, index, blocked = () => {}, { suffix = "" } = {}) {
      Object.assign(this, { map, dataset, control, store, index, suffix });
      /** Whether a point of the map's container belongs to this view. */
      this.holds = () => true;
      this._leave = [];
      this.colours = new TimeMap.Colours(dataset, store.get().theme);
      this.ground = new TimeMap.Ground(dataset, control, this.colours);
      this.marks = new TimeMap.Marks(dataset, index, this.colours);
      this.names = new TimeMap.Names(dataset, this.marks, this.colours, blocked);
      this.hovered = null;
      this.stepMs = 0;
      this._addCanvases();
      this._tooltip = new TimeMap.Tooltip(map.getContainer());
      this._listen();
      this.update(store.get());
    }

    /** Marks inside the map now: [{sel, label, lat, lon}], most telling first. */
    listVisible() {
      const size = this.map.getSize();
      const seen = new Set();
      const listed = [];
      for (const hit of [...this.marks.hits].sort((a, b) => b.rank - a.rank)) {
        const point = this._onMap(hit);
        const sel = this._selOf(hit);
        if (!sel || seen.has(sel) || point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y) continue;
        seen.add(sel);
        const { lat, lng } = this.map.containerPointToLatLng(point);
        listed.push({ sel, label: this._describe(hit).join(", "), lat, lon: lng });
      }
      return listed;
    }

    /** Bring everything in step with a state. */
    update(state) {
      const started = performance.now();
      const visible = this.index.query(state);
      this.marks.layers = this.ground.layers = new Set(state.layers);
      this.marks.visible = visible;
      this._updateGround(state, visible);
      this._marksCanvas.repair((context, view) => this.marks.repair(context, view));
      // Setting type is slow: names are painted when others show, not at every step.
      if (this.names.changed(this._namesCanvas.view)) this._namesCanvas.repaint();
      else this.names.tell(this._namesCanvas.view);
      if (state.sel || this.hovered) this._pickCanvas.repaint();
      this.stepMs = performance.now() - started;
    }

    /** The ground is painted anew only when something on it changed: most steps leave it as it is. */
    _updateGround(state, visible) {
      const frame = TimeMap.frameAt(this.control, state, visible.last);
      const shaped = this._shapedPlaces(visible);
      const drawn = [state.line, state.known, state.without, state.drawn];
      const signature = JSON.stringify([frame && frame.day, drawn, state.layers, shaped, state.theme]);
      if (frame !== this._frame) this.marks.controls = frame ? this._located(frame.places) : [];
      this._frame = frame;
      if (signature === this._groundSignature) return;
      this._groundSignature = signature;
      this.ground.frame = frame;
      this.ground.shapedPlaces = shaped;
      this._groundCanvas.repaint();
    }

    _shapedPlaces(visible) {
      return this.marks.sites.shaped.filter((place) => visible.mentionCountByPlace[place]);
    }

    /** Places of a frame that can be drawn, each with its place in the payload where a claim on it tells which. */
    _located(controls) {
      const located = controls.filter((control) => control.lat !== null && control.lon !== null);
      return located.map((control) => ({ ...control, place: control.place ?? this._placeOfClaims(control.evidence) }));
    }

    _placeOfClaims(keys) {
      for (const key of keys) {
        const row = key.startsWith("claim/") ? this.dataset.rowOf("claim", key.slice("claim/".length)) : -1;
        if (row >= 0 && this.dataset.claim.place[row] !== TimeMap.NONE) return this.dataset.claim.place[row];
      }
      return null;
    }

    _addCanvases() {
      for (const [name, level] of Object.entries(PANES)) {
        const pane = this.map.createPane(name + this.suffix);
        this._leave.push(() => pane.remove());
        pane.style.zIndex = level;
        pane.style.pointerEvents = "none";
      }
      const add = (pane, paint) => {
        const canvas = new TimeMap.CanvasLayer(pane + this.suffix, paint).addTo(this.map);
        this._leave.unshift(() => canvas.remove());
        return canvas;
      };
      this._groundCanvas = add("tm-ground", (context, view) => this.ground.paint(context, view));
      this._marksCanvas = add("tm-marks", (context, view) => this.marks.paint(context, view));
      this._namesCanvas = add("tm-names", (context, view) => this.names.paint(context, view));
      this._pickCanvas = add("tm-pick", (context, view) => this._paintPicked(context, view));
    }

    _listen() {
      const drawn = ["first", "last", "mode", "layers", "line", "known", "without", "drawn", ...TimeMap.FILTERS];
      this._leave.push(
        this.store.subscribe(drawn, (state) => this.update(state)),
        this.store.subscribe(["sel"], () => this._pickCanvas.repaint()),
        this.store.subscribe(["theme"], (state) => this._setTheme(state)),
      );
      const heard = {
        click: (event) => this._click(event),
        mousemove: (event) => this._move(event),
        "mouseout movestart zoomstart": () => this._hover(null),
        zoomend: () => this._prepareZooms(),
      };
      for (const [name, hear] of Object.entries(heard)) {
        this.map.on(name, hear);
        this._leave.push(() => this.map.off(name, hear));
      }
      this._prepareZooms();
    }

    /** Take everything off the map again. */
    remove() {
      this._hover(null);
      for (const leave of this._leave) leave();
    }

    /** Show only a part of the map, in pixels of its container from the left; null for all of it. */
    clip(range) {
      const corner = this.map.containerPointToLayerPoint([0, 0]);
      const { y: height } = this.map.getSize();
      const [left, right] = (range || []).map((x) => Math.round(corner.x + x));
      const area = `polygon(${left}px ${corner.y}px, ${right}px ${corner.y}px, ${right}px ${corner.y + height}px, ${left}px ${corner.y + height}px)`;
      for (const name of Object.keys(PANES)) this.map.getPane(name + this.suffix).style.clipPath = range ? area : "";
    }

    _setTheme(state) {
      this.colours.theme = state.theme;
      this.marks.forget();
      this.update(state);
    }

    _click({ containerPoint, originalEvent }) {
      if (!this.holds(containerPoint)) return;
      const hit = this._hitAt(containerPoint, originalEvent && originalEvent.pointerType === "touch");
      const sel = hit ? this._cycle(hit) : null;
      this.store.set({ sel, n: 1 });
    }

    /** A second click on a stack of events goes to the next of them. */
    _cycle(hit) {
      if (hit.kind !== "event" || hit.count < 2) return this._selOf(hit);
      const stack = this.marks.stackOf(hit, this.map.getZoom()).map((row) => this._eventSel(row));
      const at = stack.indexOf(this.store.get().sel);
      return stack[(at + 1) % stack.length] || this._selOf(hit);
    }

    _move({ containerPoint }) {
      if (this._pending) return;
      this._pending = requestAnimationFrame(() => {
        this._pending = 0;
        this._hover(this.holds(containerPoint) ? this._hitAt(containerPoint, false) : null, containerPoint);
      });
    }

    /** Make ready the clusters of the zooms beside this one while the browser has nothing to do. */
    _prepareZooms() {
      if (!window.requestIdleCallback) return;
      for (const step of [-1, 1, -0.5, 0.5]) {
        requestIdleCallback(() => this.marks.prepare(this.map.getZoom() + step));
      }
    }

    _hover(hit, point) {
      const container = this.map.getContainer();
      container.classList.toggle("tm-pointing", Boolean(hit));
      const changed = this._keyOf(hit) !== this._keyOf(this.hovered);
      this.hovered = hit;
      if (changed) {
        if (hit) this._tooltip.show(this._describe(hit));
        else this._tooltip.hide();
        this._pickCanvas.repaint();
      }
      if (hit) this._tooltip.moveTo(point);
    }

    _keyOf(hit) {
      return hit ? `${hit.kind} ${hit.sel || hit.row || hit.place || hit.fact || 0} ${hit.x} ${hit.y}` : "";
    }

    /** The topmost thing under a pixel of the map: events, facts, places, names, then the ground. */
    _hitAt(containerPoint, touch) {
      const { x, y } = this._marksCanvas.fromContainer(containerPoint);
      const reach = touch ? TOUCH_PX : POINTER_PX;
      const { nearest } = TimeMap.hits;
      const found = nearest(this.marks.hits, x, y, reach) || nearest(this.names.hits, x, y, touch ? reach : 1);
      return found || this.ground.hit(this._groundCanvas._context, x, y, touch);
    }

    _onMap(hit) {
      return this.map.layerPointToContainerPoint(this._marksCanvas._origin.add(L.point(hit.x, hit.y)));
    }

    _selOf(hit) {
      if (hit.sel) return hit.sel;
      if (hit.kind === "event") return this._eventSel(hit.row);
      if (hit.kind === "fact") return `fact/${hit.fact}`;
      if (hit.place !== null && hit.place !== undefined) return `place/${this.dataset.places[hit.place].id}`;
      return hit.control && hit.control.evidence.length ? hit.control.evidence[0] : null;
    }

    _eventSel(row) {
      return `event/${this.dataset.hexId("event", row)}`;
    }

    /** Lines of words for a hit, the first its title. */
    _describe(hit) {
      return TimeMap.describe(hit, { dataset: this.dataset, marks: this.marks, zoom: this.map.getZoom() });
    }

    _paintPicked(context, view) {
      const { sel } = this.store.get();
      if (!sel && !this.hovered) return false;
      if (sel) this._paintSelected(context, view, sel);
      if (this.hovered && this.hovered.x !== undefined) TimeMap.hits.ring(context, this.hovered, this.colours.ink, 1.5);
      else if (this.hovered) this.ground.highlight(context, view, this.hovered.sel);
      return true;
    }

    _paintSelected(context, view, sel) {
      const found = this._picked(sel);
      for (const hit of found) TimeMap.hits.ring(context, hit, this.colours.accent, 3);
      if (found.length) return;
      if (/^(line|area|place)\//.test(sel)) this.ground.highlight(context, view, sel);
      if (sel.startsWith("event/")) this._paintStacked(context, view, sel);
    }

    /** Hits of a selection: every member of a group, else the widest, so that a circle and its ring are marked once. */
    _picked(sel) {
      const found = this.marks.hits.filter((hit) => this._selOf(hit) === sel);
      if (found.length && this.marks.sites.groups.has(found[0].place)) return found;
      return found.sort((a, b) => b.radius - a.radius).slice(0, 1);
    }

    /** An event that stands in a stack under another: mark the stack. */
    _paintStacked(context, view, sel) {
      const row = this.dataset.rowOf("event", sel.slice("event/".length, "event/".length + 16));
      const hit = row < 0 ? null : this.marks.hitOfEvent(row, view.zoom);
      if (hit) TimeMap.hits.ring(context, hit, this.colours.accent, 3);
    }
  };
})((window.TimeMap = window.TimeMap || {}));
