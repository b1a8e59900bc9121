// Word on the web copies each item of a list as a list of its own. How deep it lies and which number it has
// stands in attributes: items become one list again, with the lists below them inside.
const OWN = ":scope > li[data-aria-level]"

export function joinLists(body) {
  body.querySelectorAll(".ListContainerWrapper").forEach(wrapper => wrapper.replaceWith(...wrapper.childNodes))
  let open = [] // the lists around the next item: {level, list}
  let last = null
  for (const list of body.querySelectorAll("ul,ol")) {
    const items = [...list.querySelectorAll(OWN)]
    if (!items.length) continue
    if (list.previousElementSibling !== last) open = []
    for (const item of items) place(item, list, open)
    last = open[0].list
    if (!list.children.length) list.remove()
  }
}

function place(item, list, open) {
  const level = Number(item.dataset.ariaLevel)
  while (open.length && closes(open.at(-1), level, list)) open.pop()
  const around = open.at(-1)
  if (around && around.level === level) return add(item, around.list, list.start)
  const own = around ? list.cloneNode() : list
  if (around) {
    around.list.lastElementChild.append(own)
    own.append(item)
  }
  open.push({ level, list: own })
}

const closes = (around, level, list) =>
  around.level > level || (around.level === level && around.list.tagName !== list.tagName)

function add(item, list, number) {
  if (list.contains(item)) return
  if (number && number !== list.start + list.children.length) item.value = number
  list.append(item)
}
