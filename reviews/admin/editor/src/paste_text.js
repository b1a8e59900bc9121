// Plain text from the clipboard, as a PDF gives it: lines broken at the width of its page are joined
// again, and lines that begin with a bullet or a number are lists; those that begin with “(a)”, “iv.” or
// “1.1” stay lines of their own. Rows of a spreadsheet, which have tabs between their cells, stay apart,
// as those of a table do.
import { tidyNumbers } from "./documents.js"
import { BULLET, LETTERED, NUMBER, PART } from "./list_markers.js"
import { schema } from "./schema.js"

const { nodes } = schema

export function documentFromText(text) {
  const blocks = []
  let isAfterGap = true
  for (const raw of text.replace(/\r\n?/g, "\n").replace(/\u00ad/g, "").split("\n")) {
    const line = raw.replace(/\u00a0/g, " ").trim()
    if (line) addLine(blocks, line, isAfterGap)
    isAfterGap = !line
  }
  return tidyNumbers(nodes.doc.create(null, blocks.length ? blocks.map(nodeOf) : [nodes.paragraph.create()]))
}

function addLine(blocks, line, isAfterGap) {
  const bullet = BULLET.exec(line)
  const number = NUMBER.exec(line)
  if (bullet && bullet[0].length < line.length) addItem(blocks, "bullet_list", line.slice(bullet[0].length), null)
  else if (number) addItem(blocks, "ordered_list", line.slice(number[0].length), Number(number[1]))
  else if (line.includes("\t")) blocks.push({ type: "paragraph", lines: [{ text: line.split(/\s*\t\s*/).join(" | ") }], isRow: true })
  else if (isAfterGap || !blocks.length || blocks.at(-1).isRow || beginsItem(line, blocks.at(-1).lines.at(-1).text)) blocks.push({ type: "paragraph", lines: [{ text: line }] })
  else {
    const last = blocks.at(-1).lines.at(-1)
    // A hyphen at the end may be the word's own, so it is kept.
    last.text += /\p{L}-$/u.test(last.text) ? line : ` ${line}`
  }
}

// “2.5” after the end of a sentence is the number of a part, else it may be an amount.
const beginsItem = (line, before) => LETTERED.test(line) || (PART.test(line) && /[.:;?!]$/.test(before))

function addItem(blocks, type, text, value) {
  const last = blocks.at(-1)
  if (last && last.type === type) last.lines.push({ text, value })
  else blocks.push({ type, lines: [{ text, value }] })
}

const paragraph = text => nodes.paragraph.create(null, text ? [schema.text(text)] : [])

function nodeOf({ type, lines }) {
  if (type === "paragraph") return paragraph(lines[0].text)
  const items = lines.map(({ text, value }) => nodes.list_item.create({ value }, [paragraph(text)]))
  const attrs = type === "ordered_list" ? { order: lines[0].value } : null
  return nodes[type].create(attrs, items)
}
