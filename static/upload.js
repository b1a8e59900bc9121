// Sends the files of an edition’s form one by one before the form itself, so that their progress shows and
// a refused file costs nothing that was typed. Those that were dropped together are sent at once. Where a worker
// checks them, the form can be saved and left meanwhile; as long as it is open, it asks what became of them.
// Without this script the form sends them with everything else.
"use strict";

{
  const SELECTOR = '.document-widget input[type="file"]';
  const MEGABYTE = 1000 * 1000;
  const SIGNED_OUT =
    "You have been signed out. Save: after you sign in, all is there but the file, which is to be chosen again.";
  const ASK_EVERY = 1500; // milliseconds
  const LOST = "The file could not be sent. Check your connection, and save again.";

  function complain(input, sentences) {
    const list = document.createElement("ul");
    list.className = "errorlist upload-errors";
    list.id = `${input.name}-upload-errors`;
    for (const sentence of sentences)
      list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
    forgive(input);
    input.before(list);
    input.setAttribute("aria-invalid", "true");
    input.dataset.described = input.getAttribute("aria-describedby") ?? "";
    input.setAttribute("aria-describedby", `${list.id} ${input.dataset.described}`.trim());
  }

  function forgive(input) {
    const list = document.getElementById(`${input.name}-upload-errors`);
    if (!list) return;
    list.remove();
    input.removeAttribute("aria-invalid");
    if (input.dataset.described) input.setAttribute("aria-describedby", input.dataset.described);
    else input.removeAttribute("aria-describedby");
  }

  function isTooLarge(input) {
    const large = [...input.files].some(file => file.size > Number(input.dataset.limit));
    if (large) complain(input, [input.dataset.tooLarge]);
    else forgive(input);
    return large;
  }

  function send(address, file, token, progressed) {
    return new Promise(resolve => {
      const body = new FormData();
      if (file) body.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("X-CSRFToken", token);
      request.responseType = "json";
      request.upload.addEventListener("progress", event => {
        if (event.lengthComputable) progressed(event.loaded / event.total);
      });
      request.addEventListener("loadend", () => resolve(answerTo(request, address)));
      request.send(body);
    });
  }

  // To whose session has ended, or whose token is lost, the form is shown again after all of it is sent, and
  // names the files that are to be chosen again.
  function answerTo(request, address) {
    const isLedAway = request.responseURL && new URL(request.responseURL).pathname !== address;
    if (isLedAway || request.status === 401 || request.status === 403)
      return { refused: [SIGNED_OUT], isSignedOut: true };
    return request.response ?? { refused: [LOST], isLost: true, isGone: request.status === 404 };
  }

  function changed(box) {
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function keep(input, answer) {
    const name = `${input.name}-kept`;
    const box = input.closest(".document-widget");
    const hidden = box.querySelector(`input[name="${name}"]`) ?? document.createElement("input");
    Object.assign(hidden, { type: "hidden", name, value: answer.kept });
    box.append(hidden);
    const removal = box.querySelector(`input[name="${input.name}-remove"]`);
    if (removal) removal.checked = false;
    for (const shown of box.querySelectorAll(".document-kept")) shown.remove();
    box.insertAdjacentHTML("afterbegin", answer.shown);
    input.value = "";
  }

  const isWaiting = input => input.closest(".document-widget").querySelector("[data-ask]");

  // What the site guessed, where nobody has typed anything. Whoever adds the file checks it.
  function fillGuess(row, file, answer) {
    const box = name => row.querySelector(`[name="${row.id}-${name}"]`);
    const guessed = [];
    for (const name of ["kind", "title"]) {
      if (!answer[name] || box(name).value) continue;
      box(name).value = answer[name];
      guessed.push(name);
      changed(box(name));
    }
    if (answer.language && answer.language !== "en-GB") box("language").value = answer.language;
    const note = document.createElement("p");
    note.className = "row-note";
    const from = `From the file “${file}”. `;
    if (!answer.kept)
      note.textContent = `${from}It was not taken; below is why. Choose another file, or remove this row.`;
    else if (!box("kind").value) note.textContent = `${from}Choose what it is.`;
    else if (guessed.includes("title"))
      note.textContent = `${from}Kind and title are guessed: check both, and that the title names nobody.`;
    else note.textContent = `${from}The kind is guessed: check it.`;
    row.querySelector(".row-note")?.remove();
    row.querySelector(".row-body").prepend(note);
  }

  function progressIn(input) {
    const place = document.createElement("p");
    place.className = "document-sending";
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", "Upload");
    const words = document.createElement("span");
    place.append(words, " ", bar);
    input.before(place);
    return { place, words, bar };
  }

  class Uploads {
    constructor(status) {
      this.status = status;
      this.form = status.closest("form");
      this.news = this.form.querySelector("[data-drop-news]");
      this.waiting = Promise.resolve(); // until the files that were dropped are here
      this.isSending = false;
      this.isSignedOut = false;
      this.open = 0;
      this.form.addEventListener("submit", event => this.submit(event));
      this.form.addEventListener("files:dropped", event => this.take(event.detail.rows));
      for (const input of this.form.querySelectorAll(SELECTOR)) if (isWaiting(input)) this.ask(input);
    }

    get token() {
      return this.form.querySelector('input[name="csrfmiddlewaretoken"]').value;
    }

    // Sends the file of one box, and shows how far it is.
    async sendOne(input, words, bar, before = "") {
      const [file] = input.files;
      words.textContent = `${before}Sending ${file.name} (${(file.size / MEGABYTE).toFixed(1)} MB).`;
      const answer = await send(this.status.dataset.upload, file, this.token, part => {
        bar.value = part * 100;
        if (part === 1) words.textContent = `${before}Checking ${file.name}.`;
      });
      if (answer.kept) keep(input, answer);
      else complain(input, answer.refused);
      if (answer.waiting) this.ask(input);
      this.isSignedOut ||= answer.isSignedOut;
      return answer;
    }

    // Until a file is checked, now and then, also while the site does not answer: it is there. Not if another was
    // chosen in its place, the row or the draft is gone, or nobody is signed in any more.
    async ask(input) {
      const place = isWaiting(input);
      let answer = { waiting: true };
      while (answer.waiting || answer.isLost) {
        await new Promise(resolve => setTimeout(resolve, ASK_EVERY));
        if (!place.isConnected || input.files.length) return;
        answer = await send(place.dataset.ask, null, this.token, () => {});
        if (answer.isGone || answer.isSignedOut) return;
      }
      if (!place.isConnected || input.files.length) return;
      this.form.dispatchEvent(new Event("answer:before"));
      if (answer.kept) keep(input, answer);
      else this.takeAway(input, place, answer.refused);
      this.form.dispatchEvent(new Event("answer:after"));
      const row = input.closest("[data-row]");
      if (row?.querySelector(".row-note")) fillGuess(row, place.dataset.name, answer);
    }

    takeAway(input, place, refused) {
      const box = input.closest(".document-widget");
      place.remove();
      box.querySelector(`input[name="${input.name}-kept"]`)?.remove();
      complain(input, refused);
    }

    async sendAll(inputs) {
      const [words, bar] = [this.status.querySelector("span"), this.status.querySelector("progress")];
      this.status.hidden = false;
      for (const [index, input] of inputs.entries()) {
        bar.value = 0;
        const before = inputs.length > 1 ? `File ${index + 1} of ${inputs.length}. ` : "";
        const answer = await this.sendOne(input, words, bar, before);
        if (answer.kept) continue;
        if (this.isSignedOut) return true;
        this.status.hidden = true;
        reveal(input);
        return false;
      }
      words.textContent = "Saving.";
      bar.hidden = true;
      return true;
    }

    chosen() {
      return [...this.form.querySelectorAll(SELECTOR)].filter(input => input.files.length);
    }

    async submit(event) {
      if (event.defaultPrevented) return;
      const button = event.submitter;
      if (this.isSignedOut || (!this.chosen().length && !this.open)) return;
      event.preventDefault();
      if (this.isSending) return;
      this.isSending = true;
      const isDone = await this.finish();
      this.isSending = false;
      if (isDone) this.form.requestSubmit(button);
    }

    // Everything that was chosen is here; false if a file was refused.
    async finish() {
      await this.waiting;
      const refused = this.form.querySelector(".upload-errors");
      const inputs = this.chosen();
      const large = inputs.find(input => isTooLarge(input));
      if (large) reveal(large);
      else if (refused && this.wasDropped) reveal(refused.parentElement.querySelector('input[type="file"]'));
      else return this.sendAll(inputs);
      this.wasDropped = false;
      return false;
    }

    // Rows are there at once, for all files; then they are sent one after the other.
    take(rows) {
      this.open += rows.length;
      this.news.textContent = `Sending ${rows.length} file${rows.length === 1 ? "" : "s"}.`;
      this.waiting = this.waiting.then(() => this.sendRows(rows));
    }

    async sendRows(rows) {
      let refused = 0;
      for (const [index, row] of rows.entries()) {
        this.news.textContent = `File ${index + 1} of ${rows.length} is on its way.`;
        refused += (await this.sendRow(row)) ? 0 : 1;
        this.open -= 1;
      }
      const here = rows.length - refused;
      const all = `${here} of ${rows.length} file${rows.length === 1 ? " is" : "s are"} here: check what each is, below. `;
      this.news.textContent = all + (refused ? `${refused} refused: its document says why.` : "");
      this.wasDropped = refused > 0;
    }

    async sendRow(row) {
      const input = row.querySelector(SELECTOR);
      const [file] = input?.files ?? [];
      if (!file || !row.isConnected || isTooLarge(input)) return false;
      const { place, words, bar } = progressIn(input);
      const answer = await this.sendOne(input, words, bar);
      place.remove();
      if (this.isSignedOut) return false;
      fillGuess(row, file.name, answer);
      if (!answer.kept) input.value = "";
      return Boolean(answer.kept);
    }
  }

  function reveal(input) {
    const details = input.closest("details");
    if (details) details.open = true;
    input.focus();
  }

  document.addEventListener("change", event => {
    if (event.target.matches(SELECTOR)) isTooLarge(event.target);
  });

  for (const status of document.querySelectorAll("[data-upload]")) new Uploads(status);
}
