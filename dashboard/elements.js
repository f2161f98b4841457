// What components of ours share: article text reaches the page through textContent alone, it is never markup.

const make = (tag, className, text) => {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined && text !== null) element.textContent = text
  return element
}

// Words that may run the other way than the page.
const foreign = (element) => {
  element.dir = "auto"
  return element
}

const put = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
