// Word copies a list as paragraphs with a bullet or number in front: they become lists again, nested by
// their levels, with the numbers that they had. What no list can count stays a paragraph with its mark.
import { BULLET, NUMBER, SURE_BULLET, TYPED } from "./list_markers.js"
import { STYLE, styleOf } from "./pasted_style.js"

const LEVEL = /mso-list\s*:\s*l\d+\s+level(\d+)/
const MARKER = /mso-list\s*:\s*ignore/
const BLOCKS = "p,div,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote"

export function nestWordLists(body) {
  for (const first of [...body.querySelectorAll("p,div,h1,h2,h3,h4,h5,h6")]) {
    if (!first.isConnected) continue
    const run = runFrom(first)
    if (run.length) nest(run)
  }
}

function runFrom(element) {
  const run = []
  for (let next = element, item; next && (item = itemOf(next)); next = next.nextElementSibling) run.push(item)
  return run
}

// What a paragraph is as the item of a list; null if it is none.
function itemOf(element) {
  if (!element.matches("p,div,h1,h2,h3,h4,h5,h6") || element.querySelector(BLOCKS)) return null
  const level = LEVEL.exec(styleOf(element))
  const isWord = Boolean(level) || /MsoList(Paragraph|Bullet|Number)/.test(element.className)
  const marker = [...element.querySelectorAll("*")].find(each => MARKER.test(styleOf(each)))
  const mark = marker ? marker.textContent : markOf(element.textContent, isWord)
  if (!mark && !level) return null
  const isTyped = TYPED.test(mark.trim())
  const number = isTyped ? null : /(\d+)\s*[.)]/.exec(mark)
  return {
    element,
    marker,
    mark,
    level: level ? Number(level[1]) : 1,
    isTyped,
    tag: number ? "ol" : "ul",
    value: number ? Number(number[1]) : null,
  }
}

function markOf(text, isWord) {
  const bullet = BULLET.exec(text)
  if (bullet && (isWord || SURE_BULLET.test(text))) return bullet[0]
  const number = NUMBER.exec(text)
  return number && isWord ? number[0] : ""
}

function nest(run) {
  const open = [] // the lists around the next item: {level, list, next}
  for (const item of run) {
    while (open.length && closes(open.at(-1), item)) open.pop()
    if (item.isTyped) {
      keepTyped(open.at(-1), item)
      continue
    }
    if (!open.length || open.at(-1).level < item.level) open.push(newList(item, open.at(-1)))
    addItem(open.at(-1), item)
  }
}

const closes = ({ level, list }, item) =>
  level > item.level || (level === item.level && (item.isTyped || list.tagName.toLowerCase() !== item.tag))

// Below the item of the list around it, else where it is.
function keepTyped(around, { element, marker, mark }) {
  if (marker) marker.replaceWith(`${mark.trim()} `)
  for (const name of ["class", STYLE]) element.removeAttribute(name) // it is no item any more
  if (!around) return
  const line = element.ownerDocument.createElement("p")
  line.append(...element.childNodes)
  around.list.lastElementChild.append(line)
  element.remove()
}

function newList(item, around) {
  const list = item.element.ownerDocument.createElement(item.tag)
  if (item.value !== null) list.setAttribute("start", item.value)
  if (around) around.list.lastElementChild.append(list)
  else item.element.before(list)
  return { level: item.level, list, next: item.value }
}

function addItem(open, { element, marker, mark, value }) {
  if (marker) marker.remove()
  else dropStart(element, mark.length)
  const entry = element.ownerDocument.createElement("li")
  if (value !== null && value !== open.next) entry.setAttribute("value", value)
  open.next = (value ?? open.next ?? 0) + 1
  const line = element.ownerDocument.createElement("p")
  line.append(...element.childNodes)
  entry.append(line)
  open.list.append(entry)
  element.remove()
}

function dropStart(element, length) {
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = length
  while (left > 0 && texts.nextNode()) {
    const cut = Math.min(left, texts.currentNode.data.length)
    texts.currentNode.data = texts.currentNode.data.slice(cut)
    left -= cut
  }
}
