/* Colours for the theme of the moment, from the one palette. */
(function (TimeMap) {
  "use strict";

  TimeMap.Colours = class {
    constructor(dataset, theme) {
      this._dataset = dataset;
      this.theme = theme;
    }

    get ink() {
      return this._of(TimeMap.palette.ink);
    }

    get paper() {
      return this._of(TimeMap.palette.paper);
    }

    get accent() {
      return this._of(TimeMap.palette.accent);
    }

    get neutral() {
      return this._of(TimeMap.palette.neutral);
    }

    group(id) {
      return this._of(TimeMap.palette.groups[id].hue);
    }

    party(index) {
      const party = this._dataset.parties[index];
      return this._of((party && TimeMap.palette.slots[party.colour]) || TimeMap.palette.neutral);
    }

    /** Colour of the party that the reference record calls by id, short or full name. */
    named(name) {
      return this.party(this._dataset.parties.findIndex((party) => [party.id, party.short, party.name].includes(name)));
    }

    _of(hue) {
      return this.theme === "dark" ? hue.dark : hue.light;
    }
  };
})((window.TimeMap = window.TimeMap || {}));
