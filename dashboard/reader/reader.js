function header(data) {
  const top = make("header")
  const { article } = data
  top.append(foreign(make("h2", "title", article.title)))
  const origin = [article.source, article.published_label].filter(Boolean).join(" · ")
  top.append(make("p", "origin", origin))
  top.append(make("p", "how", put(data.words.how, { reason: article.published_reason })))
  const legend = make("ul", "legend")
  for (const [kind, label] of data.legend) {
    const item = make("li")
    item.append(make("span", `mark ${kind}`, label))
    legend.append(item)
  }
  top.append(legend)
  return top
}

function body(data, onMark) {
  const text = make("div", "text")
  text.dir = "auto"
  for (const piece of data.pieces) {
    const element = make("span")
    if (piece.key) asButton(element, () => onMark(piece, element))
    if (piece.mark) element.classList.add("mark", piece.mark)
    if (piece.target) element.classList.add("target")
    if (piece.tip) element.title = piece.tip
    element.textContent = piece.text
    text.append(element)
  }
  return text
}

// A button element would not break across lines as the words around it do.
function asButton(element, act) {
  element.setAttribute("role", "button")
  element.tabIndex = 0
  element.addEventListener("click", act)
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    act()
  })
}

async function showCard(panel, data, key) {
  const { digest, language, words } = data
  panel.replaceChildren(make("p", "wait", words.loading))
  panel.hidden = false
  try {
    const answer = await fetch(`app/data/${digest}/evidence/${key}${language === "en" ? "" : `?lang=${language}`}`)
    if (!answer.ok) throw new Error((await answer.json()).error)
    fillCard(panel, await answer.json(), data)
  } catch (error) {
    panel.replaceChildren(make("p", "wait", put(words.failed, { error: error.message })))
  }
}

function fillCard(panel, card, { language, words, query }) {
  const list = make("dl")
  for (const { label, value, reason } of card.understood) {
    list.append(make("dt", null, label))
    const value_ = make("dd")
    value_.append(foreign(make("span", null, value)))
    if (reason) value_.append(foreign(make("span", "reason", reason)))
    list.append(value_)
  }
  const close = make("button", "close", words.close)
  close.type = "button"
  close.addEventListener("click", () => { panel.hidden = true })
  const parts = [foreign(make("h3", null, card.title)), make("p", "modality", card.modality_label), list]
  if (card.sel) {
    const link = make("a", "onmap", words.onmap)
    link.href = `./?${new URLSearchParams({ ...query, lang: language, sel: card.sel })}`
    link.target = "_self"
    parts.push(link)
  }
  panel.replaceChildren(...parts, close)
  panel.setAttribute("aria-label", put(words.understood, { title: card.title }))
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".reader")
  const panel = make("aside", "panel")
  panel.hidden = true
  panel.setAttribute("aria-live", "polite")
  let chosen = null
  const onMark = (piece, element) => {
    chosen?.classList.remove("chosen")
    chosen = element
    element.classList.add("chosen")
    showCard(panel, data, piece.key)
  }
  const text = body(data, onMark)
  const columns = make("div", "columns")
  columns.append(text, panel)
  root.replaceChildren(header(data), columns)
  const target = root.querySelector(".target")
  if (target) requestAnimationFrame(() => target.scrollIntoView({ block: "center" }))
}
