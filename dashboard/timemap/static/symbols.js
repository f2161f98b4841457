// The shape of each event symbol, an SVG path in a 16 x 16 box: the map and the legend draw the same.
(function (TimeMap) {
  "use strict";

  TimeMap.symbols = {
    circle: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11z",
    triangle: "M8 2l6.5 11.5h-13z",
    "triangle-down": "M8 14L1.5 2.5h13z",
    diamond: "M8 1l7 7-7 7-7-7z",
    square: "M2.5 2.5h11v11h-11z",
    pentagon: "M8 1.5l6.7 4.9-2.6 7.9H3.9L1.3 6.4z",
    hexagon: "M8 1.2l5.9 3.4v6.8L8 14.8l-5.9-3.4V4.6z",
    star: "M8 1l2.1 4.6 5 .6-3.7 3.4 1 4.9L8 12.1l-4.4 2.4 1-4.9L.9 6.2l5-.6z",
    cross: "M3.6 1.5L8 5.9l4.4-4.4 2.1 2.1L10.1 8l4.4 4.4-2.1 2.1L8 10.1l-4.4 4.4-2.1-2.1L5.9 8 1.5 3.6z",
    plus: "M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z",
    flag: "M3 1h1.6v1H14l-2.4 3.6L14 9.2H4.6V15H3z",
    arrow: "M1.5 6h6V2l7 6-7 6v-4h-6z",
    chevron: "M8 2l6.5 6.5v5L8 7l-6.5 6.5v-5z",
    burst:
      "M8 .8l1.6 3.9 3.5-2.2-1.1 4 4.1.3L12.6 9l2.6 3.2-4.1-.5.1 4.1L8 13l-3.2 2.8.1-4.1-4.1.5L3.4 9-.1 6.8l4.1-.3-1.1-4 3.5 2.2z",
    bar: "M1.5 5.5h13v5h-13z",
  };
})((window.TimeMap = window.TimeMap || {}));
