// A text and its document. What nobody changed is written back byte for byte, so that a look at a draft,
// or one corrected word, changes no digest and no line of the approver's comparison beyond it.
import { childrenOf, documentOf, isSame, storable } from "./documents.js"
import { blockLines, read } from "./reader.js"
import { write } from "./writer.js"

const keys = new WeakMap()

function keyOf(node) {
  if (!keys.has(node)) keys.set(node, JSON.stringify(node.toJSON()))
  return keys.get(node)
}

export class Source {
  constructor(text) {
    this.text = text
    this.doc = read(text)
    this.passages = passagesOf(text, childrenOf(this.doc))
  }

  // The text of a document that came from this one by editing.
  write(doc) {
    if (doc.eq(this.doc)) return this.text
    const wanted = storable(doc)
    if (wanted.eq(storable(this.doc))) return this.text
    const text = this.passages ? this.patched(doc) : write(doc)
    return isSame(storable(read(text)), wanted) ? text : write(doc)
  }

  patched(doc) {
    const found = this.matches(childrenOf(doc))
    const parts = []
    let last = null
    for (const run of runsOf(childrenOf(doc), found)) {
      const { passage } = run
      const text = passage ? passage.text : write(documentOf(run.blocks))
      if (!text) continue
      const follows = passage && last && last.index + 1 === passage.index
      const isFirst = !parts.length
      parts.push(follows ? `\n${passage.gap}` : isFirst ? leadOf(passage) : "\n\n", text)
      last = passage
    }
    return parts.join("") + this.tailAfter(last)
  }

  // Each passage is used once, best after the one that it followed.
  matches(blocks) {
    const free = new Map()
    for (const passage of this.passages) free.set(passage.key, [...(free.get(passage.key) || []), passage])
    let last = null
    return blocks.map(block => {
      const same = free.get(keyOf(block)) || []
      const next = same.findIndex(passage => last && passage.index === last.index + 1)
      last = same.splice(Math.max(next, 0), 1)[0] || null
      return last
    })
  }

  tailAfter(passage) {
    if (passage && passage.index === this.passages.length - 1) return passage.tail
    return this.text.endsWith("\n") ? "\n" : ""
  }
}

const leadOf = passage => (passage && passage.index === 0 ? passage.gap : "")

// The blocks that were not matched are written together, as what stands beside them decides how.
function runsOf(blocks, found) {
  const runs = []
  blocks.forEach((block, index) => {
    if (found[index]) runs.push({ passage: found[index] })
    else if (runs.length && !runs.at(-1).passage) runs.at(-1).blocks.push(block)
    else runs.push({ passage: null, blocks: [block] })
  })
  return runs
}

// The text cut into its blocks, each with the blank lines before it; null if they cannot be separated.
function passagesOf(text, blocks) {
  const spans = blockLines(text)
  if (!spans.length || spans.length !== blocks.length) return null
  const lines = text.split("\n")
  let done = 0
  const passages = spans.map(([start, end], index) => {
    while (end > start + 1 && !lines[end - 1].trim()) end -= 1
    const gap = lines.slice(done, start).map(line => `${line}\n`).join("")
    done = end
    return { index, gap, text: lines.slice(start, end).join("\n"), key: keyOf(blocks[index]), tail: "" }
  })
  passages.at(-1).tail = done < lines.length ? `\n${lines.slice(done).join("\n")}` : ""
  return passages
}
