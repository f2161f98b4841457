// Buttons and fields of the form, and what one types into them.

function keyButton(label, key, act, className = "") {
  const element = make("button", `action ${className}`)
  element.type = "button"
  element.append(make("span", null, label))
  if (key) {
    const hint = make("kbd", null, key)
    hint.setAttribute("aria-hidden", "true")
    element.append(hint)
    element.setAttribute("aria-keyshortcuts", key)
  }
  element.addEventListener("click", act)
  return element
}

function field(label, input) {
  const wrap = make("label", "field")
  wrap.append(make("span", "field-label", label), input)
  return wrap
}

let lists = 0

/** A field that offers what fits while one types; `source(words) -> Promise<[{label, hint, value}]>`. */
function picker(label, source, choose) {
  const id = `review-list-${(lists += 1)}`
  const input = make("input")
  const list = make("ul", "options")
  list.id = id
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", label)
  Object.entries({ role: "combobox", "aria-controls": id, "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", dir: "auto" })
    .forEach(([name, value]) => input.setAttribute(name, value))
  let found = []
  let at = 0
  let asked = 0
  const mark = () => {
    ;[...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)))
    const current = list.children[at]
    if (current) current.scrollIntoView({ block: "nearest" })
    if (current) input.setAttribute("aria-activedescendant", current.id)
    else input.removeAttribute("aria-activedescendant")
  }
  const offer = async () => {
    const turn = (asked += 1)
    const options = await source(input.value)
    if (turn !== asked) return
    found = options
    at = 0
    input.setAttribute("aria-expanded", String(found.length > 0))
    list.replaceChildren(...found.map((one, number) => {
      const option = make("li")
      option.id = `${id}-${number}`
      option.setAttribute("role", "option")
      option.append(foreign(make("span", "option-name", one.label)))
      if (one.hint) option.append(make("span", "option-hint", one.hint))
      option.addEventListener("click", () => choose(one.value))
      return option
    }))
    mark()
  }
  input.addEventListener("input", offer)
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps && found.length) at = (at + steps[event.key] + found.length) % found.length
    else if (event.key === "Enter" && found[at]) choose(found[at].value)
    else return
    event.preventDefault()
    mark()
  })
  const whole = make("div", "picker")
  whole.append(field(label, input), list)
  return { element: whole, input, offer }
}

const plainDigits = (text) => text.replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0))

const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const two = (number) => String(number).padStart(2, "0")

/** First and last day of "2020", "2020-07" or "2020-07-20"; null for anything else. */
function span(words) {
  const found = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(words.trim())
  if (!found) return null
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)))
  if (year < 1000 || (month !== null && !(month >= 1 && month <= 12))) return null
  if (month === null) return [`${year}-01-01`, `${year}-12-31`]
  if (day === null) return [`${year}-${two(month)}-01`, `${year}-${two(month)}-${two(lastDay(year, month))}`]
  if (!(day >= 1 && day <= lastDay(year, month))) return null
  return [0, 0].map(() => `${year}-${two(month)}-${two(day)}`)
}

/** What a reviewer typed as {earliest, latest}: a day, month, year, two of them, or an open end; null when it is none. */
function dateOf(given) {
  const words = plainDigits(given).trim().toLowerCase()
  if (["", "none", "-", "?", "لا شيء"].includes(words)) return { earliest: null, latest: null }
  const one = span(words)
  if (one) return { earliest: one[0], latest: one[1] }
  const open = /^(since|from|after|>=?|منذ|بعد|من|until|till|before|by|<=?|حتى|قبل)\s*(\S+)$/.exec(words)
  if (open) {
    const ends = span(open[2])
    if (!ends) return null
    return /^(since|from|after|>|منذ|بعد|من)/.test(open[1]) ? { earliest: ends[0], latest: null } : { earliest: null, latest: ends[1] }
  }
  const both = /^(?:between|from|بين|من)?\s*(\d[\d-]*)\s*(?:\.\.+|…|–|—|\/|to|and|until|إلى|و|حتى)\s*(\d[\d-]*)$/.exec(words)
  const ends = both && [span(both[1]), span(both[2])]
  if (!ends || !ends[0] || !ends[1] || ends[0][0] > ends[1][1]) return null
  return { earliest: ends[0][0], latest: ends[1][1] }
}

/** Points that a reviewer typed, "31.2, 16.6; 31.3, 16.7", as [[lat, lon]]; null when they are none. */
function pointsOf(given) {
  const points = plainDigits(given).replace(/،/g, ",").split(/[;\n؛]/).filter((part) => part.trim()).map((part) => {
    const numbers = part.trim().split(/[\s,]+/).map(Number)
    const [lat, lon] = numbers
    return numbers.length === 2 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null
  })
  return points.length && points.every(Boolean) ? points : null
}
