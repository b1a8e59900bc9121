// The rows of an edition’s parts: added, moved, dragged and removed without a request. Without this script
// the same buttons send the form, which is shown again with everything that was typed.
"use strict";

{
  const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), textarea, select";
  const LONGEST = 90; // characters of a heading

  const changed = box => {
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  class Rows {
    constructor(group) {
      this.group = group;
      this.prefix = group.dataset.rows;
      this.name = group.dataset.name;
      this.most = Number(group.dataset.most);
      this.list = group.querySelector(".rows-list");
      this.empty = document.getElementById(`${this.prefix}-empty`);
      this.news = group.querySelector("[data-row-news]");
      this.addButton = group.querySelector("[data-row-add]");
      this.total = document.getElementById(`id_${this.prefix}-TOTAL_FORMS`);
      this.total.autocomplete = "off";
      group.classList.add("rows-active");
      group.addEventListener("click", event => this.press(event));
      group.addEventListener("input", event => this.head(event.target.closest("[data-row]")));
      group.addEventListener("change", event => this.head(event.target.closest("[data-row]")));
      group.addEventListener("rows:add", event => { event.detail.row = this.add(); });
      this.list.addEventListener("pointerdown", event => this.grip(event));
      this.number();
      for (const row of this.rows()) {
        if (this.box(row, "DELETE").checked) this.fold(row, true);
      }
    }

    rows() {
      return [...this.list.querySelectorAll(":scope > [data-row]")];
    }

    box(row, name) {
      return row.querySelector(`[name="${row.id}-${name}"]`);
    }

    say(text) {
      this.news.textContent = text;
    }

    // What the row is called in what is announced.
    called(row) {
      return row.querySelector("h3").textContent.trim().replace(/\s+/g, " ");
    }

    press(event) {
      const button = event.target.closest("button");
      if (!button) return;
      const row = button.closest("[data-row]");
      const steps = { rowUp: -1, rowDown: 1 };
      const step = Object.keys(steps).find(name => name in button.dataset);
      if (step) this.step(row, steps[step], button);
      else if ("rowAdd" in button.dataset) this.add();
      else if ("rowRemove" in button.dataset) this.remove(row);
      else return;
      event.preventDefault();
    }

    // Numbers and buttons as the order is now. A button at the end stays in reach: it keeps the focus.
    number() {
      const rows = this.rows();
      rows.forEach((row, index) => {
        row.querySelector("[data-row-number]").textContent = index + 1;
        row.querySelector("[data-row-up]").setAttribute("aria-disabled", index === 0);
        row.querySelector("[data-row-down]").setAttribute("aria-disabled", index === rows.length - 1);
        row.querySelector("[data-row-remove]").hidden = false;
      });
    }

    // The order in the boxes that the form sends.
    place(moved) {
      this.rows().forEach((row, index) => { this.box(row, "position").value = index + 1; });
      this.number();
      changed(this.box(moved, "position"));
    }

    step(row, step, button) {
      const rows = this.rows();
      const other = rows[rows.indexOf(row) + step];
      if (!other) {
        this.say(`${this.called(row)} is the ${step < 0 ? "first" : "last"} already.`);
        return;
      }
      const before = row.getBoundingClientRect().top;
      this.list.insertBefore(row, step < 0 ? other : other.nextSibling);
      this.place(row);
      button.focus({ preventScroll: true });
      window.scrollBy(0, row.getBoundingClientRect().top - before);
      this.sayPlace(row);
    }

    sayPlace(row) {
      const rows = this.rows();
      this.say(`${this.called(row)} is now number ${rows.indexOf(row) + 1} of ${rows.length}.`);
    }

    add() {
      if (this.rows().length >= this.most) {
        this.say(`There are ${this.most} already, and more are not taken.`);
        return null;
      }
      const number = this.total.value;
      this.empty.insertAdjacentHTML("beforebegin", this.empty.innerHTML.replaceAll("__prefix__", number).trim());
      this.total.value = Number(number) + 1;
      const row = this.empty.previousElementSibling;
      this.number();
      row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: this.prefix } }));
      changed(this.box(row, "position"));
      row.querySelector(`.row-body :is(${TYPED})`).focus();
      this.say(`${this.called(row)} is added.`);
      return row;
    }

    // A row in which something is typed stays, folded, until the form is saved: it can be put back.
    remove(row) {
      const button = row.querySelector("[data-row-remove]");
      const isBack = this.box(row, "DELETE").checked;
      if (!isBack && this.isEmpty(row)) {
        this.takeOut(row);
        return;
      }
      this.box(row, "DELETE").checked = !isBack;
      this.fold(row, !isBack);
      changed(this.box(row, "DELETE"));
      button.focus();
      this.say(`${this.called(row)} ${isBack ? "is put back" : "goes when you save"}.`);
    }

    fold(row, isGone) {
      row.classList.toggle("row-gone", isGone);
      row.querySelector("[data-row-remove]").textContent = isGone ? "Put back" : "Remove";
    }

    isEmpty(row) {
      if (row.classList.contains("has_original")) return false;
      const untouched = box => (box.tagName === "SELECT" ? box.selectedIndex === this.firstChoice(box) : box.value === "");
      return [...row.querySelectorAll(`.row-body :is(${TYPED})`)].every(untouched) && !row.querySelector(".document-kept");
    }

    firstChoice(box) {
      const chosen = [...box.options].findIndex(option => option.defaultSelected);
      return Math.max(chosen, 0);
    }

    takeOut(row) {
      const rows = this.rows();
      const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
      const called = this.called(row);
      row.remove();
      this.number();
      changed(this.total);
      (next ? next.querySelector("[data-row-remove]") : this.addButton).focus();
      this.say(`${called} is removed.`);
    }

    // The first words typed in it, in the order of what says most.
    head(row) {
      if (!row || !this.list.contains(row)) return;
      const words = this.group.dataset.words.split(" ").map(name => this.words(this.box(row, name)));
      const found = (words.find(Boolean) || "").trim();
      const short = found.length > LONGEST ? `${found.slice(0, LONGEST - 1)}…` : found;
      row.querySelector("[data-row-words]").textContent = short && `: ${short}`;
    }

    words(box) {
      if (!box || !box.value) return "";
      return box.tagName === "SELECT" ? box.selectedOptions[0].textContent : box.value;
    }

    // Dragging, by mouse, pen or finger. All rows show their headings only, so that the way is short.
    grip(event) {
      const handle = event.target.closest("[data-row-handle]");
      if (!handle || event.button) return;
      event.preventDefault();
      const row = handle.closest("[data-row]");
      const before = { order: this.rows(), top: row.getBoundingClientRect().top };
      this.group.classList.add("rows-dragging");
      row.classList.add("row-dragged");
      window.scrollBy(0, row.getBoundingClientRect().top - before.top);
      const ending = new AbortController();
      const { signal } = ending;
      const end = isKept => {
        ending.abort();
        this.group.classList.remove("rows-dragging");
        row.classList.remove("row-dragged");
        if (!isKept) this.empty.before(...before.order);
        else if (this.rows().some((each, index) => each !== before.order[index])) this.drop(row);
        row.scrollIntoView({ block: "nearest" });
      };
      document.addEventListener("pointermove", move => this.drag(row, move), { signal });
      document.addEventListener("pointerup", () => end(true), { signal });
      document.addEventListener("pointercancel", () => end(false), { signal });
      document.addEventListener("keydown", key => { if (key.key === "Escape") end(false); }, { signal });
    }

    drag(row, event) {
      const edge = 60; // pixels from the top or bottom of the window, where it scrolls
      if (event.clientY < edge) window.scrollBy(0, -20);
      if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 20);
      const others = this.rows().filter(each => each !== row);
      const middle = each => (each.getBoundingClientRect().top + each.getBoundingClientRect().bottom) / 2;
      const next = others.find(each => event.clientY < middle(each)) || this.empty;
      if (next.previousElementSibling !== row) this.list.insertBefore(row, next);
    }

    drop(row) {
      this.place(row);
      this.sayPlace(row);
    }
  }

  document.querySelectorAll("[data-rows]").forEach(group => new Rows(group));
  document.addEventListener("rows:shown", event => {
    const rows = new Rows(event.target);
    changed(rows.total);
  });
}
