// An editor in the place of a text box, which stays the field of the form and holds the text as it is stored.
import { baseKeymap, toggleMark } from "prosemirror-commands"
import { history, redo, undo } from "prosemirror-history"
import { keymap } from "prosemirror-keymap"
import { Slice } from "prosemirror-model"
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list"
import { EditorState, Selection } from "prosemirror-state"
import { EditorView } from "prosemirror-view"
import { breakLine, typingRules } from "./commands.js"
import { documentOf } from "./documents.js"
import { editLink } from "./link_dialog.js"
import { cleanHtml, isFromPdf } from "./paste_html.js"
import { documentFromText } from "./paste_text.js"
import { schema } from "./schema.js"
import { Source } from "./source.js"
import { Toolbar } from "./toolbar.js"
import { write } from "./writer.js"

const { nodes, marks } = schema
const PAUSE = 250 // milliseconds after the last key, before the text box has what was typed

// Browsers show “\r\n” in a text box as one line end; the server puts back what it stored.
const textIn = box => box.value.replace(/\r\n?/g, "\n")

export class Editor {
  constructor(box) {
    this.box = box
    const caret = document.activeElement === box ? box.selectionStart : null // which is lost as the box moves
    this.source = new Source(textIn(box))
    this.label = document.querySelector(`label[for="${CSS.escape(box.id)}"]`)
    this.toolbar = new Toolbar({
      label: this.label ? this.label.textContent.trim().replace(/:$/, "") : box.name,
      leave: () => this.focus(),
      togglePlain: () => this.togglePlain(),
    })
    this.frame = document.createElement("div")
    this.frame.className = "prose-editor"
    this.frame.append(this.toolbar.element)
    box.before(this.frame)
    this.view = this.makeView()
    this.frame.append(box)
    this.toolbar.connect(this.view)
    // A required box that nobody sees would keep the form from being sent without a word; the server asks too.
    box.required = false
    this.show({ isPlain: false })
    if (this.label) this.label.addEventListener("click", () => this.isPlain || this.view.focus())
    this.followForm(box.form)
    if (caret !== null) this.goOnAt(caret)
  }

  // Whoever typed in the box before this script came, on a slow line, goes on where they were.
  goOnAt(caret) {
    const text = textIn(this.box)
    // A space at the end of a line is no part of the document. The letter keeps one before other words.
    const isAfterSpace = text[caret - 1] === " " && (text[caret] ?? "\n") === "\n"
    const before = text.slice(0, caret)
    const read = new Source(`${isAfterSpace ? before.trimEnd() : before}x`).doc
    const change = this.view.state.tr
    const place = Math.min(Selection.atEnd(read).head - 1, change.doc.content.size)
    change.setSelection(Selection.near(change.doc.resolve(place), -1))
    if (isAfterSpace) change.insertText(" ")
    this.view.dispatch(change)
    this.view.focus()
  }

  makeView() {
    return new EditorView(this.frame, {
      state: this.freshState(),
      attributes: this.attributes(),
      dispatchTransaction: change => {
        const state = this.view.state.apply(change)
        this.view.updateState(state)
        this.toolbar.show(state)
        if (change.docChanged) this.storeSoon()
      },
      handleDOMEvents: { blur: () => void this.store() },
      handlePaste: (view, { clipboardData: pasted }) =>
        Boolean(pasted) && isFromPdf(pasted.getData("text/html")) && view.pasteText(pasted.getData("text/plain")),
      transformPastedHTML: cleanHtml,
      clipboardTextParser: text => Slice.maxOpen(documentFromText(text).content),
      clipboardTextSerializer: slice => write(nodes.doc.createAndFill(null, slice.content) || documentOf([])),
    })
  }

  freshState() {
    return EditorState.create({
      doc: this.source.doc,
      plugins: [typingRules, history(), keymap(this.keys()), keymap(baseKeymap)],
    })
  }

  // Tab is left alone, so that nobody is caught in the text.
  keys() {
    return {
      "Mod-b": toggleMark(marks.strong),
      "Mod-i": toggleMark(marks.em),
      "Mod-k": editLink,
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      Enter: splitListItem(nodes.list_item, { value: null }),
      "Shift-Enter": breakLine,
      "Mod-]": sinkListItem(nodes.list_item),
      "Mod-[": liftListItem(nodes.list_item),
      "Alt-F10": () => {
        this.toolbar.focus()
        return true
      },
    }
  }

  // What a screen reader announces of the text box is announced of the editor.
  attributes() {
    const { box, label } = this
    if (label && !label.id) label.id = `${box.id}_label`
    const found = {
      class: "prose-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-describedby": box.getAttribute("aria-describedby"),
      "aria-invalid": box.getAttribute("aria-invalid"),
      "aria-required": box.required ? "true" : null,
      [label ? "aria-labelledby" : "aria-label"]: label ? label.id : box.name,
    }
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null))
  }

  get isPlain() {
    return !this.box.classList.contains("prose-hidden")
  }

  // The label is of one of both, or a screen reader would find the hidden box by it.
  show({ isPlain }) {
    this.box.classList.toggle("prose-hidden", !isPlain)
    this.view.dom.classList.toggle("prose-hidden", isPlain)
    this.toolbar.showPlain(isPlain)
    if (!this.label) return
    if (isPlain) this.label.htmlFor = this.box.id
    else this.label.removeAttribute("for")
  }

  focus() {
    if (this.isPlain) this.box.focus()
    else this.view.focus()
  }

  // The box has the text when the form is sent, by a button or by a script that reads it.
  followForm(form) {
    if (!form) return
    form.addEventListener("submit", () => this.store(), true)
    form.addEventListener("formdata", event => {
      this.store()
      if (event.formData.has(this.box.name)) event.formData.set(this.box.name, this.box.value)
    })
    form.addEventListener("reset", () => setTimeout(() => this.reload()))
  }

  storeSoon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.store(), PAUSE)
  }

  store() {
    if (!this.timer) return
    clearTimeout(this.timer)
    this.timer = null
    const text = this.source.write(this.view.state.doc)
    if (text === textIn(this.box)) return
    this.box.value = text
    for (const name of ["input", "change"]) this.box.dispatchEvent(new Event(name, { bubbles: true }))
  }

  reload() {
    this.source = new Source(textIn(this.box))
    this.view.updateState(this.freshState())
    this.toolbar.show(this.view.state)
  }

  togglePlain() {
    this.store()
    this.show({ isPlain: !this.isPlain })
    if (!this.isPlain) this.reload()
    this.focus()
  }
}
