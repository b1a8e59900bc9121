// HTML from the clipboard of Word, Google Docs or a web page: its structure is kept, the rest dropped.
import { spellLetteredLists } from "./lettered_lists.js"
import { direct } from "./pasted_links.js"
import { STYLE, styleOf } from "./pasted_style.js"
import { nestWordLists } from "./word_lists.js"

const DROPPED =
  "style,script,meta,link,title,xml,iframe,object,embed,form,input,button,select,textarea,svg,math,img,video,audio," +
  "canvas,noscript,[hidden],[aria-hidden=true]"
// What its author struck out, by hand or as a tracked change, and what they wrote to colleagues in the margin.
const NOT_MEANT =
  "del,s,strike,.MsoCommentReference,.msocomanchor,.msocomtxt,.MsoCommentText," +
  "sup:has(> a[href^='#cmnt']),p:has(> a[href^='#cmnt_ref'])"
const STRUCK_OUT = /text-decoration(-line)?\s*:[^;]*line-through|mso-element\s*:\s*comment-list/
const KEPT_ATTRIBUTES = { A: ["href", "title"], OL: ["start"], LI: ["value"] }
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all/
const NOT_BOLD = /(^|[;\s])font-weight\s*:\s*(normal|[1-4]00)/
const NOT_ITALIC = /(^|[;\s])font-style\s*:\s*normal/
// Anchored, because Word writes mso-bidi-font-weight:normal on what is bold.
const BOLD = /(^|[;\s])font-weight\s*:\s*(bold|[6-9]00)/
const ITALIC = /(^|[;\s])font-style\s*:\s*italic/

export function cleanHtml(html) {
  const page = new DOMParser().parseFromString(withoutMarkup(html), "text/html")
  const { body } = page
  body.querySelectorAll(`${DROPPED},${NOT_MEANT}`).forEach(element => element.remove())
  for (const element of styled(body)) {
    if (HIDDEN.test(styleOf(element)) || STRUCK_OUT.test(styleOf(element))) element.remove()
  }
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
}

function keepStructure(body) {
  body.querySelectorAll("p[class*=MsoTitle],p[class*=MsoHeading]").forEach(title => rename(title, "h2"))
  // A list straight inside a list belongs to the item before it.
  body
    .querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")
    .forEach(list => list.previousElementSibling && list.previousElementSibling.append(list))
  spellLetteredLists(body)
  ;[...body.querySelectorAll("table")].reverse().forEach(table => table.replaceWith(...rowsOf(table)))
  body.querySelectorAll("h1").forEach(heading => rename(heading, "h2"))
  body.querySelectorAll("pre").forEach(block => rename(block, "p"))
  // Footnotes and contents lead to parts of the document that was copied, which are not here.
  body.querySelectorAll("code,tt,a[href^='#']").forEach(unwrap)
  body.querySelectorAll("a[href]").forEach(link => link.setAttribute("href", direct(link.getAttribute("href"))))
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
  body.querySelectorAll("p").forEach(line => line.textContent.trim() || line.remove())
}

function plainSpaces(page) {
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(/\u00a0/g, " ").replace(/\u00ad/g, "")
  }
}
