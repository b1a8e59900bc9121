// Asks the browser for a passkey and sends its answer with the form around the button.
"use strict";
(() => {
  const button = document.querySelector("[data-passkey]");
  if (!button) return;
  const form = button.closest("form");
  const message = form.querySelector("[data-passkey-message]");
  const asked = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  const isNew = button.dataset.passkey === "create";

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  function options() {
    const known = { ...asked, challenge: bytes(asked.challenge) };
    if (isNew) {
      known.user = { ...asked.user, id: bytes(asked.user.id) };
      known.excludeCredentials = withBytes(asked.excludeCredentials);
    } else {
      known.allowCredentials = withBytes(asked.allowCredentials);
    }
    return { publicKey: known };
  }

  function asJson(made) {
    const parts = isNew ? ["clientDataJSON", "attestationObject"] : ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
    const response = {};
    for (const part of parts) if (made.response[part]) response[part] = text(made.response[part]);
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} });
  }

  button.hidden = !window.PublicKeyCredential;
  if (button.hidden) message.textContent = "This browser knows no passkeys. Use an authenticator app.";
  button.addEventListener("click", async () => {
    if (isNew && !form.reportValidity()) return;
    message.textContent = "";
    try {
      const made = await (isNew ? navigator.credentials.create(options()) : navigator.credentials.get(options()));
      form.elements.answer.value = asJson(made);
      form.submit();
    } catch (error) {
      const isHere = error.name === "InvalidStateError"; // it keeps one of those that were not to be made again
      message.textContent = isHere ? "You have a passkey on this device already: it is in the list of what you have." : "The browser gave no passkey. Try again, or use another way.";
    }
  });
})();
