// Says five minutes before that the session ends, and puts that off when somebody asks for it. All windows
// of a browser share one session, and tell each other when it ends.
"use strict";

{
  const WARNING = 300_000; // milliseconds before the end
  const place = document.getElementById("session-end");
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
  const windows = new BroadcastChannel("session-end");
  let end = 0;
  let shown = "";
  let before = null; // what had the focus before the button, which goes away when it is pressed

  const time = () => new Date(end).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  const show = (state, sentence, button) => {
    if (state === shown) return;
    shown = state;
    const text = document.createElement("p");
    text.textContent = sentence;
    place.replaceChildren(...(sentence ? [text] : []), ...(button ? [button] : []));
  };

  const look = () => {
    const left = end - Date.now();
    if (left <= 0) {
      const nothingLost = "What you entered here is still here: save it, and after you sign in it is there.";
      show("ended", `You have been signed out. ${nothingLost}`);
    } else if (left <= WARNING) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = "Stay signed in";
      button.addEventListener("focus", event => {
        before = event.relatedTarget;
      });
      button.addEventListener("click", prolong);
      show("warned", `You will be signed out at ${time()}.`, button);
    } else if (shown !== "prolonged") {
      show("", "");
    }
  };

  const endsIn = seconds => {
    end = Date.now() + seconds * 1000;
    windows.postMessage(end);
  };

  const prolong = async () => {
    try {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token.value });
      const answer = await fetch(place.dataset.address, { method: "POST", body });
      if (answer.status === 401) end = 0;
      if (answer.ok) {
        endsIn((await answer.json()).seconds);
        show("prolonged", `You stay signed in until ${time()}.`);
        before?.focus({ preventScroll: true });
        setTimeout(() => shown === "prolonged" && show("", ""), 20_000);
      } else if (end) {
        show("failed", "That did not work. Save what you entered, or load this page again in another window.");
      }
    } catch {
      show("failed", "The site does not answer. Save what you entered as soon as it does.");
    }
    look();
  };

  windows.addEventListener("message", event => {
    if (event.data <= end) return;
    end = event.data;
    look();
  });
  endsIn(Number(place.dataset.seconds));
  setInterval(look, 5000);
  look();
}
