// Keeps what is typed: on the server soon after a pause or when a field is left, and in this browser until the server
// has it. Says so (save-status.js), and touches no field, so caret and focus stay.
"use strict";

const PAUSE = 1500; // ms without a key before the server is asked
const MOMENT = 300; // ms before this browser's own copy
const RETRY = 5000; // ms between tries while the server cannot be reached
const TOO_LONG = 15000; // ms after which a page that should have gone is alive again
const SMALL = 16000; // letters; a form not larger is sent to its end even when the page goes

class Autosave {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    this.status = new SaveStatus(place);
    this.user = place.dataset.user;
    this.form = place.closest("form");
    this.page = window.location.pathname;
    this.version = this.form.elements.version;
    this.url = this.form.getAttribute("action") || window.location.href;
    this.saved = this.words.unsaved === undefined ? JSON.stringify(FormText.asServed(this.form)) : "";
    this.state = "saved";
    this.panel = this.newPanel();
    this.listen();
    if (this.words.unsaved === undefined) DraftOffer.show(this);
    else this.keep();
  }

  text() {
    return JSON.stringify(FormText.read(this.form));
  }

  isSaved() {
    return this.text() === this.saved;
  }

  listen() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    this.form.addEventListener("focusout", (event) => {
      if (!this.panel.contains(event.relatedTarget) && !this.isSaved()) this.save();
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.save());
    window.addEventListener("offline", () => {
      if (!this.isSaved()) this.lost("offline");
    });
    window.addEventListener("focus", () => {
      if (["signed-out", "another-person"].includes(this.state)) this.save();
    });
    window.addEventListener("pageshow", () => this.stay());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && !this.isSaved()) this.save();
    });
    // Before local-copies.js removes the copies: it listens on the form itself.
    document.addEventListener("submit", (event) => this.saveFirst(event), true);
  }

  // The page is about to go: nothing more is sent. Should it not go after all, everything is as before.
  leave() {
    this.isLeaving = true;
    LocalCopies.sent(this.user, this.page);
    setTimeout(() => this.stay(), TOO_LONG);
  }

  stay() {
    this.isLeaving = this.isAllowed = false;
  }

  typed() {
    clearTimeout(this.pause);
    clearTimeout(this.moment);
    this.moment = setTimeout(() => this.keep(), MOMENT);
    this.pause = setTimeout(() => this.save(), PAUSE);
  }

  // In this browser; whether that could be done.
  keep() {
    if (this.isLeaving) return true;
    if (!this.isSaved()) return LocalCopies.keep(this.user, this.page, this.version.value, FormText.read(this.form));
    LocalCopies.drop(this.user, this.page);
    return true;
  }

  // On the server, one request at a time; whether it has everything now.
  save() {
    clearTimeout(this.pause);
    this.running ??= this.send().finally(() => {
      this.running = undefined;
      if (this.sending !== this.text()) this.typed();
    });
    return this.running;
  }

  async send() {
    this.sending = this.text();
    if (this.isLeaving || this.sending === this.saved) return true;
    this.keep();
    let answer;
    try {
      answer = await this.post();
    } catch {
      return this.lost("offline");
    }
    return this.take(answer);
  }

  async post(isRenewed = false) {
    const headers = { "X-Autosave": this.user, Accept: "application/json" };
    const keepalive = this.sending.length < SMALL;
    const body = FormText.toSend(this.form);
    const given = { method: "POST", body, headers, keepalive, credentials: "same-origin", redirect: "manual" };
    const answer = await read(await fetch(this.url, given));
    if (answer.state !== "token" || isRenewed) return answer;
    const renewed = await this.renew();
    return renewed.state === "signed-in" ? this.post(true) : renewed;
  }

  // The secret of every form of the page, which a new session has changed.
  async renew() {
    const headers = { "X-Autosave": this.user, Accept: "application/json" };
    const answer = await read(await fetch(this.words.session, { headers, credentials: "same-origin", redirect: "manual" }));
    if (answer.token) {
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = answer.token;
    }
    return answer;
  }

  take(answer) {
    this.state = answer.state;
    if (answer.state === "saved") {
      this.saved = this.sending;
      this.setVersion(answer.version);
      if (answer.page) this.move(answer.page);
      this.panel.remove();
      this.keep();
      this.status.say(answer.sentence);
      return true;
    }
    const isKept = this.keep();
    if (answer.state === "failed") return this.lost("failed", !answer.isFinal);
    if (answer.state === "conflict") this.showBoth(answer.panel);
    const ways = this.status.ways(answer.state, () => this.save());
    this.status.say(answer.sentence, ...ways, ...(isKept ? [this.words.kept] : []));
    return false;
  }

  // The text has opened a draft: the page is that draft's from here on, wherever it is sent, kept or loaded again.
  move(page) {
    if (page === this.page) return;
    LocalCopies.drop(this.user, this.page);
    this.page = this.url = page;
    this.form.setAttribute("action", page);
    window.history.replaceState(window.history.state, "", page);
    const language = document.querySelector("form.language");
    if (language) language.elements.next.value = page;
  }

  lost(how, isTriedAgain = true) {
    this.state = how;
    const isKept = this.keep();
    this.status.say(isKept ? this.words[how] : this.words.notKept);
    clearTimeout(this.retry);
    if (isTriedAgain) this.retry = setTimeout(() => this.save(), RETRY);
    return false;
  }

  // Other forms of the page speak of the same row.
  setVersion(version) {
    const before = this.version.value;
    for (const field of document.querySelectorAll("input[name=version]")) {
      if (field.value === before) field.value = version;
    }
  }

  newPanel() {
    const panel = document.createElement("section");
    panel.id = "conflict";
    panel.tabIndex = -1;
    panel.className = "conflict-panel";
    panel.addEventListener("submit", (event) => this.choose(event));
    panel.addEventListener("click", (event) => {
      if (event.target.closest("a")) this.leave();
    });
    return panel;
  }

  showBoth(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const isSame = this.panel.isConnected && this.panel.textContent === page.body.textContent;
    if (!isSame) this.panel.replaceChildren(...page.body.childNodes);
    if (!this.panel.isConnected) this.form.after(this.panel);
  }

  // Mine: what stands in the form now, on the version in force. To go on from the other text leads to a fresh page,
  // which gets what was typed up to this moment.
  async choose(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    const choice = event.submitter.value;
    await this.running;
    if (choice === "mine") {
      this.setVersion(event.target.elements.version.value);
      this.place.scrollIntoView({ block: "nearest" });
      await this.save();
      return;
    }
    if (this.sending !== this.text()) await this.save();
    const button = this.panel.querySelector("button[value=continue]");
    if (!button || this.state !== "conflict") return;
    for (const slip of this.form.querySelectorAll("input[name=kept]:enabled")) button.form.append(slip.cloneNode());
    this.leave();
    await dispatched();
    button.form.requestSubmit(button);
  }

  // A button of the form: first whether the server can be reached and the session stands, so that no error page comes
  // in the place of the text.
  async submit(event) {
    if (event.defaultPrevented) return;
    if (this.isAllowed && !this.isLeaving) {
      this.leave();
      return;
    }
    event.preventDefault();
    if (this.isAsking || this.isLeaving) return;
    this.isAsking = true;
    const button = event.submitter;
    try {
      await this.running;
      const answer = await this.renew();
      if (answer.state === "signed-in") {
        this.isAllowed = true;
        this.form.requestSubmit(button);
      } else {
        this.take(answer);
      }
    } catch {
      this.lost("offline");
    } finally {
      this.isAsking = false;
    }
  }

  // A button of the frame: signing out, or the other language, which carries over what could not be saved itself. A
  // save that is under way has to end first: the page that comes must know the version it made.
  async saveFirst(event) {
    const form = event.target;
    if (!form.matches("[data-sign-out], .language") || this.isLeaving || (this.isSaved() && !this.running)) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    await this.running;
    if (!(await this.save()) && form.matches("[data-sign-out]") && !window.confirm(this.words.leave)) return;
    this.leave();
    await dispatched();
    form.requestSubmit(button);
  }
}

// An answer of the server as it is meant; what is not ours to read is a failure.
async function read(response) {
  const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
  return isOurs ? response.json() : { state: "failed", isFinal: response.status >= 400 && response.status < 500 };
}

// A form ignores being submitted again while its listeners still hear of the first time, and what needed no waiting
// comes that soon.
function dispatched() {
  return new Promise((resolve) => setTimeout(resolve));
}

for (const place of document.querySelectorAll("form #save")) new Autosave(place);
