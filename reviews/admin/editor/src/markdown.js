// Markdown by the rules of reviews/lib/markdown.py, which renders it for readers. Change both together.
import MarkdownIt from "markdown-it"

const OFF = ["backticks", "code", "entity", "fence", "html_block", "html_inline", "image", "lheading", "reference"]
const DEEPEST = 14

const SAFE_ADDRESS = /^(?:https?:|mailto:|tel:|\/(?![/\\])|#)/i
const BULLET = /^([ \t>]*)(?:[•▪●○◦‣∙·](?=[ \t])|[–](?=\t))[ \t]+/gm
const LEADING_ZERO = /^([ \t>*+-]*0[0-9]{1,8})(?=[.)](?:[ \t]|$))/gm

const WEB_ADDRESS = /(^|[^<A-Za-z0-9_])((?:https?:\/\/|www\.)[^\s<>]+)/gi
const SIGNS = /(\\?[_*]+)([A-Za-z0-9/-]?)/g

export const isSafeAddress = address => SAFE_ADDRESS.test((address || "").trim())

// As the server does before it reads a text: the lines stay as many as they are.
const prepared = text =>
  text.replace(BULLET, "$1- ").replace(LEADING_ZERO, "$1\\").replace(WEB_ADDRESS, (_, before, address) => before + withItsSigns(address))

// Those at the end may close an emphasis that was opened before the address.
const withItsSigns = address =>
  address.replace(SIGNS, (all, signs, next) => (next ? signs.replace(/\\?([_*])/g, "\\$1") + next : all))

// The first line that is no longer inside the innermost block.
function lineAfter(state, start, end) {
  let line = start
  while (line < end && (state.isEmpty(line) || state.sCount[line] >= state.blkIndent)) line += 1
  return line
}

// A block rule: everything below the deepest level is one paragraph.
function tooDeep(state, start, end, silent) {
  if (state.level < DEEPEST || silent) return false
  const after = lineAfter(state, start, end)
  for (const [type, tag, nesting] of [["paragraph_open", "p", 1], ["inline", "", 0], ["paragraph_close", "p", -1]]) {
    const token = state.push(type, tag, nesting)
    token.map = [start, after]
    if (type !== "inline") continue
    token.content = state.getLines(start, after, state.blkIndent, false).trim()
    token.children = []
  }
  state.line = after
  return true
}

// A core rule: a link without words, which nobody would see, is called by its address.
function callByAddress(state) {
  const words = link => Object.assign(new state.Token("text", "", 0), { content: link.attrGet("href") })
  const isEmpty = (token, next) => token.type === "link_open" && next.type === "link_close"
  for (const block of state.tokens) {
    if (block.type !== "inline") continue
    block.children = block.children.flatMap((token, at, all) => (isEmpty(token, all[at + 1]) ? [token, words(token)] : [token]))
  }
}

const reader = MarkdownIt("commonmark", { html: false, breaks: true }).disable(OFF)
reader.validateLink = isSafeAddress
reader.normalizeLinkText = String
reader.block.ruler.before("blockquote", "too_deep", tooDeep)
reader.core.ruler.push("call_by_address", callByAddress)

export const markdown = {
  parse: (text, env = {}) => reader.parse(prepared(text), env),
  render: text => reader.render(prepared(text)),
}
