/* Mapbox vector tiles (version 2 of their specification): from bytes to layers of features. */
(function (TimeMap) {
  "use strict";

  const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
  const [MOVE, LINE, CLOSE] = [1, 2, 7];
  const MOST_FEATURES = 200000; // of one layer: a sound one has hundreds

  class Fields {
    constructor(bytes, start = 0, end = bytes.length) {
      Object.assign(this, { bytes, at: start, end });
    }

    /** Call the reader of each field by its number; fields without one are left out. */
    each(readers) {
      while (this.at < this.end) {
        const tag = this.number();
        const field = Math.floor(tag / 8);
        if (readers[field]) readers[field](this);
        else this.skip(tag % 8);
      }
    }

    number() {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        if (this.at >= this.end) throw new RangeError("the tile ends too early");
        const byte = this.bytes[this.at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    }

    signed() {
      return unzigzag(this.number());
    }

    part() {
      const length = this.number();
      const start = this.at;
      if (start + length > this.end) throw new RangeError("the tile ends too early");
      this.at += length;
      return new Fields(this.bytes, start, start + length);
    }

    text() {
      const { at, end } = this.part();
      return new TextDecoder().decode(this.bytes.subarray(at, end));
    }

    numbers() {
      const part = this.part();
      const found = [];
      while (part.at < part.end) found.push(part.number());
      return found;
    }

    real(bytes) {
      const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, bytes);
      this.at += bytes;
      return bytes === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
    }

    skip(type) {
      if (type === VARINT) this.number();
      else if (type === FIXED64) this.at += 8;
      else if (type === BYTES) this.part();
      else if (type === FIXED32) this.at += 4;
      else throw new RangeError("this is no vector tile");
    }
  }

  const unzigzag = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

  /**
   * Layers of a tile: [{name, extent, features: [{type, geometry, tags}]}]; `wanted(name)` chooses them.
   * `type` is 1 for points, 2 for lines, 3 for areas; `tags` has no prototype; `geometry` is for TimeMap.traceMvt.
   */
  TimeMap.decodeMvt = function (buffer, wanted = () => true) {
    const layers = [];
    new Fields(new Uint8Array(buffer)).each({
      3: (tile) => {
        const layer = readLayer(tile.part(), wanted);
        if (layer) layers.push(layer);
      },
    });
    return layers;
  };

  function readLayer(fields, wanted) {
    const layer = { name: "", extent: 4096, features: [] };
    const [keys, values, parts] = [[], [], []];
    fields.each({
      1: (at) => (layer.name = at.text()),
      2: (at) => parts.push(at.part()),
      3: (at) => keys.push(at.text()),
      4: (at) => values.push(readValue(at.part())),
      5: (at) => (layer.extent = at.number() || 4096),
    });
    if (!wanted(layer.name)) return null;
    layer.features = parts.slice(0, MOST_FEATURES).map((part) => readFeature(part, keys, values));
    return layer;
  }

  function readFeature(fields, keys, values) {
    const feature = { type: 0, geometry: [], tags: Object.create(null) };
    let pairs = [];
    fields.each({
      2: (at) => (pairs = at.numbers()),
      3: (at) => (feature.type = at.number()),
      4: (at) => (feature.geometry = at.numbers()),
    });
    for (let i = 0; i + 1 < pairs.length; i += 2) feature.tags[keys[pairs[i]]] = values[pairs[i + 1]];
    return feature;
  }

  function readValue(fields) {
    let value = null;
    fields.each({
      1: (at) => (value = at.text()),
      2: (at) => (value = at.real(4)),
      3: (at) => (value = at.real(8)),
      4: (at) => (value = at.number()),
      5: (at) => (value = at.number()),
      6: (at) => (value = at.signed()),
      7: (at) => (value = at.number() > 0),
    });
    return value;
  }

  /** Tell `pen` ({moveTo, lineTo, closePath}) the way of a geometry, in steps of the tile's grid. */
  TimeMap.traceMvt = function (geometry, pen) {
    let [x, y, at] = [0, 0, 0];
    while (at < geometry.length) {
      const command = geometry[at] % 8;
      let left = Math.floor(geometry[at++] / 8);
      if (command === CLOSE) {
        pen.closePath();
        continue;
      }
      if (command !== MOVE && command !== LINE) return;
      for (; left > 0 && at + 1 < geometry.length; left--) {
        x += unzigzag(geometry[at++]);
        y += unzigzag(geometry[at++]);
        if (command === MOVE) pen.moveTo(x, y);
        else pen.lineTo(x, y);
      }
    }
  };
})((window.TimeMap = window.TimeMap || {}));
