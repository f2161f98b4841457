// The screen of one record: keys decide, the next record is there already, the server acknowledges behind it.

const AHEAD = 3
const AGAIN_MS = 4000
const NARROW = "(max-width: 52rem)" // as in review.css

class Review {
  constructor(root, data) {
    Object.assign(this, { root, data })
    Object.assign(this, { items: new Map(), queue: [], skipped: new Set(this.kept()), staged: [], done: [], note: "", saving: Promise.resolve() })
    this.filters = { table: "", article: "" }
    this.build()
    this.ground = new Ground(this.mapElement, data)
    this.start()
  }

  // What was skipped stays skipped in this tab.
  kept() {
    try { return JSON.parse(sessionStorage.getItem(`review-skipped-${this.data.corpus}`) || "[]") } catch { return [] }
  }

  address(path) {
    return `${this.data.addresses.routes}/${path}${path.includes("?") ? "&" : "?"}lang=${this.data.language}`
  }

  get(path) {
    return this.ask(path)
  }

  post(path, body) {
    return this.ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
  }

  // What goes wrong on the way is said in the words of the page, not in the browser's.
  async ask(path, options) {
    const { failed } = this.data.words
    const response = await fetch(this.address(path), options).catch(() => { throw new Error(failed) })
    const found = await response.json().catch(() => ({ error: failed }))
    if (!response.ok) throw new Error(found.error || failed)
    return found
  }

  choices() {
    this.chosen ??= this.get("choices").catch((error) => { this.chosen = null; throw error })
    return this.chosen
  }

