// Every text box that asks for it becomes an editor, or gets a count of its words; rows that are added too.
import { Editor } from "./editor.js"
import { countIn } from "./word_count.js"

const done = new WeakSet()

// `__prefix__` is in the names of the row from which Django makes new ones.
const isNew = box => !done.has(box) && !box.disabled && !box.name.includes("__prefix__")

function attachAll(root) {
  for (const box of root.querySelectorAll("textarea[data-prose], textarea[data-words]")) {
    if (!isNew(box)) continue
    done.add(box)
    if ("prose" in box.dataset) new Editor(box)
    if ("words" in box.dataset) countIn(box)
  }
}

attachAll(document) // the script is deferred: the page is read
document.addEventListener("formset:added", event => attachAll(event.target))
