// Files that are dropped on an edition’s form, or chosen together, become rows at once; static/upload.js sends them.
// Without this script the box sends its files with the form, whose answer has their rows.
"use strict";

{
  class DropBox {
    constructor(box) {
      this.box = box;
      this.input = box.querySelector("input");
      box.querySelector("[data-drop-words]").hidden = false;
      box.querySelector("[data-drop-unless]").hidden = true;
      this.input.addEventListener("change", () => {
        this.take([...this.input.files]);
        this.input.value = "";
      });
      // Wherever files are dropped on the form: a browser would leave it to show them.
      for (const name of ["dragover", "drop", "dragleave"]) {
        document.addEventListener(name, event => this.drag(event));
      }
    }

    drag(event) {
      const { dataTransfer: dragged, target, type } = event;
      if (!dragged?.types.includes("Files")) return;
      this.box.classList.toggle("drop-files-over", type === "dragover");
      const isBoxOfOne = target.matches?.('input[type="file"]:not([multiple])');
      if (isBoxOfOne && (type !== "drop" || dragged.files.length === 1)) return;
      if (type !== "dragleave") event.preventDefault();
      if (type === "drop") this.take([...dragged.files]);
    }

    take(files) {
      if (!files.length) return;
      const rows = files.map(file => this.row(file)).filter(Boolean);
      this.input.form.dispatchEvent(new CustomEvent("files:dropped", { detail: { rows } }));
      rows[0]?.scrollIntoView({ block: "nearest" });
      this.input.focus({ preventScroll: true });
    }

    // Null where no more rows are taken, which the rows say.
    row(file) {
      const detail = {};
      this.box.closest("[data-rows]").dispatchEvent(new CustomEvent("rows:add", { detail }));
      const input = detail.row?.querySelector('input[type="file"]');
      if (!input) return null;
      const holder = new DataTransfer();
      holder.items.add(file);
      input.files = holder.files;
      return detail.row;
    }
  }

  document.querySelectorAll("[data-drop]").forEach(box => new DropBox(box));
}
