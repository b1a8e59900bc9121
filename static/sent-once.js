// A form is sent once. Whoever clicked twice would read that somebody has saved, approved or published it
// meanwhile, which was their own first click.
"use strict";

{
  const MOST = 10_000; // milliseconds; if the page is still there by then, the answer was a file or never came
  const sent = new Map(); // forms, and when

  window.addEventListener("submit", event => {
    const form = event.target;
    const isElsewhere = (event.submitter?.formTarget || form.target) === "_blank";
    if (event.defaultPrevented || isElsewhere) return;
    if (event.timeStamp - sent.get(form) < MOST) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  // Whoever was asked whether to leave what they typed, and stayed, may send the form after all.
  window.addEventListener("beforeunload", event => setTimeout(() => event.defaultPrevented && sent.clear()));
  window.addEventListener("pageshow", () => sent.clear()); // also when coming back by the browser’s button
}
