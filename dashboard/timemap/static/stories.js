// The panel of stories: those that come with the map, and one of one's own.
(function (TimeMap) {
  "use strict";

  const { make, button, fill } = TimeMap.dom;
  const { text } = TimeMap;
  const IN_LINK = /(?:^#|&)story=([\w-]+)/;

  TimeMap.addPanel({
    name: "stories",
    icon: "story",
    button: "story.button",
    order: 60,
    make: (app, handle) => new Stories(app, handle),
  });

  class Stories {
    #before = null; // the story that was replaced last
    #asked = false;

    constructor(app, handle) {
      Object.assign(this, { app, handle, offered: [] });
      this.memory = `timemap:story:${app.dataset.digest}`;
      this.story = this.#remembered();
      this.player = new TimeMap.StoryPlayer(app);
      this.steps = new TimeMap.StorySteps({
        read: () => this.story,
        change: (story, said) => this.#change(story, said),
        view: () => this.#view(),
        play: (n) => this.player.play(this.story, n),
      });
      this.element = this.#build();
      this.#acceptDrops();
      this.#show();
      this.#openLink();
    }

    /** What is on offer is fetched when the panel is first opened. */
    show(open) {
      if (!open || this.#asked) return;
      this.#asked = true;
      this.app.source.stories().then(
        (stories) => this.#offer(stories),
        () => (this.#asked = false),
      );
    }

    #build() {
      const press = (label, icon, onClick, more) => button(text(label), { icon, text: text(label), onClick, ...more });
      this.ready = make("ul", { class: "tm-rows tm-story-ready", "aria-labelledby": "tm-story-ready" });
      this.readyPart = make("section", { class: "tm-story-part", hidden: true }, [
        make("h4", { class: "tm-panel-heading", id: "tm-story-ready", text: text("story.ready") }),
        this.ready,
      ]);
      this.title = make("input", { class: "tm-search", type: "text", dir: "auto", maxlength: TimeMap.story.MOST.title, placeholder: text("story.title.hint"), "aria-label": text("story.title") });
      this.title.addEventListener("change", () => this.#change({ ...this.story, title: this.title.value.trim() }));
      this.hint = make("p", { class: "tm-search-help", text: text("story.hint") });
      this.file = make("input", { type: "file", accept: ".json,application/json", class: "tm-offscreen", tabindex: "-1", "aria-hidden": "true", on: { change: () => this.#openFile(this.file.files[0]) } });
      this.play = press("story.play", "play", () => this.player.play(this.story));
      this.save = press("story.download", "file", () => this.#download());
      this.link = press("story.copy", "link", () => this.#copyLink());
      this.clear = press("story.clear", "close", () => this.#change(TimeMap.story.empty(), text("story.cleared")));
      const open = press("story.open", "open", () => this.file.click());
      this.said = make("p", { class: "tm-story-said", role: "status", hidden: true });
      this.undo = make("button", { type: "button", class: "tm-link", text: text("story.undo"), hidden: true, on: { click: () => this.#undo() } });
      const own = make("section", { class: "tm-story-part" }, [
        make("h4", { class: "tm-panel-heading", text: text("story.own") }),
        this.title,
        this.hint,
        this.steps.element,
        this.said,
        this.undo,
        make("div", { class: "tm-story-actions" }, [this.play, this.save, this.link, open, this.clear, this.file]),
      ]);
      return make("div", { class: "tm-stories" }, [this.readyPart, own]);
    }

    #show() {
      const has = this.story.steps.length > 0;
      this.title.value = this.story.title;
      for (const press of [this.play, this.save, this.link]) press.hidden = !has;
      this.clear.hidden = !has && !this.story.title;
      this.hint.hidden = has;
      this.steps.show();
    }

    #offer(stories) {
      const known = new Set(this.offered.map((story) => JSON.stringify(story)));
      for (const each of stories) {
        try {
          const story = TimeMap.story.check(each, text("story.link"));
          if (!known.has(JSON.stringify(story))) this.offered.push(story);
        } catch (error) {
          console.info(error.message);
        }
      }
      this.readyPart.hidden = !this.offered.length;
      fill(this.ready, this.offered.map((story) => this.#ready(story)));
    }

    #ready(story) {
      const words = [
        make("p", { class: "tm-row-title", dir: "auto", text: story.title }),
        story.about && make("p", { class: "tm-row-detail", dir: "auto", text: story.about }),
      ];
      const play = button(text("story.play"), { icon: "play", text: text("story.play"), class: "tm-button tm-primary", onClick: () => this.player.play(story) });
      const copy = button(text("story.take"), { text: text("story.take"), onClick: () => this.#change(story, text("story.taken", { title: story.title })) });
      return make("li", { class: "tm-story-offer" }, [...words, make("div", { class: "tm-search-actions" }, [play, copy])]);
    }

    /** Put another story in place of one's own; with a sentence `said`, it can be taken back. */
    #change(story, said) {
      this.#before = said ? this.story : null;
      this.story = story;
      this.steps.rest();
      this.#remember();
      this.#say(said || "", false);
      this.#show();
    }

    #undo() {
      if (this.#before) this.#change(this.#before);
    }

    #say(sentence, wrong) {
      this.said.hidden = !sentence;
      this.said.textContent = sentence;
      this.said.classList.toggle("tm-wrong", wrong);
      this.undo.hidden = wrong || !sentence || !this.#before;
    }

    #view() {
      const { store, dataset, map } = this.app;
      const { lat, lng } = map.getCenter();
      return TimeMap.link.write({ ...store.get(), lat, lng, zoom: map.getZoom(), panel: null }, dataset);
    }

    #named() {
      return { ...this.story, title: this.story.title || text("story.untitled") };
    }

    #download() {
      const story = this.#named();
      const address = URL.createObjectURL(new Blob([TimeMap.story.write(story)], { type: "application/json" }));
      make("a", { href: address, download: TimeMap.story.fileName(story) }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    }

    async #copyLink() {
      try {
        const packed = await TimeMap.story.pack(this.#named());
        await TimeMap.dom.copy(this.#address(packed));
        this.#say(text("story.copied"), false);
      } catch (error) {
        this.#say(error instanceof TimeMap.story.StoryError ? error.message : text("copy.failed"), true);
      }
    }

    // After the hash: it is never sent to a server, and no server cuts it short.
    #address(packed) {
      const { store, dataset, options } = this.app;
      const url = new URL(TimeMap.link.href({ ...store.get(), panel: null }, dataset, options));
      const others = url.hash.slice(1).split("&").filter((part) => part && !part.startsWith("story="));
      url.hash = [...others, `story=${packed}`].join("&");
      return url.href;
    }

    async #openFile(file) {
      this.file.value = "";
      if (!file) return;
      try {
        const { FILE_BYTES, StoryError } = TimeMap.story;
        if (file.size > FILE_BYTES * 4) throw new StoryError(text("story.bad.large", { name: file.name }));
        const story = TimeMap.story.parse(await file.text(), file.name);
        this.#change(story, text("story.opened", { title: story.title }));
      } catch (error) {
        this.#say(error instanceof TimeMap.story.StoryError ? error.message : text("story.bad.json", { name: file.name }), true);
      }
    }

    #acceptDrops() {
      const holdsFile = (event) => [...event.dataTransfer.types].includes("Files");
      this.element.addEventListener("dragover", (event) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        this.element.classList.add("tm-dropping");
      });
      this.element.addEventListener("dragleave", () => this.element.classList.remove("tm-dropping"));
      this.element.addEventListener("drop", (event) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        this.element.classList.remove("tm-dropping");
        this.#openFile(event.dataTransfer.files[0]);
      });
    }

    /** A story in the address is played at once, and stays at hand in the panel. */
    async #openLink() {
      const [, packed] = IN_LINK.exec(TimeMap.link.page(this.app.options).location.hash) || [];
      if (!packed) return;
      try {
        const story = await TimeMap.story.unpack(packed);
        this.#offer([story]);
        this.player.play(story);
      } catch (error) {
        this.handle.open();
        this.#say(error.message, true);
      }
    }

    #remembered() {
      try {
        const kept = JSON.parse(localStorage.getItem(this.memory));
        // A story in the making may have no step yet.
        return kept && kept.steps.length ? TimeMap.story.check(kept, "") : TimeMap.story.empty();
      } catch (unreadable) {
        return TimeMap.story.empty();
      }
    }

    #remember() {
      try {
        localStorage.setItem(this.memory, JSON.stringify(this.story));
      } catch (refused) {
        // Without storage the story lives as long as the page; its file keeps it.
      }
    }
  }
})((window.TimeMap = window.TimeMap || {}));
