// Nothing typed is lost: leaving a form that was changed asks first, and a draft is sent to the server now
// and then, where it waits for whoever typed it. Saving is still theirs to do.
"use strict";

{
  const PAUSE = 5000; // milliseconds after a change
  const asked = document.querySelectorAll('form input[name="_opened_by"]');
  const opened = new Map(); // what each form held when it was opened
  const leaving = new Set(); // forms that are being sent

  const textOf = form =>
    new URLSearchParams(
      [...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]),
    ).toString();
  const isChanged = form => opened.has(form) && !leaving.has(form) && textOf(form) !== opened.get(form);

  // What somebody entered before this script and the others came, on a slow line, is not saved either.
  const touched = new Set();
  const isTouched = box => {
    if (["text", "textarea", "email", "url"].includes(box.type)) return box.value !== box.defaultValue;
    if (["checkbox", "radio"].includes(box.type)) return box.checked !== box.defaultChecked;
    if (box.type !== "select-one" || !box.options.length) return false;
    return box.selectedIndex !== Math.max([...box.options].findIndex(option => option.defaultSelected), 0);
  };
  const touch = event => event.isTrusted && touched.add(event.target.closest("form"));
  for (const { form } of asked) if ([...form.elements].some(isTouched)) touched.add(form);
  window.addEventListener("input", touch);

  // Scripts that lay out rows have run by then. What is shown again was never saved.
  const isShownAgain = document.querySelector("#not-yet-saved, #error-summary") !== null;
  window.addEventListener("load", () => {
    window.removeEventListener("input", touch);
    for (const { form } of asked) opened.set(form, isShownAgain || touched.has(form) ? null : textOf(form));
  });
  // What the site fills in by itself is no work of theirs: upload.js, when a file that waited is checked.
  for (const { form } of asked) {
    let isTheirs = false;
    form.addEventListener("answer:before", () => (isTheirs = isChanged(form)));
    form.addEventListener("answer:after", () => isTheirs || opened.set(form, textOf(form)));
  }
  window.addEventListener("submit", event => {
    const isElsewhere = (event.submitter?.formTarget || event.target.target) === "_blank";
    if (event.defaultPrevented || isElsewhere) return;
    leaving.add(event.target);
    if (event.target.closest("#not-yet-saved")) for (const { form } of asked) leaving.add(form);
  });
  window.addEventListener("pageshow", () => leaving.clear()); // also when coming back by the browser’s button
  window.addEventListener("beforeunload", event => {
    if ([...opened.keys()].some(isChanged)) event.preventDefault();
  });

  const place = document.getElementById("unsaved-work");
  if (place) {
    const form = place.closest("form");
    const quiet = document.createElement("span");
    const loud = document.createElement("span");
    quiet.className = "quiet-text";
    loud.setAttribute("role", "status");
    place.append(quiet, " ", loud);
    (form.querySelector(".submit-row") || form).append(place);
    let kept, timer, request;

    const report = (sentence, isKept) => {
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      if (isKept) quiet.textContent = `Kept at ${time}, not saved yet.`;
      if (loud.textContent !== sentence) loud.textContent = sentence;
    };

    const keep = async () => {
      clearTimeout(timer);
      timer = null;
      const text = textOf(form);
      if (!opened.has(form) || leaving.has(form) || text === (kept ?? opened.get(form))) return;
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      request = new AbortController();
      try {
        const answer = await fetch(place.dataset.address, { method: "POST", body: data, signal: request.signal });
        const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
        if (!isJson) throw new Error(answer.status);
        if (answer.ok) kept = text;
        report((await answer.json()).sentence, answer.ok);
      } catch {
        if (leaving.has(form)) return;
        report("What you enter cannot be kept at the moment: save soon.", false);
        keepSoon(); // the site may be back by then, though nobody enters anything more
      }
    };

    const keepSoon = () => {
      timer = timer || setTimeout(keep, PAUSE);
    };
    for (const name of ["input", "change", "click", "drop", "paste"]) form.addEventListener(name, keepSoon);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      if (request) request.abort();
    });
    // What was refused is kept at once: whoever sees that may leave. What was entered early is kept too.
    window.addEventListener("load", () => {
      if (isShownAgain) keep();
      else if (touched.has(form)) keepSoon();
    });
    document.addEventListener("visibilitychange", () => document.hidden && keep());
  }
}
