/* A story: views of the map in order, with captions; its file and its link (docs/stories.md). */
(function (TimeMap) {
  "use strict";

  const FORMAT = "timemap-story";
  const VERSION = 1;
  const MOST = { steps: 100, title: 200, about: 2000, caption: 4000, view: 4000, article: 200 };
  const FILE_BYTES = 1_000_000;
  const LINK_LETTERS = 8000;

  /** What is wrong with a story, in one sentence fit for the screen. */
  class StoryError extends Error {}

  const refuse = (key, values) => {
    throw new StoryError(TimeMap.text(`story.bad.${key}`, values));
  };
  const isText = (value, most) => typeof value === "string" && value.length <= most;

  /** The story in a text, checked; throws a StoryError. `name` is what the sentence calls it. */
  function parse(text, name) {
    if (text.length > FILE_BYTES) refuse("large", { name });
    let value;
    try {
      value = JSON.parse(text);
    } catch (malformed) {
      refuse("json", { name });
    }
    return check(value, name);
  }

  /** A story with the fields it may have and no others. */
  function check(value, name) {
    if (!value || typeof value !== "object" || value.format !== FORMAT) refuse("json", { name });
    if (value.version !== VERSION) refuse("version", { name, version: String(value.version).slice(0, 20) });
    const { title, about = "", articles = [], steps } = value;
    if (!isText(title, MOST.title) || !isText(about, MOST.about)) refuse("title", { name, most: MOST.title });
    if (!Array.isArray(articles) || articles.length > MOST.steps || !articles.every((id) => isText(id, MOST.article))) refuse("json", { name });
    if (!Array.isArray(steps) || !steps.length || steps.length > MOST.steps) refuse("steps", { name, most: MOST.steps });
    return { format: FORMAT, version: VERSION, title, about, articles: [...articles], steps: steps.map((step, n) => checkStep(step, n, name)) };
  }

  function checkStep(step, n, name) {
    const whole = step && typeof step === "object";
    const { title, caption = "", view } = whole ? step : {};
    if (!isText(title, MOST.title) || !isText(caption, MOST.caption) || !isText(view, MOST.view)) refuse("step", { name, n: n + 1 });
    return { title, caption, view };
  }

  /** The file of a story: JSON that can be read and written by hand. */
  const write = (story) => `${JSON.stringify(story, null, 2)}\n`;

  function fileName({ title }) {
    const words = title.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) || [];
    return `${words.join("-").slice(0, 60) || "story"}.story.json`;
  }

  /** A story as letters for a link; throws a StoryError when they are too many. */
  async function pack(story) {
    const packed = new Blob([JSON.stringify(story)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    const text = btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    if (text.length > LINK_LETTERS) refuse("link", { size: Math.ceil(text.length / 1000), most: LINK_LETTERS / 1000 });
    return text;
  }

  /** The story that `pack` made letters of; throws a StoryError. */
  async function unpack(text) {
    const name = TimeMap.text("story.link");
    if (text.length > LINK_LETTERS) refuse("large", { name });
    let content;
    try {
      const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
      content = await read(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
    } catch (damaged) {
      refuse("json", { name });
    }
    return parse(content, name);
  }

  // A few letters can stand for gigabytes: no more is unpacked than a story may have.
  async function read(stream) {
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      if (text.length > FILE_BYTES) {
        await reader.cancel();
        return text;
      }
    }
  }

  const empty = () => ({ format: FORMAT, version: VERSION, title: "", about: "", articles: [], steps: [] });

  TimeMap.story = { parse, check, write, fileName, pack, unpack, empty, StoryError, MOST, FILE_BYTES };
})((window.TimeMap = window.TimeMap || {}));
