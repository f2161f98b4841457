// A note while the days shown hold no event: the way to the nearest days that do.
(function (TimeMap) {
  "use strict";

  const { text } = TimeMap;
  const NAME = "empty";
  const REST_MS = 700; // days without events go by while the slider moves

  TimeMap.EmptyDays = class {
    #look = TimeMap.putOff(() => this.#tell());

    constructor(playback, store, notices) {
      Object.assign(this, { playback, store, notices });
      const follow = () => this.#follow();
      store.subscribe(["first", "last", "mode", ...TimeMap.FILTERS], follow);
      playback.onChange(follow);
      follow();
    }

    get #isEmpty() {
      return !this.playback.playing && this.playback.count(this.store.get()) === 0;
    }

    #follow() {
      if (this.#isEmpty) return this.#look(REST_MS);
      this.#look.stop();
      this.notices.clear(NAME);
    }

    #tell() {
      if (!this.#isEmpty) return;
      const near = [["empty.before", -1], ["empty.after", 1]].flatMap(([key, direction]) => this.#way(key, direction));
      // Where no day has an event, the filters or the search say so.
      if (near.length) this.notices.say(NAME, text("empty.window"), near, "none");
      else this.notices.clear(NAME);
    }

    #way(key, direction) {
      const day = this.playback.nearest(direction);
      if (day === null) return [];
      return [{ label: text(key, { date: TimeMap.calendar.format(day) }), run: () => this.playback.jump(direction) }];
    }
  };
})((window.TimeMap = window.TimeMap || {}));
