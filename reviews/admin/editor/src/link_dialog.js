// Asks for the address of a link, in a dialog of the page's own.
import { isSafeAddress } from "./markdown.js"
import { schema } from "./schema.js"

const { link } = schema.marks
const REFUSED = "Write a web address (https://…), an e-mail address or a telephone number (tel:…)."

let dialog = null

function element(tag, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(tag), attributes)
  made.append(...children)
  return made
}

function makeDialog() {
  const button = (value, text) => element("button", { type: "button", className: "button", value }, text)
  const label = element("label", { htmlFor: "prose-link-address" }, "Web, e-mail or telephone address")
  const error = element("p", { id: "prose-link-error", className: "errornote" })
  const input = element("input", { id: "prose-link-address", type: "text", autocomplete: "off", inputMode: "url" })
  input.setAttribute("aria-describedby", error.id)
  error.setAttribute("role", "alert")
  const buttons = [button("set", "Set link"), button("remove", "Remove link"), button("cancel", "Cancel")]
  const made = element(
    "dialog",
    { className: "prose-dialog" },
    element("h2", { id: "prose-link-title" }, "Link"),
    element("p", {}, label, input),
    error,
    element("p", { className: "prose-dialog-buttons" }, ...buttons),
  )
  made.setAttribute("aria-labelledby", "prose-link-title")
  document.body.append(made)
  return made
}

// “www.example.org” and “a@example.org” as links need them.
function completed(typed) {
  const text = typed.trim()
  if (!text || /^(?:[a-z][a-z0-9+.-]*:|[/#])/i.test(text)) return text
  return (/^[^\s@/]+@[^\s@/]+$/.test(text) ? "mailto:" : "https://") + text
}

// Calls `done` with the address, with "" to remove the link, or not at all.
function ask(address, done) {
  dialog ??= makeDialog()
  const input = dialog.querySelector("input")
  const error = dialog.querySelector(".errornote")
  const refuse = text => {
    error.textContent = text
    input.toggleAttribute("aria-invalid", Boolean(text))
  }
  const answer = value => {
    const typed = completed(input.value)
    if (value === "set" && !isSafeAddress(typed)) {
      refuse(REFUSED)
      return input.focus()
    }
    dialog.close()
    if (value !== "cancel") done(value === "set" ? typed : "")
  }
  input.value = address
  refuse("")
  dialog.onclick = event => event.target.matches("button") && answer(event.target.value)
  dialog.onkeydown = event => {
    if (event.key !== "Enter" || event.target !== input) return
    event.preventDefault() // or the form behind the dialog would be sent
    answer("set")
  }
  dialog.showModal()
  input.focus()
}

// The link at the cursor or at either side of it, as {href, from, to}; without one, the selection.
function linkAt(state) {
  const { from, to, empty, $from } = state.selection
  const beside = empty ? [$from.nodeAfter, $from.nodeBefore] : [state.doc.nodeAt(from)]
  const mark = beside.map(node => node && link.isInSet(node.marks)).find(Boolean)
  if (!mark || !empty) return { href: mark ? mark.attrs.href : "", from, to }
  const runs = linkedRuns($from.parent, mark, $from.start())
  return { href: mark.attrs.href, ...runs.find(run => run.from <= from && from <= run.to) }
}

function linkedRuns(parent, mark, start) {
  const runs = []
  parent.forEach((child, offset) => {
    if (!mark.isInSet(child.marks)) return
    const from = start + offset
    const last = runs.at(-1)
    if (last && last.to === from) last.to += child.nodeSize
    else runs.push({ from, to: from + child.nodeSize })
  })
  return runs
}

export function editLink(state, dispatch, view) {
  if (!state.selection.$from.parent.inlineContent) return false
  if (!dispatch) return true
  const { href, from, to } = linkAt(state)
  dialogFor(view, href, address => {
    const change = view.state.tr
    if (from === to && address) change.insert(from, schema.text(address, [link.create({ href: address })]))
    else change.removeMark(from, to, link)
    if (from !== to && address) change.addMark(from, to, link.create({ href: address }))
    view.dispatch(change)
  })
  return true
}

function dialogFor(view, href, done) {
  ask(href, done)
  dialog.onclose = () => view.focus()
}
