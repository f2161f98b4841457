// The small map: candidates by number, the article's other places, and a pen.

const scripts = new Map()

function script(address) {
  if (!scripts.has(address)) {
    scripts.set(address, new Promise((resolve, reject) => {
      const element = document.createElement("script")
      element.src = address
      element.addEventListener("load", resolve)
      element.addEventListener("error", () => reject(new Error(address)))
      document.head.append(element)
    }))
  }
  return scripts.get(address)
}

const isDark = (element) => {
  const [red, green, blue] = (getComputedStyle(element).color.match(/[\d.]+/g) || [0, 0, 0]).map(Number)
  return red + green + blue > 382
}

class Ground {
  constructor(element, data) {
    this.element = element
    this.data = data
    this.waiting = null
    this.ready = this.open().catch((error) => console.warn("Review: no map.", error))
  }

  async open() {
    const { addresses } = this.data
    const style = make("link") // a component's own styles end at its edge, and so do the page's
    Object.assign(style, { rel: "stylesheet", href: addresses.leafletStyle })
    this.element.before(style)
    if (!window.L) await script(addresses.leaflet)
    if (!window.TimeMap || !window.TimeMap.Basemap) await script(addresses.timemap)
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    this.map = L.map(this.element, { zoomSnap: 0.5, minZoom: 2, maxZoom: 13, attributionControl: true, zoomAnimation: !still, fadeAnimation: !still, keyboard: false })
    this.map.attributionControl.setPrefix(false)
    this.map.setView([25, 17], 4)
    TimeMap.setLanguage(this.data.language) // names on the map are of the page's language
    new TimeMap.Basemap(this.map, { urls: { basemap: addresses.basemap }, theme: isDark(this.element) ? "dark" : "light" })
    this.marks = L.layerGroup().addTo(this.map)
    this.drawn = L.layerGroup().addTo(this.map)
    this.map.on("click", ({ latlng }) => this.pen && this.pen([Number(latlng.lat.toFixed(4)), Number(latlng.lng.toFixed(4))]))
    new ResizeObserver(() => this.map.invalidateSize()).observe(this.element)
    if (this.waiting) this.show(...this.waiting)
  }

  /** Show the candidates of a place; `choose(number)` when one is clicked. */
  show(place, choose) {
    this.waiting = [place, choose]
    if (!this.map) return
    this.marks.clearLayers()
    this.draw([], "point")
    if (place.outline) L.geoJSON(place.outline, { interactive: false, style: { color: "#0072b2", weight: 1.5, fillOpacity: 0.08 } }).addTo(this.marks)
    for (const other of place.others) this.other(other)
    const points = place.candidates.map((one, number) => this.candidate(one, number, choose)).filter(Boolean)
    this.frame(points, place)
  }

  other({ name, lat, lon }) {
    L.circleMarker([lat, lon], { radius: 4, weight: 1, color: "#555", fillColor: "#999", fillOpacity: 0.8 })
      .bindTooltip(make("span", null, name)).addTo(this.marks)
  }

  candidate(one, number, choose) {
    if (one.lat === null) return null
    const pin = make("span", one.chosen ? "pin pin-chosen" : "pin", String(number + 1))
    const icon = L.divIcon({ html: pin, className: "pin-place", iconSize: [26, 26] })
    L.marker([one.lat, one.lon], { icon, keyboard: false, zIndexOffset: 100 - number })
      .bindTooltip(foreign(make("span", null, one.label))).on("click", () => !this.pen && choose(number)).addTo(this.marks)
    return [one.lat, one.lon]
  }

  // The likeliest ones and what is near them: a namesake at the other end of the world does not set the scale.
  frame(points, place) {
    const first = points[0]
    if (!first) {
      const others = place.others.map(({ lat, lon }) => [lat, lon])
      if (others.length) this.map.fitBounds(others, { padding: [24, 24], maxZoom: 8, animate: false })
      return
    }
    const near = [...points, ...place.others.map(({ lat, lon }) => [lat, lon])].filter((point) => this.map.distance(first, point) < 900_000)
    this.map.fitBounds(near, { padding: [28, 28], maxZoom: 8, animate: false })
  }

  /** Show what is being drawn. */
  draw(points, shape) {
    if (!this.map) return
    this.drawn.clearLayers()
    const style = { color: "#d55e00", weight: 3 }
    if (shape === "area" && points.length > 2) L.polygon(points, style).addTo(this.drawn)
    else if (shape !== "point" && points.length > 1) L.polyline(points, style).addTo(this.drawn)
    for (const point of points) L.circleMarker(point, { ...style, radius: 6, fillOpacity: 0.9 }).addTo(this.drawn)
  }

  /** Give each click to `pen([lat, lon])`; null ends drawing. */
  use(pen) {
    this.pen = pen
    this.element.classList.toggle("drawing", Boolean(pen))
    if (!pen) this.draw([], "point")
  }

  fly(point) {
    if (this.map && !this.map.getBounds().contains(point)) this.map.setView(point, Math.max(6, this.map.getZoom()), { animate: false })
  }
}
