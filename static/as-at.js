// On the site as at a past moment, links, pictures and searches lead to the same moment. What was served is as
// it was, byte for byte; only the browser's copy of it is led elsewhere.
"use strict";

const site = document.querySelector("[data-site]").dataset.site;

for (const [selector, name] of [["main a, header a, footer a, aside a, nav a", "href"], ["main img", "src"], ["form", "action"]]) {
  for (const element of document.querySelectorAll(selector)) {
    const address = element.getAttribute(name);
    if (address && address.startsWith("/") && !address.startsWith("//")) {
      element.setAttribute(name, site + address);
    }
  }
}
