// For the rows that Django’s own script adds: its links to press answer to the space bar as buttons do, and
// a row that is added has the focus.
"use strict";

document.addEventListener("keydown", event => {
  if (event.key !== " " || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});
document.addEventListener("formset:added", event => {
  const box = event.target.querySelector("input:not([type=hidden]), textarea, select");
  if (box) box.focus();
});
