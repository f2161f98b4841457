// What a reviewer types: a place, a point or shape, a date, an actor, a type, a note. Each ends in `stage` or `decide`.

const FORMS = {
  search(review) {
    const { words } = review.data
    const source = async (typed) => {
      if (typed.trim().length < 2) return []
      const { names } = await review.get(`names?q=${encodeURIComponent(typed)}`)
      return names.map((one) => ({ label: one.label, hint: hintOf(one), value: one }))
    }
    const chosen = picker(words.search_label, source, (one) => review.decide([{ kind: "place", value: { feature_id: one.feature_id } }]))
    return { title: words.search, body: [chosen.element], focus: chosen.input }
  },

  point: (review) => drawing(review, "point"),
  line: (review) => drawing(review, "line"),
  area: (review) => drawing(review, "area"),

  date(review) {
    const { words } = review.data
    const input = make("input")
    const { earliest, latest } = review.item.dates
    input.value = !earliest && !latest ? "" : earliest === latest ? earliest : !latest ? `since ${earliest}` : !earliest ? `until ${latest}` : `between ${earliest} and ${latest}`
    input.dir = "ltr"
    input.spellcheck = false
    const reading = make("p", "reading")
    reading.setAttribute("role", "status")
    const read = () => {
      const value = dateOf(input.value)
      reading.textContent = value ? review.inWords(value) : words.date_wrong
      reading.classList.toggle("wrong", !value)
      return value
    }
    input.addEventListener("input", read)
    read()
    return {
      title: words.date,
      body: [field(words.date_label, input), reading],
      focus: input,
      done: () => {
        const value = read()
        if (value) review.stage({ kind: "date", value }, review.inWords(value))
        return Boolean(value)
      },
    }
  },

  actor(review) {
    const { words } = review.data
    const role = make("select")
    for (const [name, label] of review.item.roles) role.append(new Option(label, name))
    const source = async (typed) => {
      const { actors } = await review.choices()
      const nobody = { label: words.nobody, value: null }
      return [...filtered(actors.map(([id, name, label]) => ({ label, hint: label === name ? "" : name, value: { id, name, label } })), typed), nobody]
    }
    const chosen = picker(words.actor_label, source, (one) => {
      const value = { role: role.value, actor_id: one ? one.id : null, name: one ? one.name : null }
      review.stage({ kind: "actor", value }, `${role.selectedOptions[0].text}: ${one ? one.label : words.nobody}`)
    })
    chosen.offer()
    return { title: words.actor, body: [field(words.role, role), chosen.element], focus: chosen.input }
  },

  type: (review) => listing(review, "type", "types"),
  modality: (review) => listing(review, "modality", "modalities"),

  note(review) {
    const input = make("input")
    input.maxLength = 2000
    input.value = review.note
    input.dir = "auto"
    return {
      title: review.data.words.note,
      body: [field(review.data.words.note_label, input)],
      focus: input,
      done: () => {
        review.note = input.value.trim()
        review.showStaged()
        return true
      },
    }
  },
}

const hintOf = (one) => [one.kind_label, one.within, one.country_label].filter(Boolean).join(" · ")

function filtered(options, typed) {
  const wanted = typed.trim().toLocaleLowerCase()
  const begins = (text) => (text || "").toLocaleLowerCase().split(/[\s-]+/).some((word) => word.startsWith(wanted)) || (text || "").toLocaleLowerCase().startsWith(wanted)
  return options.filter((one) => !wanted || begins(one.label) || begins(one.hint)).slice(0, 40)
}

function listing(review, kind, table) {
  const { words } = review.data
  const source = async (typed) => filtered((await review.choices())[table].map(([id, label]) => ({ label, value: { id, label } })), typed)
  const chosen = picker(words[`${kind}_label`], source, (one) => review.stage({ kind, value: { [kind]: one.id } }, one.label))
  chosen.offer()
  return { title: words[kind], body: [chosen.element], focus: chosen.input }
}

function drawing(review, shape) {
  const { words } = review.data
  const name = make("input")
  name.value = review.item.place.words || review.item.words
  name.dir = "auto"
  const coordinates = make("textarea")
  coordinates.rows = shape === "point" ? 1 : 3
  coordinates.dir = "ltr"
  coordinates.spellcheck = false
  coordinates.placeholder = shape === "point" ? "31.2089, 16.5887" : "31.2, 16.5; 31.3, 16.6; 31.1, 16.9"
  const radius = make("input")
  Object.assign(radius, { type: "number", min: "0", max: "2000", value: "1", step: "any" })
  const told = make("p", "reading")
  told.setAttribute("role", "status")
  const least = { point: 1, line: 2, area: 3 }[shape]
  const read = () => {
    const points = coordinates.value.trim() ? pointsOf(coordinates.value) : []
    const right = points !== null && points.length >= least && (shape !== "point" || points.length === 1)
    told.textContent = points === null ? words.points_wrong : right ? "" : words[`${shape}_how`]
    told.classList.toggle("wrong", points === null)
    if (points) review.ground.draw(points, shape)
    if (points && points.length) review.ground.fly(points[points.length - 1])
    return right ? points : null
  }
  coordinates.addEventListener("input", read)
  review.ground.use((point) => {
    const written = point.join(", ")
    coordinates.value = shape === "point" || !coordinates.value.trim() ? written : `${coordinates.value.trim()}; ${written}`
    read()
  })
  read()
  const label = shape === "point" ? words.coordinate : words.coordinates
  const body = [...review.mapWithin(), field(words.place_name, name), field(label, coordinates)]
  if (shape === "point") body.push(field(words.radius, radius))
  body.push(told)
  return {
    title: words[shape],
    body,
    focus: coordinates,
    ended: () => {
      review.ground.use(null)
      review.mapBack()
    },
    done: () => {
      const points = read()
      if (!points || !name.value.trim()) return false
      review.decide([{ kind: "place", value: { name: name.value.trim(), ...shaped(points, shape, Number(radius.value) || 0) } }])
      return true
    },
  }
}

function shaped(points, shape, radius) {
  const turned = points.map(([lat, lon]) => [lon, lat])
  if (shape === "line") return { geometry: { type: "LineString", coordinates: turned } }
  if (shape === "area") return { geometry: { type: "Polygon", coordinates: [[...turned, turned[0]]] } }
  return { lat: points[0][0], lon: points[0][1], radius_km: Math.min(2000, Math.max(0, radius)) }
}
