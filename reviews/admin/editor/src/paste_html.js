// HTML from the clipboard of Word, Google Docs or a web page: its structure is kept, the rest dropped.
import { spellLetteredLists } from "./lettered_lists.js"
import { leadStraight } from "./pasted_links.js"
import { STYLE, styleOf } from "./pasted_style.js"
import { nestWordLists } from "./word_lists.js"
import { joinLists } from "./word_online.js"

const DROPPED =
  "style,script,meta,link,title,xml,iframe,object,embed,form,input,button,select,textarea,svg,math,img,video,audio," +
  "canvas,noscript,[hidden],[aria-hidden=true]"
// What its author struck out, by hand or as a tracked change, and what they wrote to colleagues in the margin.
const NOT_MEANT =
  "del,s,strike,.MsoCommentReference,.msocomanchor,.msocomtxt,.MsoCommentText," +
  "sup:has(> a[href^='#cmnt']),p:has(> a[href^='#cmnt_ref'])"
const STRUCK_OUT = /text-decoration(-line)?\s*:[^;]*line-through|mso-element\s*:\s*comment-list/
const KEPT_ATTRIBUTES = { A: ["href", "title"], OL: ["start"], LI: ["value"] }
// Google Docs strikes out what is done on a list of things to do.
const DONE = "li[role=checkbox] *"
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all/
const NOT_BOLD = /(^|[;\s])font-weight\s*:\s*(normal|[1-4]00)/
const NOT_ITALIC = /(^|[;\s])font-style\s*:\s*normal/
// Anchored, because Word writes mso-bidi-font-weight:normal on what is bold.
const BOLD = /(^|[;\s])font-weight\s*:\s*(bold|[6-9]00)/
const ITALIC = /(^|[;\s])font-style\s*:\s*italic/
const RAISED = /vertical-align\s*:\s*super/

// The viewer of Firefox copies each line of a PDF with a line end; the plain text beside it says the same.
export const isFromPdf = html => /<br role="presentation">/.test(html)

export function cleanHtml(html) {
  const page = new DOMParser().parseFromString(withoutMarkup(html), "text/html")
  const { body } = page
  body.querySelectorAll(`${DROPPED},${NOT_MEANT}`).forEach(element => element.remove())
  for (const element of styled(body)) {
    const isStruckOut = STRUCK_OUT.test(styleOf(element)) && !element.matches(DONE)
    if (HIDDEN.test(styleOf(element)) || isStruckOut) element.remove()
  }
  joinLists(body)
  nestWordLists(body)
  for (const element of styled(body)) applyStyle(element)
  keepStructure(body)
  dropTheRest(body)
  plainSpaces(page)
  return body.innerHTML
}

// Conditional comments of Word, and attributes that would act.
const withoutMarkup = html =>
  html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!\[(?:if|endif)[^>]*>/gi, "")
    .replace(/<\?xml[^>]*>/gi, "")
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-zA-Z][^<>]*>/g, tag =>
      tag.replace(/([\s"'/])style\s*=/gi, `$1${STYLE}=`).replace(/([\s"'/])on[a-z]+\s*=/gi, "$1data-dropped="),
    )

const styled = root => [...root.querySelectorAll(`[${STYLE}]`)]

const unwrap = element => element.replaceWith(...element.childNodes)

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

function wrapInside(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

// Bold and italic that are meant by a style; Google Docs wraps everything in a <b> that is not bold.
function applyStyle(element) {
  const style = styleOf(element)
  const isFalseBold = /^(B|STRONG)$/.test(element.tagName) && NOT_BOLD.test(style)
  const isFalseItalic = /^(I|EM)$/.test(element.tagName) && NOT_ITALIC.test(style)
  if (isFalseBold || isFalseItalic) return unwrap(element)
  if (!/^(SPAN|FONT)$/.test(element.tagName)) return
  if (BOLD.test(style)) wrapInside(element, "strong")
  if (ITALIC.test(style)) wrapInside(element, "em")
  if (RAISED.test(style)) wrapInside(element, "sup")
}

function keepStructure(body) {
  body.querySelectorAll("p[class*=MsoTitle],p[class*=MsoHeading]").forEach(title => rename(title, "h2"))
  body.querySelectorAll("[role=heading]").forEach(line => rename(line, `h${Math.min(line.ariaLevel || 2, 6)}`))
  // A list straight inside a list belongs to the item before it.
  body
    .querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")
    .forEach(list => list.previousElementSibling && list.previousElementSibling.append(list))
  spellLetteredLists(body)
  ;[...body.querySelectorAll("table")].reverse().forEach(table => table.replaceWith(...rowsOf(table)))
  body.querySelectorAll("h1").forEach(heading => rename(heading, "h2"))
  body.querySelectorAll("pre").forEach(block => rename(block, "p"))
  body.querySelectorAll("a.sdfootnotesym").forEach(mark => mark.append(" ")) // of LibreOffice: the note follows it
  // Footnotes and contents lead to parts of the document that was copied, which are not here.
  body.querySelectorAll("code,tt,a[href^='#']").forEach(unwrap)
  body.querySelectorAll("a[href]").forEach(leadStraight)
  body.querySelectorAll("sup").forEach(raise)
}

// The number of a footnote would become part of the number before it.
function raise(element) {
  if (/^\d+$/.test(element.textContent)) {
    element.textContent = element.textContent.replace(/\d/g, digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])
  }
}

// A paragraph for each row of a table.
const rowsOf = table =>
  [...table.rows].flatMap(row => {
    row.querySelectorAll("p,div,li,br").forEach(line => line.after(" "))
    const cells = [...row.cells].map(cell => cell.textContent.replace(/\s+/g, " ").trim())
    if (!cells.some(Boolean)) return []
    const line = table.ownerDocument.createElement("p")
    line.textContent = cells.join(" | ")
    return [line]
  })

function dropTheRest(body) {
  for (const element of [...body.querySelectorAll("*")]) {
    const kept = KEPT_ATTRIBUTES[element.tagName] || []
    for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name)
    if (element.tagName.includes(":")) unwrap(element) // o:p, st1:place …
  }
  body.querySelectorAll("p,li").forEach(line => line.textContent.trim() || line.remove())
  body.querySelectorAll("ul,ol").forEach(list => list.children.length || list.remove())
}

function plainSpaces(page) {
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(/\u00a0/g, " ").replace(/\u00ad/g, "")
  }
}
