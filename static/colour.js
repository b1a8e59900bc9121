// A colour can be chosen as well as typed. What is sent is what is in the text box, which can be empty.
"use strict";

for (const typed of document.querySelectorAll("[data-colour]")) {
  const chooser = document.createElement("input");
  chooser.type = "color";
  chooser.setAttribute("aria-label", "Choose the colour");
  const show = () => { chooser.value = /^#[0-9a-f]{6}$/i.test(typed.value) ? typed.value : "#17505c"; };
  chooser.addEventListener("input", () => {
    typed.value = chooser.value;
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  });
  typed.addEventListener("input", show);
  show();
  typed.after(" ", chooser);
}
