// The map keeps its last view in the tab's storage (link.js): the statistics begin with it, and write theirs there.
export default function ({ data, setStateValue }) {
  const key = `timemap:view:${data.digest}`
  try {
    if (data.write === null) setStateValue("view", sessionStorage.getItem(key) || "")
    else sessionStorage.setItem(key, data.write)
  } catch {
    // Without storage each page begins with the whole.
  }
}
