// Elements made by hand: text goes in as text, never as markup.
(function (TimeMap) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  // Strokes in a 20 x 20 box.
  const ICONS = {
    play: ["M6 4l10 6-10 6z"],
    pause: ["M6 4h3v12H6z", "M11 4h3v12h-3z"],
    back: ["M12.5 4.5L7 10l5.5 5.5"],
    forward: ["M7.5 4.5L13 10l-5.5 5.5"],
    previous: ["M14 4.5L8.5 10l5.5 5.5", "M5.5 4.5v11"],
    next: ["M6 4.5l5.5 5.5L6 15.5", "M14.5 4.5v11"],
    close: ["M5 5l10 10", "M15 5L5 15"],
    filter: ["M3 5h14", "M6 10h8", "M8.5 15h3"],
    layers: ["M10 3l7 4-7 4-7-4z", "M3 11l7 4 7-4"],
    list: ["M7 5h10", "M7 10h10", "M7 15h10", "M3 5h.5", "M3 10h.5", "M3 15h.5"],
    link: ["M8.5 11.5l3-3", "M9.5 6.5l2-2a2.8 2.8 0 0 1 4 4l-2 2", "M10.5 13.5l-2 2a2.8 2.8 0 0 1-4-4l2-2"],
    loop: ["M4 9a5 5 0 0 1 5-4h5", "M12 2.5L14.5 5 12 7.5", "M16 11a5 5 0 0 1-5 4H6", "M8 17.5L5.5 15 8 12.5"],
    options: ["M4 6h6", "M14 6h2", "M12 4v4", "M4 14h2", "M10 14h6", "M8 12v4"],
    plus: ["M10 5v10", "M5 10h10"],
    minus: ["M5 10h10"],
    quote: ["M4 5h12v8H9l-3 3v-3H4z"],
    open: ["M8 5H5v10h10v-3", "M11 4h5v5", "M16 4l-7 7"],
    check: ["M4.5 10.5l3.5 3.5 7.5-8"],
    chevron: ["M6 8l4 4 4-4"],
    share: ["M13 5.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", "M13 14.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", "M3 10a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", "M6.8 9.1l6.4-2.8", "M6.8 10.9l6.4 2.8"],
    image: ["M3.5 4h13v12h-13z", "M6 13.5l3.2-4 2.3 2.6 1.7-1.8 2.3 3.2", "M7 7.3h.5"],
    file: ["M5.5 2.5h6l3.5 3.5v11.5H5.5z", "M11.5 2.5V6H15", "M10.2 9v5", "M8 12l2.2 2.2 2.3-2.2"],
    compare: ["M3 4h6v12H3z", "M11 4h6v12h-6z", "M11 12l4-8", "M12 16l5-10"],
    language: ["M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14z", "M3 10h14", "M10 3c-4.5 4-4.5 10 0 14", "M10 3c4.5 4 4.5 10 0 14"],
    story: ["M3 5c3-1.2 5-.8 7 .8v10C8 14.2 6 13.800 3 15z", "M17 5c-3-1.2-5-.8-7 .8v10c2-1.6 4-2 7-.8z"],
    up: ["M6 12l4-4 4 4"],
    edit: ["M4 16l.8-3.2L13 4.600l2.400 2.400-8.200 8.200z", "M11.500 6.100l2.400 2.400"],
    search: ["M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4z", "M12.8 12.8L16.5 16.5"],
  };
  const SOLID = new Set(["play", "pause"]);

  /**
   * Make an element.
   *
   * `properties`: `text` becomes textContent, `on` maps events to listeners, `style` maps CSS
   * properties; anything else is an attribute (`true` is an empty one, `null` and `false` none).
   */
  function make(tag, properties, children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name === "text") element.textContent = value;
      else if (name === "on") for (const [event, fn] of Object.entries(value)) element.addEventListener(event, fn);
      else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
      else setAttribute(element, name, value);
    }
    for (const child of children || []) if (child) element.append(child);
    return element;
  }

  function setAttribute(element, name, value) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }

  function svg(size, paths, properties) {
    const element = document.createElementNS(SVG, "svg");
    const attributes = { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true", focusable: "false", ...properties };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const d of paths) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", d);
      element.append(path);
    }
    return element;
  }

  /** One line of several parts, such as title and date: each keeps its own direction, the line that of the interface. */
  function parts(list, properties) {
    const kept = list.filter(Boolean);
    return make("span", properties, kept.flatMap((part, i) => [i ? " · " : null, make("bdi", { text: part })]));
  }

  /** A decorative icon that takes the colour of the text around it. */
  function icon(name) {
    return svg(20, ICONS[name] || [], { class: SOLID.has(name) ? "tm-icon tm-icon-solid" : "tm-icon" });
  }

  /** The symbol of an event type, as drawn on the map. */
  function symbol(name) {
    return svg(16, [TimeMap.symbols[name] || TimeMap.symbols.circle], { class: "tm-symbol" });
  }

  /** A button; with an `icon` and no visible `text`, the label is read aloud and shown on hover. */
  function button(label, options) {
    const { icon: name, text, onClick, ...attributes } = options || {};
    const properties = { type: "button", class: "tm-button", ...attributes, on: { click: onClick } };
    if (!text) Object.assign(properties, { "aria-label": label, title: label });
    return make("button", properties, [name && icon(name), text && make("span", { text })]);
  }

  /** Replace an element's children. */
  function fill(element, children) {
    element.replaceChildren(...children.filter(Boolean));
  }

  /** Put `text` on the clipboard; rejects where the browser refuses. */
  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        return await navigator.clipboard.writeText(text);
      } catch (refusal) {
        // A frame without the permission still has the older way.
      }
    }
    const field = make("textarea", { class: "tm-offscreen", "aria-hidden": "true", readonly: true });
    field.value = text;
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (before) before.focus({ preventScroll: true });
    if (!done) throw new Error("copy refused");
  }

  /** A button that copies `read()` and says so for two seconds; an `icon` of its own hides the label. */
  function copyButton(label, read, options) {
    const { icon: name, ...attributes } = options || {};
    const iconOnly = /\btm-round\b/.test(attributes.class);
    const words = make("span", { class: iconOnly ? "tm-offscreen" : null, text: label });
    const status = make("span", { class: "tm-said", role: "status" });
    const picture = make("span", { class: "tm-picture" }, [icon(name || "link")]);
    let timer = 0;
    const say = (text, done) => {
      status.textContent = text;
      picture.replaceChildren(icon(done ? "check" : name || "link"));
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          status.textContent = "";
          picture.replaceChildren(icon(name || "link"));
        },
        done ? 2000 : 6000,
      );
    };
    const run = () =>
      copy(read()).then(
        () => say(TimeMap.text("copy.done"), true),
        () => say(TimeMap.text("copy.failed"), false),
      );
    const properties = { type: "button", title: iconOnly ? label : null, ...attributes, on: { click: run } };
    return make("span", { class: "tm-copy" }, [make("button", properties, [picture, words]), status]);
  }

  /** A question with a few answers, one of which holds: the view state's `key`. The texts are `<key>.<value>`. */
  function radios(key, values, label, store) {
    const inputs = new Map();
    const counts = new Map();
    const rows = values.map((value) => {
      const choose = () => store.set({ [key]: value });
      const input = make("input", { type: "radio", name: `tm-${key}`, value, on: { change: choose } });
      inputs.set(value, input);
      counts.set(value, make("span", { class: "tm-count" }));
      const words = make("span", { class: "tm-choice-text", text: TimeMap.text(`${key}.${value}`) });
      return make("label", { class: "tm-choice" }, [input, words, counts.get(value)]);
    });
    const legend = make("legend", { class: "tm-panel-heading", text: TimeMap.text(label) });
    const show = (value) => inputs.forEach((input, each) => (input.checked = each === value));
    return { element: make("fieldset", { class: "tm-fieldset" }, [legend, ...rows]), show, counts };
  }

  TimeMap.dom = { make, parts, icon, symbol, button, fill, copy, copyButton, radios };
})((window.TimeMap = window.TimeMap || {}));
