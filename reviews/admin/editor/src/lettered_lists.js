// Lists of web pages and of Google Docs that count in letters or Roman numerals, which Markdown cannot:
// they become paragraphs that begin with the mark which was shown.
import { styleOf } from "./pasted_style.js"

const TYPES = { a: "lower-alpha", A: "upper-alpha", i: "lower-roman", I: "upper-roman" }
const STYLE = /list-style(?:-type)?\s*:[^;]*?\b(lower|upper)-(alpha|latin|roman)\b/
const ROMAN = Object.entries({ m: 1000, cm: 900, d: 500, cd: 400, c: 100, xc: 90, l: 50, xl: 40, x: 10, ix: 9, v: 5, iv: 4, i: 1 })
const BLOCKS = "p,div,ul,ol,table,blockquote,h1,h2,h3,h4,h5,h6"

export function spellLetteredLists(body) {
  for (const list of [...body.querySelectorAll("ol")].reverse()) {
    const [letters, script] = kindOf(list)
    if (!script) continue
    let next = list.hasAttribute("start") ? list.start : 1
    const lines = [...list.children].flatMap(item => {
      const value = item.hasAttribute("value") ? item.value : next
      next = value + 1
      const mark = script === "roman" ? roman(value) : alphabetic(value)
      return linesOf(item, `${letters === "upper" ? mark.toUpperCase() : mark}. `)
    })
    list.replaceWith(...lines)
  }
}

function kindOf(list) {
  const stated = [list, list.firstElementChild].map(each => each && STYLE.exec(styleOf(each))).find(Boolean)
  return stated ? stated.slice(1) : (TYPES[list.getAttribute("type")] || "").split("-")
}

// The paragraphs of an item, with its mark at the beginning.
function linesOf(item, mark) {
  const lines = []
  let open = null
  for (const node of [...item.childNodes]) {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS)) {
      lines.push(node)
      open = null
    } else if (open || node.textContent.trim()) {
      if (!open) lines.push((open = item.ownerDocument.createElement("p")))
      open.append(node)
    }
  }
  if (!lines.length || !lines[0].matches("p,div")) lines.unshift(item.ownerDocument.createElement("p"))
  lines[0].prepend(mark)
  return lines
}

const roman = value =>
  ROMAN.reduce(([left, shown], [letter, worth]) => [left % worth, shown + letter.repeat(left / worth)], [value, ""])[1]

const alphabetic = value =>
  value < 1 ? "" : alphabetic(Math.floor((value - 1) / 26)) + String.fromCharCode(97 + ((value - 1) % 26))
