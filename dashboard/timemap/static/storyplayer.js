// A story told: its caption over the map, the map in the view of the step.
(function (TimeMap) {
  "use strict";

  const { make, button } = TimeMap.dom;
  const { text } = TimeMap;
  const FLY_SECONDS = 1.4;

  /** Shows one step at a time; `app` as a panel gets it. */
  TimeMap.StoryPlayer = class {
    constructor(app) {
      Object.assign(this, { app, story: null, n: 0 });
      const { stage } = app.shell;
      this.name = make("p", { class: "tm-story-name", dir: "auto" });
      this.title = make("h3", { class: "tm-story-title", id: "tm-story-title", tabindex: "-1", dir: "auto" });
      this.caption = make("p", { class: "tm-story-caption", dir: "auto" });
      this.progress = make("p", { class: "tm-story-count" });
      this.live = make("p", { class: "tm-offscreen", role: "status" });
      const act = (label, icon, onClick) => button(text(label), { icon, class: "tm-button tm-round", onClick });
      this.previous = act("story.previous", "back", () => this.go(this.n - 1));
      this.next = act("story.next", "forward", () => this.go(this.n + 1));
      const steps = make("div", { class: "tm-story-steps" }, [this.previous, this.progress, this.next]);
      const head = make("header", { class: "tm-story-head" }, [this.name, steps, act("story.end", "close", () => this.stop())]);
      this.element = make("section", { class: "tm-story-card", "aria-labelledby": "tm-story-title", hidden: true }, [
        head,
        make("div", { class: "tm-story-words" }, [this.title, this.caption]),
        this.live,
      ]);
      this.element.addEventListener("keydown", (event) => this.#key(event));
      stage.append(this.element);
    }

    play(story, n = 0) {
      this.before = document.activeElement;
      this.story = story;
      this.element.hidden = false;
      this.app.shell.stage.dataset.story = "on";
      this.go(n);
    }

    /** End the story; the map stays as it is. */
    stop() {
      const had = this.element.contains(document.activeElement);
      this.story = null;
      this.element.hidden = true;
      delete this.app.shell.stage.dataset.story;
      if (!had) return;
      // What opened it may be hidden with its panel by now.
      const seen = this.before && this.before.getClientRects().length;
      (seen ? this.before : this.app.map.getContainer()).focus({ preventScroll: true });
    }

    go(n) {
      if (!this.story || n < 0 || n >= this.story.steps.length) return;
      this.n = n;
      const { title, caption, view } = this.story.steps[n];
      const progress = text("story.progress", { n: n + 1, total: this.story.steps.length });
      this.name.textContent = this.story.title;
      this.title.textContent = title;
      this.caption.textContent = caption;
      this.progress.textContent = progress;
      this.live.textContent = `${progress}. ${title}. ${caption}`;
      this.previous.disabled = n === 0;
      this.next.disabled = n === this.story.steps.length - 1;
      this.element.querySelector(".tm-story-words").scrollTop = 0;
      this.#show(view);
      // A mark that is chosen takes the focus to its evidence: here it stays with the story.
      this.title.focus({ preventScroll: true });
    }

    #show(view) {
      const { store, dataset, control, timeline } = this.app;
      if (timeline) timeline.playback.pause();
      const { lat, lng, zoom, ...state } = { ...TimeMap.link.defaults(dataset), ...TimeMap.link.read(view, dataset, control), panel: null };
      store.set(state);
      store.flush();
      if (lat !== null && zoom !== null) this.#move([lat, lng], zoom);
    }

    #move(center, zoom) {
      const { map, store } = this.app;
      const at = this.n;
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return map.setView(center, zoom, { animate: false });
      // After the drawer, which moves the map for a mark that it would cover.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        if (!this.story || this.n !== at) return;
        // It ends what moves the map by itself; `map.stop` would first zoom to a full step, and that would end the flight.
        map.flyTo(center, zoom, { duration: FLY_SECONDS });
        // Where the map was is no place to be brought back to while it flies: the view has none until it is there.
        store.set({ lat: null, lng: null, zoom: null });
      }));
    }

    #key(event) {
      if (!this.story || event.altKey || event.ctrlKey || event.metaKey) return;
      const forward = TimeMap.isRightToLeft() ? "ArrowLeft" : "ArrowRight";
      const back = TimeMap.isRightToLeft() ? "ArrowRight" : "ArrowLeft";
      const last = this.story.steps.length - 1;
      const to = { [forward]: this.n + 1, PageDown: this.n + 1, [back]: this.n - 1, PageUp: this.n - 1, Home: 0, End: last }[event.key];
      if (event.key === "Escape") this.stop();
      else if (to !== undefined) this.go(to);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
  };
})((window.TimeMap = window.TimeMap || {}));
