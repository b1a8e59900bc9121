// From a document of the editor to Markdown, which says the same words when it is read again.
import { MarkdownSerializer } from "prosemirror-markdown"
import { childrenOf, documentOf, isList, storable, withoutEmphasis, withoutMarks, wordsOf } from "./documents.js"
import { read } from "./reader.js"
import { schema } from "./schema.js"

const { nodes, marks } = schema

// Signs that would start a block if a line began with them.
const LINE_STARTS = [
  [/^([-+*])(?=\s|$)/, "\\$1"],
  [/^(#{1,6})(?=\s|$)/, "\\$1"],
  [/^>/, "\\>"],
  [/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2"],
  [/^([-_*])(?=(?:[ \t]*\1){2,}[ \t]*$)/, "\\$1"],
]

// Only where it changes the meaning, so that a text stays readable: “5 * 3”, “a_b” and “[1]” as they are.
function escaped(text, { isLineStart, isLink }) {
  const safe = text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\")
    .replace(/(?<!^|\s)\*|\*(?!\s|$)/g, "\\*")
    .replace(/_/g, (sign, at) => (/\w/.test(text[at - 1] || "") && /\w/.test(text[at + 1] || "") ? sign : "\\_"))
    .replace(isLink ? /[[\]]/g : /\](?=\(|$)/g, "\\$&")
    .replace(/<(?=[a-z][a-z0-9+.-]*:|[^\s<>@]+@)/gi, "\\<")
  return isLineStart ? LINE_STARTS.reduce((line, [pattern, by]) => line.replace(pattern, by), safe) : safe
}

function writeText(state, node) {
  const isLineStart = state.atBlockStart || state.out.endsWith(`\n${state.delim}`) || state.out.endsWith("\n")
  const isLink = Boolean(marks.link.isInSet(node.marks))
  state.text(state.inAutolink ? node.text : escaped(node.text, { isLineStart, isLink }), false)
}

// Each item is indented by its own marker.
function writeList(state, list, marker) {
  const followsList = state.closed && isList(state.closed)
  // Only a list that starts with 1 may follow a line of text without a blank line.
  const needsGap = followsList || (list.type === nodes.ordered_list && list.attrs.order !== 1)
  if (followsList || state.inTightList) state.flushClose(needsGap ? 2 : 1)
  const outer = state.inTightList
  state.inTightList = list.attrs.tight
  list.forEach((item, offset, index) => {
    if (index && list.attrs.tight) state.flushClose(1)
    const mark = marker(item)
    state.wrapBlock(" ".repeat(mark.length), mark, list, () => state.render(item, list, index))
  })
  state.inTightList = outer
}

function writeNumbers(state, list) {
  let next = list.attrs.order
  writeList(state, list, item => {
    const number = item.attrs.value ?? next
    next = number + 1
    return `${number}${list.attrs.sign} `
  })
}

function writeHeading(state, node) {
  state.write(`${"#".repeat(node.attrs.level)} `)
  state.renderInline(node, false)
  // A closing “##” would be read as part of the marking.
  state.out = state.out.replace(/(\s)(#+)$/, "$1\\$2")
  state.closeBlock(node)
}

const isOwnAddress = (mark, parent, index) => {
  const text = parent.child(index)
  const goesOn = index + 1 < parent.childCount && mark.isInSet(parent.child(index + 1).marks)
  const isShown = text.isText && text.text === mark.attrs.href && text.marks.length === 1
  return isShown && !mark.attrs.title && !goesOn && /^(https?:|mailto:|tel:)[^\s<>\\]+$/i.test(mark.attrs.href)
}

// Brackets may stay in an address if they come in pairs.
const HAS_PAIRS = /^[^()]*(?:\([^()]*\)[^()]*)*$/
const percent = sign => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`

const link = {
  open(state, mark, parent, index) {
    state.inAutolink = isOwnAddress(mark, parent, index)
    return state.inAutolink ? "<" : "["
  },
  close(state, mark) {
    const isAutolink = state.inAutolink
    state.inAutolink = undefined
    if (isAutolink) return ">"
    const href = mark.attrs.href.replace(HAS_PAIRS.test(mark.attrs.href) ? /[\s<>\\]/g : /[\s<>\\()]/g, percent)
    const title = mark.attrs.title ? ` "${mark.attrs.title.replace(/["\\]/g, "\\$&")}"` : ""
    return `](${href}${title})`
  },
  mixable: true,
}

const emphasis = sign => ({ open: sign, close: sign, mixable: true, expelEnclosingWhitespace: true })

const serializer = new MarkdownSerializer(
  {
    paragraph(state, node) {
      state.renderInline(node)
      state.closeBlock(node)
    },
    heading: writeHeading,
    blockquote: (state, node) => state.wrapBlock("> ", null, node, () => state.renderContent(node)),
    bullet_list: (state, node) => writeList(state, node, () => `${node.attrs.sign} `),
    ordered_list: writeNumbers,
    list_item: (state, node) => state.renderContent(node),
    horizontal_rule(state, node) {
      state.write("---")
      state.closeBlock(node)
    },
    hard_break: state => state.write("\n"),
    text: writeText,
  },
  { em: emphasis("*"), strong: emphasis("**"), link },
)

const isReadBack = (text, doc) => wordsOf(read(text)) === wordsOf(doc)

// Block by block. Where marks would garble the words, the marks are given up and never the words.
function storableBlock(block) {
  const doc = documentOf([block])
  const tries = [doc, withoutEmphasis(doc), withoutMarks(doc)]
  const kept = tries.find(each => isReadBack(serializer.serialize(each), each)) || tries.at(-1)
  return kept.firstChild
}

export function write(doc) {
  const blocks = childrenOf(storable(doc)).map(storableBlock)
  return serializer.serialize(documentOf(blocks))
}
