/* The ground of the map: sea, land, borders and names, from packs served with the app. */
(function (TimeMap) {
  "use strict";

  TimeMap.BASEMAP_COLOURS = {
    light: {
      sea: "#d9e3e8", shallow: "#e2eaee", land: "#f6f4ef", coast: "#a9bac4", river: "#c3d3db", border: "#b3a9a0",
      province: "#e0dad1", country: "#72675d", region: "#776c5e", city: "#5b6066", water: "#4b6878", halo: "#f9f8f4", waterHalo: "#dde6eb",
    },
    dark: {
      sea: "#10171d", shallow: "#141d24", land: "#1e262d", coast: "#35444f", river: "#35505f", border: "#5d6973",
      province: "#36424c", country: "#96a3ae", region: "#808d98", city: "#a9b4bd", water: "#7593a4", halo: "#182027", waterHalo: "#10171d",
    },
  };

  // Above the areas of control, below the marks.
  const NAMES_PANE = "tm-basemap-names";
  const NAMES_Z_INDEX = 410;
  const CREDIT =
    '<bdi dir="ltr">© <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">OpenStreetMap contributors</a>'
    + " (ODbL)</bdi> · <bdi>Natural Earth</bdi> · <bdi>GeoNames (CC BY)</bdi>";

  /**
   * Put the basemap on a Leaflet map.
   *
   * `urls.basemap` is the address of the packs; in a saved page `packs` holds them instead. `theme` is "light" or
   * "dark"; `colours` replaces single colours, {light: {...}, dark: {...}}. `ready` is a promise of the first map.
   */
  TimeMap.Basemap = class {
    constructor(map, { urls = {}, packs = null, theme = "light", colours = {} } = {}) {
      this._map = map;
      this._colours = colours;
      const read = packs ? TimeMap.packsWithin(packs) : TimeMap.packsFrom(urls.basemap);
      this._packs = new TimeMap.BasemapPacks(read, (tile) => this._refresh(tile));
      const chosen = this._themed(theme);
      this._tiles = new TimeMap.BasemapTiles(this._packs, chosen, { attribution: CREDIT }).addTo(map);
      map.createPane(NAMES_PANE).style.zIndex = NAMES_Z_INDEX;
      map.getPane(NAMES_PANE).style.pointerEvents = "none";
      this._names = new TimeMap.BasemapNames(map, this._packs, chosen, NAMES_PANE);
      map.getContainer().style.background = chosen.sea;
      this.ready = this._packs.open().catch((error) => {
        console.warn("Basemap: no map data came, marks are drawn on plain ground.", error);
      });
    }

    setTheme(theme) {
      const colours = this._themed(theme);
      this._map.getContainer().style.background = colours.sea;
      this._tiles.setColours(colours);
      this._names.setColours(colours);
    }

    /** Ground that names keep off; see TimeMap.BasemapNames. */
    setBlocked(kept) {
      this._names.setBlocked(kept);
    }

    /**
     * Names of a background over this one: `vector` is a TimeMap.VectorTiles that brings its own, null for none;
     * `named` tells that the background is a picture with names on it, so that there are none here.
     */
    setOverlay(vector, named) {
      this._names.setOverlay(vector, named);
    }

    /** Paint the names anew once others have come. */
    refreshNames() {
      cancelAnimationFrame(this._frame);
      this._frame = requestAnimationFrame(() => this._names.refresh());
    }

    _themed(theme) {
      const name = theme === "dark" ? "dark" : "light";
      return { ...TimeMap.BASEMAP_COLOURS[name], ...this._colours[name] };
    }

    _refresh(tile) {
      this._tiles.refresh(tile);
      // Several packs come at once; the names are painted when all of them are there.
      this.refreshNames();
    }
  };
})((window.TimeMap = window.TimeMap || {}));
