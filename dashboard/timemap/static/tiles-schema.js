/* What the layers of vector tiles mean, whoever made them: OpenMapTiles, Protomaps or Shortbread. */
(function (TimeMap) {
  "use strict";

  const LINE = 2;
  const AREA = 3;
  const GREEN = new Set(
    ("wood forest park grass grassland scrub heath meadow nature_reserve national_park garden cemetery orchard vineyard "
      + "wetland village_green recreation_ground golf_course allotments protected_area pitch playground marsh swamp").split(" "),
  );
  const BUILT = new Set(
    ("residential commercial industrial retail suburb quarter neighbourhood hospital school university college urban_area "
      + "military railway aerodrome airfield kindergarten").split(" "),
  );
  const ROADS = {
    motorway: "highway", trunk: "highway", highway: "highway", motorway_link: "highway", trunk_link: "highway",
    primary: "major", secondary: "major", major_road: "major", tertiary: "major", runway: "major", medium_road: "major",
    minor: "minor", minor_road: "minor", residential: "minor", unclassified: "minor", living_street: "minor",
    street: "minor", taxiway: "minor", busway: "minor", street_limited: "minor", pedestrian: "minor",
    service: "path", track: "path", path: "path", footway: "path", cycleway: "path", steps: "path", bridleway: "path",
    rail: "rail", light_rail: "rail", narrow_gauge: "rail", subway: "rail", tram: "rail", transit: "rail",
  };
  // Zooms of the map from which a kind of place is named.
  const PLACES = {
    city: 5, town: 9, borough: 11, village: 12, suburb: 12, macrohood: 12, district: 12,
    quarter: 14, neighbourhood: 14, hamlet: 14, locality: 14, isolated_dwelling: 15, island: 10, islet: 14,
  };

  const kindOf = (tags) => tags.kind ?? tags.class ?? tags.subclass ?? "";

  function waterOf(tags, type) {
    if (type === LINE) return "waterway";
    return type === AREA ? (kindOf(tags) === "ocean" ? "ocean" : "water") : null;
  }

  function groundOf(tags, type) {
    if (type !== AREA) return null;
    if (GREEN.has(kindOf(tags)) || GREEN.has(tags.subclass)) return "green";
    return BUILT.has(kindOf(tags)) ? "built" : null;
  }

  function borderOf(tags, type) {
    if (type !== LINE || tags.maritime === 1 || tags.maritime === true) return null;
    const level = Number(tags.admin_level ?? tags.kind_detail ?? (tags.kind === "country" ? 2 : 4));
    if (level <= 2) return tags.disputed ? "disputed" : "border";
    return level <= 4 ? "province" : null;
  }

  function roadOf(tags, type) {
    if (type !== LINE) return null;
    if (tags.rail === true) return "rail";
    return ROADS[tags.kind] ?? ROADS[tags.class] ?? ROADS[tags.kind_detail] ?? null;
  }

  const buildingOf = (tags, type) => (type === AREA ? "building" : null);

  const LAYERS = {
    earth: (tags, type) => (type === AREA ? "earth" : null),
    ocean: (tags, type) => (type === AREA ? "ocean" : null),
    water: waterOf, water_polygons: waterOf, water_lines: waterOf, waterway: waterOf,
    landuse: groundOf, landcover: groundOf, land: groundOf, park: groundOf, sites: groundOf,
    building: buildingOf, buildings: buildingOf,
    boundary: borderOf, boundaries: borderOf,
    transportation: roadOf, roads: roadOf, streets: roadOf, aeroway: roadOf,
  };
  const STREET_NAMES = new Set(["transportation_name", "street_labels", "roads"]);
  const PLACE_NAMES = new Set(["place", "places", "place_labels"]);

  TimeMap.tileSchema = {
    /** Whether a layer is drawn or read for names. */
    knows: (layer) => layer in LAYERS || STREET_NAMES.has(layer) || PLACE_NAMES.has(layer),

    /** How a feature is drawn, null when it is not: one of TimeMap.TILE_STYLES. */
    styleOf: (layer, tags, type) => (layer in LAYERS ? LAYERS[layer](tags, type) : null),

    /** Whether the lines of a layer carry the names of streets. */
    hasStreets: (layer) => STREET_NAMES.has(layer),

    /** The zoom from which a place is named, null when it is none. */
    firstZoom(layer, tags) {
      if (!PLACE_NAMES.has(layer)) return null;
      return PLACES[tags.kind_detail] ?? PLACES[kindOf(tags)] ?? null;
    },

    /** The name in the language of the interface, else the local one. */
    nameOf(tags) {
      const language = TimeMap.language();
      const name = tags[`name:${language}`] ?? tags[`name_${language}`] ?? (language === "en" ? tags["name:latin"] : null) ?? tags.name;
      return typeof name === "string" ? name.slice(0, 80) : "";
    },
  };
})((window.TimeMap = window.TimeMap || {}));
