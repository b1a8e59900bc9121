// The buttons above a text: one tab stop, arrow keys between them, Escape back into the text.
import { toggleMark } from "prosemirror-commands"
import { redo, undo } from "prosemirror-history"
import { hasMark, isInside, toggleHeading, toggleList, toggleQuote } from "./commands.js"
import { editLink } from "./link_dialog.js"
import { schema } from "./schema.js"

const { nodes, marks } = schema

// `isOn` is whether the button counts as pressed; undo and redo are never that.
const BUTTONS = [
  { name: "Bold", run: toggleMark(marks.strong), isOn: state => hasMark(state, marks.strong), keys: "Control+B" },
  { name: "Italic", run: toggleMark(marks.em), isOn: state => hasMark(state, marks.em), keys: "Control+I" },
  { name: "Heading", run: toggleHeading(2), isOn: state => isInside(state, nodes.heading, { level: 2 }) },
  { name: "Subheading", run: toggleHeading(3), isOn: state => isInside(state, nodes.heading, { level: 3 }) },
  { name: "Bullets", run: toggleList(nodes.bullet_list), isOn: state => isInside(state, nodes.bullet_list) },
  { name: "Numbers", run: toggleList(nodes.ordered_list), isOn: state => isInside(state, nodes.ordered_list) },
  { name: "Quote", run: toggleQuote, isOn: state => isInside(state, nodes.blockquote) },
  { name: "Link", run: editLink, isOn: state => hasMark(state, marks.link), keys: "Control+K", opensDialog: true },
  { name: "Undo", run: undo, keys: "Control+Z" },
  { name: "Redo", run: redo, keys: "Control+Y" },
]

const KEYS = { ArrowRight: at => at + 1, ArrowLeft: at => at - 1, Home: () => 0, End: () => -1 }

export class Toolbar {
  // `label` names the text; `leave` goes back to it; `togglePlain` shows the text as it is stored, or not.
  constructor({ label, leave, togglePlain }) {
    this.element = document.createElement("div")
    this.element.className = "prose-toolbar"
    this.element.setAttribute("role", "toolbar")
    this.element.setAttribute("aria-label", `Formatting: ${label}`)
    this.buttons = BUTTONS.map(({ name }) => this.add(name))
    this.plain = this.add("Plain text")
    this.plain.setAttribute("aria-pressed", "false")
    this.plain.addEventListener("click", togglePlain)
    this.all = [...this.buttons, this.plain]
    this.all[0].tabIndex = 0
    this.element.addEventListener("keydown", event => this.move(event, leave))
  }

  add(name) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = name
    button.className = `prose-button prose-button-${name.toLowerCase().replace(" ", "-")}`
    button.tabIndex = -1
    button.addEventListener("mousedown", event => event.preventDefault()) // the selection stays
    this.element.append(button)
    return button
  }

  connect(view) {
    BUTTONS.forEach(({ run, keys, opensDialog }, index) => {
      if (keys) this.buttons[index].setAttribute("aria-keyshortcuts", keys)
      this.buttons[index].addEventListener("click", () => {
        run(view.state, view.dispatch, view)
        if (!opensDialog) view.focus()
      })
    })
    this.show(view.state)
  }

  // Which buttons are on, and which can do something here.
  show(state) {
    BUTTONS.forEach(({ run, isOn }, index) => {
      const button = this.buttons[index]
      if (isOn) button.setAttribute("aria-pressed", String(isOn(state)))
      button.setAttribute("aria-disabled", String(!run(state)))
    })
  }

  showPlain(isPlain) {
    this.plain.setAttribute("aria-pressed", String(isPlain))
    for (const button of this.buttons) button.disabled = isPlain
    if (isPlain) this.select(this.plain)
  }

  move(event, leave) {
    if (event.key === "Escape") return leave()
    const step = KEYS[event.key]
    if (!step) return
    event.preventDefault()
    const able = this.all.filter(button => !button.disabled)
    const next = able.at(step(able.indexOf(document.activeElement)) % able.length)
    this.select(next)
    next.focus()
  }

  select(button) {
    for (const each of this.all) each.tabIndex = each === button ? 0 : -1
  }

  focus() {
    this.all.find(button => button.tabIndex === 0).focus()
  }
}
