// The summary of what is wrong in a form has the focus, and each of its links goes to the box itself: also
// to one in a closed section, and to the editor that stands in the place of a text box.
"use strict";

{
  const summaries = document.querySelectorAll(".error-summary");
  const first = document.getElementById("not-yet-saved") || summaries[0];

  const goTo = box => {
    for (let section = box.closest("details"); section; section = section.parentElement.closest("details")) {
      section.open = true;
    }
    const editor = box.classList.contains("prose-hidden") && box.closest(".prose-editor");
    const target = (editor && editor.querySelector(".prose-text")) || box;
    if (target.tabIndex < 0) target.tabIndex = -1;
    const label = target.labels && target.labels[0];
    (label || target).scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };

  // Whoever types or has clicked already, on a slow line, is not taken away from there.
  if (first && !navigator.userActivation?.hasBeenActive) first.focus();
  for (const summary of summaries) {
    summary.addEventListener("click", event => {
      const link = event.target.closest("a");
      const isHere = link && link.getAttribute("href").startsWith("#");
      const box = isHere && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!box) return;
      event.preventDefault();
      goTo(box);
    });
  }
}
