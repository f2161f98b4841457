// Layers to switch on and off, and what the marks mean.
(function (TimeMap) {
  "use strict";

  const { make } = TimeMap.dom;
  const { text } = TimeMap;

  TimeMap.addPanel({
    name: "legend",
    icon: "layers",
    button: "legend.label",
    order: 30,
    make: (app) => {
      const panel = new LayersPanel(app);
      panel.element.append(TimeMap.backgroundChoice(app));
      return panel;
    },
  });

  class LayersPanel {
    constructor(app) {
      const { dataset, store } = app;
      this.store = store;
      this.layers = new Map();
      this.line = new TimeMap.LineChoice(app);
      const legend = make("div", {});
      // What a mark means is what most open it for: only the switches, in little room, stand before it.
      this.element = make("div", {}, [this.#choices(), legend, this.line.element]);
      this.legend = new TimeMap.Legend(legend, dataset, store);
      store.subscribe(["layers"], (state) => this.#show(state));
      this.#show(store.get());
    }

    #choices() {
      const rows = TimeMap.link.LAYERS.map((layer) => {
        const box = make("input", { type: "checkbox", on: { change: () => this.#set(layer, box.checked) } });
        this.layers.set(layer, box);
        const words = make("span", { class: "tm-choice-text", text: text(`layer.${layer}`) });
        return make("label", { class: "tm-choice" }, [box, words]);
      });
      const heading = make("legend", { class: "tm-panel-heading", text: text("layers.label") });
      return make("fieldset", { class: "tm-fieldset tm-layers" }, [heading, ...rows]);
    }

    #set(layer, on) {
      const { layers } = this.store.get();
      this.store.set({ layers: TimeMap.link.LAYERS.filter((each) => (each === layer ? on : layers.includes(each))) });
    }

    #show({ layers }) {
      this.layers.forEach((box, layer) => (box.checked = layers.includes(layer)));
    }
  }
})((window.TimeMap = window.TimeMap || {}));