  build() {
    const { words } = this.data
    this.bar = make("div", "bar")
    this.left = make("p", "left")
    this.told = make("p", "told")
    this.told.setAttribute("role", "status")
    this.pending = make("div", "pending")
    this.bar.append(this.left, this.filterFields(), this.told, this.pending)
    this.card = make("section", "card")
    this.card.setAttribute("aria-label", words.record)
    this.card.append(make("p", null, words.loading))
    this.form = make("form", "form")
    this.form.hidden = true
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.finishForm() })
    this.mapElement = make("div", "ground")
    this.mapElement.setAttribute("aria-hidden", "true") // the list beside it says the same
    this.list = make("ol", "candidates")
    this.list.setAttribute("aria-label", words.candidates)
    this.stagedBox = make("div", "staged")
    this.actions = make("div", "actions")
    this.actions.setAttribute("role", "toolbar")
    this.actions.setAttribute("aria-label", words.actions)
    const text = make("div", "column")
    text.append(this.card, this.form, this.stagedBox)
    this.side = make("div", "column side")
    this.side.append(this.mapElement, this.list)
    const columns = make("div", "columns")
    columns.append(text, this.side)
    this.root.tabIndex = -1
    this.root.replaceChildren(this.bar, columns, this.actions)
    this.root.addEventListener("keydown", (event) => this.key(event))
    this.root.addEventListener("pointerup", (event) => {
      if (!event.target.closest("input, textarea, select, button, a, summary, label")) this.focus()
    })
  }

  filterFields() {
    const { words } = this.data
    const table = make("select")
    for (const [value, label] of [["", words.all], ["toponyms", words.toponyms], ["events", words.events], ["claims", words.claims]]) table.append(new Option(label, value))
    const article = make("select")
    article.append(new Option(words.all, ""))
    this.choices().then(({ articles }) => articles.forEach(([id, title]) => article.append(new Option(title, id))), () => {})
    const skipped = make("input")
    skipped.type = "checkbox"
    skipped.checked = true
    const again = () => {
      this.filters = { table: table.value, article: article.value, all: !skipped.checked }
      this.refill({ anew: true })
    }
    for (const element of [table, article, skipped]) element.addEventListener("change", again)
    const fields = make("details", "filters")
    fields.append(make("summary", null, words.filters), field(words.kind, table), field(words.article, article), field(words.unseen, skipped))
    return fields
  }

  async start() {
    try {
      if (this.data.at) this.first = await this.get(`item/${this.data.at}`)
    } catch (error) {
      this.say(error.message, true)
    }
    if (this.first) this.show(this.first)
    await this.refill({ anew: !this.first })
    this.watch()
  }

  /** Ask for the queue; `anew` shows its first record, else the one on screen stays. */
  async refill({ anew = false } = {}) {
    const { table, article, all } = this.filters
    const skip = all ? "" : [...this.skipped].slice(-200).join(",")
    try {
      await this.saving.catch(() => {})
      const found = await this.get(`queue?${new URLSearchParams({ table, article, skip })}`)
      if (found.digest !== this.digest) this.items.clear()
      this.digest = found.digest
      this.count = found.left
      // What is on screen, and what was decided while the answer was on its way, does not come again.
      const seen = new Set([...this.done.map((one) => one.id), !anew && this.item && this.item.id])
      this.queue = found.items.map((one) => one.id).filter((id) => !seen.has(id))
      this.progress(found)
      if (anew) this.next()
      else this.ahead()
    } catch (error) {
      this.say(error.message, true)
      if (!this.item) this.stuck(() => this.refill({ anew }))
    }
  }

  /** Nothing could be shown: the line above says why; here is the way on. */
  stuck(again) {
    this.card.replaceChildren(keyButton(this.data.words.again, "", again, "primary"))
  }

  load(id) {
    if (!this.items.has(id)) {
      const coming = this.get(`item/${id}`)
      coming.catch(() => this.items.delete(id))
      this.items.set(id, coming)
    }
    return this.items.get(id)
  }

  ahead() {
    for (const id of this.queue.slice(0, AHEAD)) this.load(id).catch(() => {})
  }

  async next() {
    this.closeForm()
    const id = this.queue.shift()
    if (!id) return this.finished()
    this.waiting = id
    try {
      const item = await this.load(id)
      if (this.waiting === id) this.show(item)
    } catch (error) {
      this.say(error.message, true)
      if (this.waiting === id) this.stuck(() => this.refill({ anew: true }))
    }
    this.ahead()
    if (this.queue.length < AHEAD && this.count > this.queue.length + 1) this.refill()
  }

  finished() {
    const { words } = this.data
    this.item = null
    this.card.replaceChildren(make("h2", null, words.empty_title), make("p", null, this.skipped.size ? words.empty_skipped : words.empty))
    this.list.replaceChildren()
    this.side.hidden = true
    this.showActions()
    this.counted(0)
  }

  show(item) {
    const { words } = this.data
    Object.assign(this, { item, staged: [], note: "", scope: "one", shownAt: performance.now() })
    this.side.hidden = false
    const quote = make("blockquote", "quote")
    quote.dir = "auto"
    if (item.before) quote.append(make("span", "context", `${item.before} `))
    for (const piece of item.sentence) quote.append(make(piece.mark ? "mark" : "span", [piece.mark, piece.own && "own"].filter(Boolean).join(" "), piece.text))
    if (item.after) quote.append(make("span", "context", ` ${item.after}`))
    const source = make("p", "source")
    const link = foreign(make("a", null, item.article.title))
    Object.assign(link, { href: item.article.href, target: "_blank" })
    source.append(link)
    for (const part of ["source", "published"].filter((name) => item.article[name])) source.append(" · ", foreign(make("bdi", part, item.article[part])))
    const head = make("div", "head")
    head.append(make("span", `kind ${item.table}`, words[item.table]), foreign(make("h2", null, item.title)))
    this.card.replaceChildren(head, make("p", "why", item.why || words.asked), quote, source, this.understood(item), ...this.cases(item))
    if (quote.scrollHeight > quote.clientHeight + 1) quote.tabIndex = 0 // keys scroll it too
    const own = quote.querySelector(".own") // on a phone the context before it may fill the room
    if (own) quote.scrollTop += own.getBoundingClientRect().top - quote.getBoundingClientRect().top - quote.clientHeight / 2
    this.showCandidates(item)
    this.showStaged()
    this.showActions()
    this.counted()
    this.root.dataset.item = item.id
    if (!this.root.querySelector(".filters").contains(this.active())) this.focus()
  }

  understood(item) {
    const { words } = this.data
    const list = make("dl", "understood")
    const line = (label, value, reason) => {
      const body = make("dd")
      body.append(foreign(make("span", null, value)))
      if (reason) body.append(foreign(make("span", "reason", reason)))
      list.append(make("dt", null, label), body)
    }
    line(words.date, item.dates.label, item.dates.reason)
    for (const one of item.actors) line(one.role_label, one.name)
    if (item.modality) this.choices().then(({ modalities }) => line(words.modality, (modalities.find(([id]) => id === item.modality) || [])[1] || item.modality), () => {})
    return list
  }

  cases(item) {
    const { words } = this.data
    if (item.same < 2) return []
    const box = make("details", "same")
    const check = make("input")
    check.type = "checkbox"
    check.addEventListener("change", () => { this.scope = check.checked ? "same" : "one" })
    this.sameCheck = check
    const label = make("label", "check")
    label.append(check, make("span", null, put(words.same, { n: item.same })), make("kbd", null, "="))
    box.append(make("summary", null, words.which))
    box.addEventListener("toggle", async () => {
      if (!box.open || box.querySelector("ul")) return
      const list = make("ul")
      box.append(list)
      try {
        const { same } = await this.get(`same/${item.id}`)
        list.replaceChildren(...same.map((one) => foreign(make("li", null, `${one.text} (${one.article})`))))
      } catch (error) {
        list.replaceChildren(make("li", null, error.message))
      }
    })
    return [label, box]
  }

  showCandidates(item) {
    const { words } = this.data
    const { candidates } = item.place
    this.list.replaceChildren(...candidates.map((one, number) => {
      const button = make("button", one.chosen ? "candidate chosen" : "candidate")
      button.type = "button"
      const name = make("span", "name")
      name.append(make("kbd", "pin", String(number + 1)), foreign(make("b", null, one.label)))
      if (one.chosen) name.append(make("em", null, words.chosen))
      button.append(name, make("span", "hint", [hintOf(one), one.score === null ? "" : `${Math.round(100 * one.score)} %`].filter(Boolean).join(" · ")))
      for (const why of [one.near && put(words.near, one.near), one.reason].filter(Boolean)) button.append(foreign(make("span", "reason", why)))
      button.addEventListener("click", () => this.choose(number))
      const entry = make("li")
      entry.append(button)
      return entry
    }))
    if (!candidates.length) this.list.append(make("li", "none", item.kinds.includes("place") ? words.no_candidates : ""))
    this.ground.show(item.place, (number) => this.choose(number))
  }

  showActions() {
    const { words } = this.data
    const may = (kind) => this.item && this.item.kinds.includes(kind)
    const open = (name) => () => this.open(name)
    this.actions.replaceChildren(...[
      this.item && keyButton(this.staged.length ? words.save : words.accept, "Enter", () => this.accept(), "primary"),
      may("reject") && keyButton(words.reject, "x", () => this.decide([{ kind: "reject", value: {} }])),
      this.item && keyButton(words.skip, "s", () => this.skip()),
      may("place") && keyButton(words.search, "/", open("search")),
      may("place") && keyButton(words.point, "p", open("point")),
      may("place") && keyButton(words.line, "l", open("line")),
      may("place") && keyButton(words.area, "g", open("area")),
      may("date") && keyButton(words.date, "d", open("date")),
      may("actor") && keyButton(words.actor, "a", open("actor")),
      may("type") && keyButton(words.type, "t", open("type")),
      may("modality") && keyButton(words.modality, "m", open("modality")),
      this.item && keyButton(words.note, "n", open("note")),
      this.done.length && keyButton(words.undo, "u", () => this.undo()),
    ].filter(Boolean))
  }

  showStaged() {
    this.stagedBox.replaceChildren(...this.staged.map((one) => make("span", "chip", one.label)), ...(this.note ? [make("span", "chip note", this.note)] : []))
    this.showActions()
  }

  /** Keep a decision until Enter saves it with the others of this record. */
  stage(decision, label) {
    const same = (one) => one.kind === decision.kind && one.value.role === decision.value.role
    this.staged = [...this.staged.filter((one) => !same(one)), { ...decision, label }]
    this.closeForm()
    this.showStaged()
  }

  choose(number) {
    const one = this.item && this.item.place.candidates[number]
    if (!one) return
    if (one.chosen || !one.feature_id) return this.accept()
    this.decide([{ kind: "place", value: { feature_id: one.feature_id } }])
  }

  accept() {
    if (this.item) this.decide(this.staged.length ? [] : [{ kind: "accept", value: {} }])
  }

  /** Save what was decided together with what was staged, and go on at once; the answer is waited for behind the scenes. */
  decide(decisions) {
    const { item, note, scope } = this
    if (!item) return
    const all = [...this.staged, ...decisions].map(({ kind, value }) => ({ kind, value, scope }))
    const entry = { id: item.id, ids: null, item, scope }
    this.done.push(entry)
    this.count = Math.max(0, this.count - 1)
    this.say(this.data.words.saving)
    const asked = performance.now()
    const saved = this.saving.catch(() => {}).then(() => this.post("decide", { id: item.id, decisions: all, note }))
    this.saving = saved
    saved.then((found) => {
      entry.ids = found.ids
      this.progress(found)
      this.say(put(this.data.words.saved, { ms: Math.round(performance.now() - asked) }))
      if (scope === "same") this.refill()
    }, (error) => this.failed(entry, error))
    this.items.delete(item.id)
    this.item = null
    this.next()
  }

  failed(entry, error) {
    this.done = this.done.filter((one) => one !== entry)
    if (this.item) this.queue.unshift(this.item.id)
    this.count += 1
    this.show(entry.item)
    this.say(error.message, true)
  }

  skip() {
    if (!this.item) return
    this.skipped.add(this.item.id)
    sessionStorage.setItem(`review-skipped-${this.data.corpus}`, JSON.stringify([...this.skipped].slice(-200)))
    this.count = Math.max(0, this.count - 1)
    this.next()
  }

  async undo() {
    const entry = this.done.pop()
    if (!entry) return
    try {
      await this.saving.catch(() => {})
      this.progress(await this.post("undo", { ids: entry.ids }))
      if (this.item) this.queue.unshift(this.item.id)
      this.count += 1
      this.show(entry.item)
      this.say(this.data.words.undone)
      if (entry.scope === "same") this.refill()
    } catch (error) {
      this.done.push(entry)
      this.say(error.message, true)
    }
  }

  open(name) {
    if (!this.item) return
    this.closeForm()
    const form = FORMS[name](this)
    this.opened = form
    const { words } = this.data
    const foot = make("div", "form-foot")
    if (form.done) {
      const ok = make("button", "action primary", name === "date" || name === "note" ? words.use : words.save)
      ok.type = "submit"
      foot.append(ok)
    }
    foot.append(keyButton(words.cancel, "Esc", () => this.closeForm(true)))
    this.form.replaceChildren(make("h3", null, form.title), ...form.body, foot)
    this.form.hidden = false
    this.actions.hidden = true
    form.focus.focus()
    if (form.focus.select) form.focus.select()
    this.form.scrollIntoView({ block: "nearest" })
  }

  /** On a narrow screen the map is drawn on within the form: beside it there is no room, below it nobody sees both. */
  mapWithin() {
    return matchMedia(NARROW).matches ? [this.mapElement] : []
  }

  mapBack() {
    if (this.mapElement.parentElement !== this.side) this.side.prepend(this.mapElement)
  }

  finishForm() {
    const form = this.opened
    if (form && form.done && form.done() && this.opened === form) this.closeForm(true)
  }

  closeForm(back = true) {
    if (!this.opened) return
    const { ended } = this.opened
    this.opened = null
    this.form.hidden = true
    this.actions.hidden = false
    if (ended) ended()
    this.form.replaceChildren()
    if (back) this.focus()
  }

  key(event) {
    const typing = event.composedPath()[0].matches?.("input, textarea, select")
    if (event.key === "Escape" && this.opened) return this.take(event, () => this.closeForm(true))
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    if (typing) {
      if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && !event.shiftKey) this.take(event, () => this.finishForm())
      else event.stopPropagation()
      return
    }
    const key = plainDigits(event.key)
    if (/^[1-9]$/.test(key)) return this.take(event, () => this.choose(Number(key) - 1))
    // A focused button is pressed by Enter itself.
    if (key === "Enter") return event.target.matches?.("button, a, summary") ? undefined : this.take(event, () => this.accept())
    const action = { x: "reject", s: "skip", u: "undo", "=": "same" }[key] || { "/": "search", p: "point", l: "line", g: "area", d: "date", a: "actor", t: "type", m: "modality", n: "note" }[key]
    if (!action) return
    this.take(event, () => this.act(action))
  }

  act(action) {
    const kind = { search: "place", point: "place", line: "place", area: "place" }[action] || action
    if (action === "skip") this.skip()
    else if (action === "undo") this.undo()
    else if (action === "same") this.sameCheck && this.sameCheck.isConnected && this.sameCheck.click()
    else if (!this.item || (action !== "note" && !this.item.kinds.includes(kind))) return
    else if (action === "reject") this.decide([{ kind: "reject", value: {} }])
    else this.open(action)
  }

  take(event, act) {
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  active() {
    return this.root.getRootNode().activeElement
  }

  focus() {
    this.root.focus({ preventScroll: true })
  }

  say(words, wrong = false) {
    this.told.textContent = words
    this.told.classList.toggle("wrong", wrong)
  }

  counted(count = this.count) {
    this.left.textContent = put(this.data.words.left, { n: count })
  }

  progress({ undrawn, building }) {
    const { words } = this.data
    this.building = building
    this.undrawn = undrawn
    const draw = undrawn && !building ? [keyButton(words.draw, "", async () => {
      try { this.progress(await this.post("build", {})) } catch (error) { this.say(error.message, true) }
    })] : []
    this.pending.replaceChildren(make("span", null, building ? words.building : undrawn ? put(words.undrawn, { n: undrawn }) : words.drawn), ...draw)
  }

  // What was drawn meanwhile changes the queue; the record on screen stays.
  watch() {
    this.timer = setInterval(async () => {
      if (document.hidden || !(this.undrawn || this.building)) return
      try {
        const found = await this.get("state")
        this.progress(found)
        if (found.digest !== this.digest) this.refill()
      } catch { /* asked again in a moment */ }
    }, AGAIN_MS)
  }

  inWords({ earliest, latest }) {
    const { words, language } = this.data
    const format = new Intl.DateTimeFormat(language === "ar" ? "ar-u-nu-latn" : "en-GB", { dateStyle: "long", timeZone: "UTC" })
    const day = (iso) => format.format(new Date(`${iso}T00:00:00Z`))
    if (!earliest && !latest) return words.undated
    if (earliest === latest) return day(earliest)
    if (!latest) return put(words.since, { day: day(earliest) })
    if (!earliest) return put(words.until, { day: day(latest) })
    return put(words.between, { first: day(earliest), last: day(latest) })
  }

  end() {
    clearInterval(this.timer)
  }
}

const running = new WeakMap()

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".review")
  const state = JSON.stringify([data.corpus, data.language, data.at])
  const before = running.get(root)
  if (before && before.state === state) return
  if (before) before.review.end()
  const review = new Review(root, data)
  running.set(root, { state, review })
  return () => {
    review.end()
    running.delete(root)
  }
}
