// Actions from a table that is pasted: its cells as text, and its buttons without leaving the form. Without this
// script the same buttons send the form.
"use strict";

{
  // The cells of a copied table as text: a tab between cells; quotes around what holds tabs, quotes or line ends.
  const cellText = cell => {
    for (const end of cell.querySelectorAll("br")) end.replaceWith("\n");
    for (const block of cell.querySelectorAll("p, li, div")) block.append("\n");
    // White space in the source is one space; only what was put in above is a line end.
    const text = cell.textContent.replace(/[ \t\u00a0]+/g, " ").replace(/ *\n */g, "\n").replace(/\n{2,}/g, "\n").trim();
    return /["\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  const tableText = table => {
    const grid = [];
    [...table.rows].forEach((row, number) => {
      grid[number] ||= [];
      for (const cell of row.cells) {
        const text = cellText(cell);
        const column = firstFree(grid[number]);
        // A cell over several rows says the same of each.
        for (let down = 0; down < Math.max(cell.rowSpan, 1) && number + down < table.rows.length; down += 1) {
          for (let right = 0; right < Math.max(cell.colSpan, 1); right += 1) {
            (grid[number + down] ||= [])[column + right] = right ? "" : text;
          }
        }
      }
    });
    return grid.map(row => Array.from(row, text => text || "").join("\t")).join("\n");
  };

  const firstFree = row => {
    let column = 0;
    while (row[column] !== undefined) column += 1;
    return column;
  };

  const pasteTable = event => {
    const box = event.target.closest("[data-table-text]");
    const html = box && event.clipboardData && event.clipboardData.getData("text/html");
    if (!html || !/<table/i.test(html)) return;
    // The policy of this site forbids styles, also while a table is read: they are no attributes then.
    const plain = html.replace(/\r?\n/g, " ").replace(/<[a-z][^<>]*>/gi, tag => tag.replace(/\sstyle\s*=/gi, " data-style="))
      .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/<!--[\s\S]*?-->/g, "");
    const tables = [...new DOMParser().parseFromString(plain, "text/html").querySelectorAll("table")];
    const outer = tables.filter(table => !table.parentElement.closest("table"));
    if (!outer.length) return;
    event.preventDefault();
    const start = box.selectionStart;
    box.setRangeText(outer.map(tableText).join("\n"), start, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // The buttons of the table send the form as it is and put the answer’s actions in the place of those here,
  // so that files that were chosen and texts elsewhere in the form stay untouched.
  const sendTable = async event => {
    const button = event.target.closest("[data-table] button[name=_row]");
    if (!button) return;
    event.preventDefault();
    const group = button.closest("[data-rows]");
    const form = button.form;
    const sent = new FormData(form, button);
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
    group.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(group.id);
      if (!answer.ok || !fresh) throw new Error("no rows");
      replaceGroup(group, fresh, page, button.value);
    } catch {
      // Whatever stood in the way, the form itself says it.
      group.removeAttribute("aria-busy");
      form.requestSubmit(button);
    }
  };

  const replaceGroup = (group, fresh, page, act) => {
    group.replaceWith(document.adoptNode(fresh));
    fresh.dispatchEvent(new CustomEvent("rows:shown", { bubbles: true }));
    const notes = [...page.querySelectorAll(".messagelist li")].map(note => note.textContent.trim());
    const check = fresh.querySelector("[data-table-check]");
    const taken = () => fresh.querySelector(".errors :is(input, textarea, select)") || fresh.querySelector("[data-row-add]");
    const target = act.endsWith("take") && !check ? taken() : check;
    (target || fresh.querySelector("[data-table-text]")).focus();
    if (!target || act.endsWith("check")) fresh.querySelector("[data-table]").scrollIntoView();
    fresh.querySelector("[data-row-news]").textContent =
      notes.join(" ") || (check ? check.querySelector("h3").textContent : "");
    showNotes(fresh, notes);
  };

  const showNotes = (group, notes) => {
    if (!notes.length) return;
    const note = document.createElement("p");
    note.className = "row-note";
    note.textContent = notes.join(" ");
    group.querySelector("[data-table]").before(note);
  };

  document.addEventListener("paste", pasteTable);
  document.addEventListener("click", sendTable);
}
