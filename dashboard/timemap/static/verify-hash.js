// SHA-256 of a text, also where the browser has no SubtleCrypto: a file opened from disk is not everywhere a secure context.
(function (TimeMap) {
  "use strict";

  const PRIMES = primes(64);
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
  const ROUND = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
  const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const BLOCK = 64;

  /** Hex digest of a text's UTF-8 bytes, as geodata/article.py takes it. */
  TimeMap.sha256 = async function (text, subtle = window.crypto && window.crypto.subtle) {
    const bytes = utf8(text);
    return hex(subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : digest(bytes));
  };

  /** TextEncoder replaces half a surrogate pair; here it keeps its own three bytes, as it does in the digest of the app. */
  function utf8(text) {
    if (!/\p{Surrogate}/u.test(text)) return new TextEncoder().encode(text);
    const bytes = [];
    for (const letter of text) {
      const code = letter.codePointAt(0);
      if (code < 0xd800 || code > 0xdfff) bytes.push(...new TextEncoder().encode(letter));
      else bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
    return Uint8Array.from(bytes);
  }

  function digest(bytes) {
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
    const state = START.slice();
    const words = new Uint32Array(64);
    for (let at = 0; at < padded.length; at += BLOCK) mix(state, words, view, at);
    const result = new DataView(new ArrayBuffer(32));
    state.forEach((word, i) => result.setUint32(4 * i, word));
    return new Uint8Array(result.buffer);
  }

  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  function mix(state, words, view, at) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const [early, late] = [words[i - 15], words[i - 2]];
      const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[i] = words[i - 16] + low + words[i - 7] + high;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
  }

  function primes(count) {
    const found = [];
    for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n);
    return found;
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
})((window.TimeMap = window.TimeMap || {}));
