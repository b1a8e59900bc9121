// What a text is made of: the blocks and marks that readers are shown, and no others.
import { Schema } from "prosemirror-model"
import { isSafeAddress } from "./markdown.js"

const numberOf = (element, name) => (element.hasAttribute(name) ? Number(element.getAttribute(name)) : null)

const nodes = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    attrs: { level: { default: 2 } },
    content: "text*",
    group: "block",
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map(level => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: node => [`h${Math.max(node.attrs.level, 2)}`, 0],
  },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  // `sign` is what the text has behind the number or as its bullet; `tight`: no blank lines between items.
  ordered_list: {
    attrs: { order: { default: 1 }, tight: { default: true }, sign: { default: "." } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: element => ({ order: numberOf(element, "start") ?? 1 }) }],
    toDOM: node => ["ol", { start: node.attrs.order }, 0],
  },
  bullet_list: {
    attrs: { tight: { default: true }, sign: { default: "-" } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  // `value` is a number that was typed and is not the one before plus one.
  list_item: {
    attrs: { value: { default: null } },
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "li", getAttrs: element => ({ value: numberOf(element, "value") }) }],
    toDOM: node => ["li", node.attrs.value === null ? {} : { value: node.attrs.value }, 0],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  text: { group: "inline" },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
}

const marks = {
  em: { parseDOM: [{ tag: "i" }, { tag: "em" }], toDOM: () => ["em", 0] },
  strong: { parseDOM: [{ tag: "b" }, { tag: "strong" }], toDOM: () => ["strong", 0] },
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: linkAttributes }],
    toDOM: mark => ["a", { href: mark.attrs.href, title: mark.attrs.title, rel: "noopener noreferrer" }, 0],
  },
}

function linkAttributes(element) {
  const href = element.getAttribute("href")
  return isSafeAddress(href) && { href, title: element.getAttribute("title") }
}

export const schema = new Schema({ nodes, marks })
