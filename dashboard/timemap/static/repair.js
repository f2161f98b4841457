/* Painting only what a step changes: the marks that differ, and those that touch them. */
(function (TimeMap) {
  "use strict";

  // Beyond this share of the marks it is quicker to paint them all.
  const MOST = 0.7;

  /**
   * What to paint anew between two steps in one view: {boxes: [[left, top, right, bottom]] to clear, marks: Set of marks
   * to paint}; null when everything should be.
   *
   * `before` and `after` are lists of marks by painter, each in the order of their `key`. A mark is {key, x, y, look,
   * left, top, right, bottom}: it looks the same when x, y and `look` are, and all of it lies within its box.
   *
   * Whole marks are painted, never parts: those that touch a changed one are painted too, and those that touch these, so
   * that no edge is smoothed otherwise than when all is painted at once.
   */
  TimeMap.repair = function (before, after) {
    const changed = before.flatMap((marks, i) => differing(marks, after[i]));
    const all = after.reduce((sum, marks) => sum + marks.length, 0);
    if (changed.length > 2 * MOST * all) return null; // a changed mark is there twice: as it was and as it is
    const fresh = new Set(after.flat());
    const marks = new Set(changed.filter((mark) => fresh.delete(mark)));
    const boxes = changed.slice();
    for (let i = 0; i < boxes.length; i++) {
      for (const mark of fresh) {
        if (!touch(boxes[i], mark)) continue;
        fresh.delete(mark);
        marks.add(mark);
        boxes.push(mark);
      }
      if (marks.size > MOST * all) return null;
    }
    return { boxes, marks };
  };

  /** Marks of either list that are not in the other, looking the same. */
  function differing(before, after) {
    const found = [];
    let [i, j] = [0, 0];
    while (i < before.length || j < after.length) {
      const [a, b] = [before[i], after[j]];
      if (a && b && a.key === b.key) {
        if (a.look !== b.look || a.x !== b.x || a.y !== b.y) found.push(a, b);
        i++;
        j++;
      } else if (!b || (a && a.key < b.key)) {
        found.push(a);
        i++;
      } else {
        found.push(b);
        j++;
      }
    }
    return found;
  }

  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
})((window.TimeMap = window.TimeMap || {}));
