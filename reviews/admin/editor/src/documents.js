// Documents of the editor: changed node by node, brought into the form that Markdown can hold, compared.
import { Fragment } from "prosemirror-model"
import { schema } from "./schema.js"

const { nodes, marks } = schema
const EMPHASIS = [marks.em, marks.strong]
const ENDS_IN_SIGN = /[\p{P}\p{S}]+$/u
const BEGINS_WITH_SIGN = /^[\p{P}\p{S}]+/u
const ENDS_IN_LETTER = /[\p{L}\p{N}]$/u
const BEGINS_WITH_LETTER = /^[\p{L}\p{N}]/u

export const childrenOf = node => node.content.content
export const isList = node => node.type === nodes.ordered_list || node.type === nodes.bullet_list
export const documentOf = blocks => nodes.doc.create(null, blocks.length ? blocks : [nodes.paragraph.create()])

// Every node replaced by what `change` makes of it, from the innermost; what does not change stays the same object.
export function mapNodes(node, change) {
  const before = childrenOf(node)
  const after = before.map(child => mapNodes(child, change))
  const isChanged = after.some((child, index) => child !== before[index])
  return change(isChanged ? node.copy(Fragment.from(after)) : node)
}

// Items keep a `value` only where it is not the number before plus one.
export function tidyNumbers(doc) {
  return mapNodes(doc, node => {
    if (node.type !== nodes.ordered_list) return node
    let next = node.attrs.order
    const items = childrenOf(node).map((item, index) => {
      const typed = item.attrs.value
      const isNeeded = index > 0 && typed !== null && typed !== next
      next = (isNeeded ? typed : next) + 1
      return isNeeded || typed === null ? item : item.type.create({ value: null }, item.content)
    })
    return items.every((item, index) => item === node.child(index)) ? node : node.copy(Fragment.from(items))
  })
}

// The same words in the form that Markdown can hold. Applied before two documents are compared, so that
// an empty paragraph or a space at the end of a line never counts as a change.
export function storable(doc) {
  return mapNodes(doc, node => (node.isTextblock || node.isLeaf ? node : withStorableChildren(node)))
}

function withStorableChildren(node) {
  const before = childrenOf(node)
  const after = joinedLists(before.flatMap(child => (child.isTextblock ? storableTexts(child) : [child])))
  if (after.length === before.length && after.every((child, index) => child === before[index])) return node
  const isEmpty = !after.length && !isList(node)
  return node.copy(Fragment.from(isEmpty ? [nodes.paragraph.create()] : after))
}

// A paragraph is left out if it is empty, and is two where it holds an empty line.
function storableTexts(block) {
  const lines = linesOf(block).map(line => trimmed(looseSigns(line)))
  const paragraphs = [[]]
  for (const line of lines) {
    if (!line.length) paragraphs.push([])
    else paragraphs.at(-1).push(line)
  }
  const made = paragraphs.filter(each => each.length).map(each => block.copy(Fragment.from(withBreaks(each))))
  return made.length === 1 && made[0].eq(block) ? [block] : made
}

function linesOf(block) {
  const lines = [[]]
  for (const child of childrenOf(block)) {
    if (child.type === nodes.hard_break) lines.push([])
    else lines.at(-1).push(child)
  }
  return lines
}

const withBreaks = lines =>
  lines.flatMap((line, index) => (index ? [nodes.hard_break.create(), ...line] : line))

function trimmed(line) {
  const texts = [...line]
  const cut = (index, pattern) => {
    while (texts.length) {
      const place = index < 0 ? texts.length - 1 : 0
      const text = texts[place].text.replace(pattern, "")
      if (text) return void (texts[place] = schema.text(text, texts[place].marks))
      texts.splice(place, 1)
    }
  }
  cut(0, /^[ \t\n]+/)
  cut(-1, /[ \t\n]+$/)
  return texts
}

// “**Note:**text” is no emphasis in CommonMark: the sign at the edge is written outside, “**Note**:text”.
function looseSigns(line) {
  return line.flatMap((node, index) => {
    const follows = line[index + 1]
    const precedes = line[index - 1]
    const own = other => node.marks.filter(mark => EMPHASIS.includes(mark.type) && !mark.isInSet(other.marks))
    let [start, end] = [0, node.text.length]
    if (follows && own(follows).length && BEGINS_WITH_LETTER.test(follows.text))
      end -= (ENDS_IN_SIGN.exec(node.text) || [""])[0].length
    if (precedes && own(precedes).length && ENDS_IN_LETTER.test(precedes.text))
      start = Math.min((BEGINS_WITH_SIGN.exec(node.text) || [""])[0].length, end)
    if (!start && end === node.text.length) return [node]
    const plain = node.marks.filter(mark => !EMPHASIS.includes(mark.type))
    return [
      [node.text.slice(0, start), plain],
      [node.text.slice(start, end), node.marks],
      [node.text.slice(end), plain],
    ].flatMap(([text, own]) => (text ? [schema.text(text, own)] : []))
  })
}

// Two lists of one kind in a row are one list in Markdown.
function joinedLists(blocks) {
  const joined = []
  for (const block of blocks) {
    const last = joined.at(-1)
    if (!last || !isList(block) || last.type !== block.type || last.attrs.sign !== block.attrs.sign) joined.push(block)
    else joined.splice(-1, 1, last.copy(last.content.append(numberedOn(block).content)))
  }
  return joined
}

function numberedOn(list) {
  if (list.type !== nodes.ordered_list) return list
  const [first, ...others] = childrenOf(list)
  const value = first.attrs.value ?? list.attrs.order
  return list.copy(Fragment.from([first.type.create({ value }, first.content), ...others]))
}

export const withoutEmphasis = doc =>
  mapNodes(doc, node => (node.isText ? node.mark(node.marks.filter(mark => mark.type === marks.link)) : node))

export const withoutMarks = doc => mapNodes(doc, node => (node.isText ? node.mark([]) : node))

// Equal for readers: how a list is marked in the text makes no difference.
export const isSame = (one, other) => shape(one) === shape(other)

const shape = doc =>
  JSON.stringify(tidyNumbers(doc).toJSON(), (key, value) => (key === "tight" || key === "sign" ? undefined : value))

// The words, line by line.
export function wordsOf(doc) {
  const lines = []
  doc.descendants(node => {
    if (node.isTextblock || node.type === nodes.hard_break) lines.push("")
    else if (node.isText) lines.push(lines.pop() + node.text)
  })
  return lines.map(line => line.replace(/[ \t\n]+/g, " ").trim()).filter(Boolean).join("\n")
}
