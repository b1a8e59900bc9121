// From Markdown to a document of the editor.
import { MarkdownParser } from "prosemirror-markdown"
import { tidyNumbers } from "./documents.js"
import { markdown } from "./markdown.js"
import { schema } from "./schema.js"

const isTight = (tokens, index) => {
  const first = tokens.slice(index + 1).find(token => token.type !== "list_item_open")
  return Boolean(first && first.hidden)
}

const parser = new MarkdownParser(schema, markdown, {
  paragraph: { block: "paragraph" },
  heading: { block: "heading", getAttrs: token => ({ level: Number(token.tag.slice(1)) }) },
  blockquote: { block: "blockquote" },
  bullet_list: {
    block: "bullet_list",
    getAttrs: (token, tokens, index) => ({ tight: isTight(tokens, index), sign: token.markup }),
  },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token, tokens, index) => ({
      order: Number(token.attrGet("start") ?? 1),
      tight: isTight(tokens, index),
      sign: token.markup,
    }),
  },
  list_item: { block: "list_item", getAttrs: token => ({ value: token.info ? Number(token.info) : null }) },
  hr: { node: "horizontal_rule" },
  hardbreak: { node: "hard_break" },
  softbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: {
    mark: "link",
    getAttrs: token => ({ href: token.attrGet("href"), title: token.attrGet("title") || null }),
  },
})

export const read = text => tidyNumbers(parser.parse(text))

// The lines of each block of a text, as [first, last + 1].
export const blockLines = text =>
  markdown
    .parse(text)
    .filter(token => token.level === 0 && token.nesting >= 0 && token.map && token.type !== "inline")
    .map(token => token.map)
