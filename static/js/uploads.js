// Sends each chosen file at once, on a row of its own with progress and result; the form then brings its slip along.
// Words come from data attributes of <template id="uploads">.
"use strict";

const UNDO = 10000; // ms in which a removed file can be brought back

class Uploads {
  constructor(input, words) {
    this.input = input;
    this.form = input.form;
    this.words = words;
    this.rows = [];
    this.list = document.createElement("ul");
    this.list.className = "upload-list";
    this.list.setAttribute("aria-label", words.label);
    this.notice = document.createElement("p");
    this.notice.setAttribute("role", "alert");
    this.notice.className = "field-error";
    this.notice.hidden = true;
    input.after(this.list, this.notice);
    input.addEventListener("change", () => this.add(input.files));
    this.takeDrops(input.closest(".field") ?? input.parentElement);
    // Before any other script of the form.
    document.addEventListener("submit", (event) => this.hold(event), true);
  }

  takeDrops(zone) {
    const hint = document.createElement("p");
    hint.className = "form-text";
    hint.textContent = this.words.drop;
    this.input.before(hint);
    zone.classList.add("drop-zone");
    for (const name of ["dragover", "dragleave", "drop"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.toggle("drop-here", name === "dragover");
        if (name === "drop") this.add(event.dataTransfer.files);
      });
    }
  }

  add(files) {
    for (const file of files) this.rows.push(new UploadRow(this, file));
    this.input.value = "";
    this.next();
  }

  // One after the other: an office's line is thin, and each file has its whole progress.
  async next() {
    const row = this.rows.find((each) => each.state === "waiting");
    if (this.isSending || !row) return;
    this.isSending = true;
    await row.send();
    this.isSending = false;
    this.notice.hidden = true;
    this.next();
  }

  hold(event) {
    if (event.target !== this.form || !this.rows.some((row) => ["waiting", "sending"].includes(row.state))) return;
    event.preventDefault();
    event.stopPropagation();
    this.notice.textContent = this.words.wait;
    this.notice.hidden = false;
  }

  has(sha256, besides) {
    return this.rows.some((row) => row !== besides && row.slip && row.sha256 === sha256);
  }

  drop(row) {
    this.rows = this.rows.filter((each) => each !== row);
    row.item.remove();
  }
}

class UploadRow {
  constructor(uploads, file) {
    this.uploads = uploads;
    this.words = uploads.words;
    this.file = file;
    this.state = "waiting";
    this.item = document.createElement("li");
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.result = part("span", "upload-result");
    this.result.setAttribute("role", "status");
    this.button = this.newButton(this.words.remove, () => this.remove());
    this.item.append(part("span", "file-name", file.name), this.bar, this.result, this.button);
    this.say(this.words.waiting);
    uploads.list.append(this.item);
  }

  newButton(label, act) {
    const button = part("button", "btn btn-link", label);
    button.type = "button";
    button.append(part("span", "visually-hidden", ` ${this.file.name}`));
    button.addEventListener("click", act);
    return button;
  }

  say(...parts) {
    this.result.replaceChildren(...parts.flatMap((each) => [each, " "]));
  }

  async send(isRenewed = false) {
    this.state = "sending";
    this.bar.hidden = false;
    this.say(this.words.sending);
    let answer;
    try {
      answer = await this.post();
      if (answer.state === "token" && !isRenewed && (await this.renew())) {
        await this.send(true);
        return;
      }
    } catch {
      answer = undefined;
    }
    if (this.state === "gone") return;
    this.bar.hidden = true;
    if (answer?.state === "received") this.received(answer);
    else this.refused(answer?.sentence);
  }

  post() {
    return new Promise((resolve, reject) => {
      this.request = new XMLHttpRequest();
      this.request.open("POST", this.words.url);
      this.request.setRequestHeader("X-Autosave", this.words.user);
      this.request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) this.bar.value = (event.loaded / event.total) * 100;
      });
      this.request.addEventListener("load", () => {
        try {
          resolve(JSON.parse(this.request.responseText));
        } catch (error) {
          reject(error);
        }
      });
      for (const name of ["error", "abort", "timeout"]) this.request.addEventListener(name, () => reject(new Error(name)));
      const data = new FormData();
      data.append("csrfmiddlewaretoken", this.uploads.form.elements.csrfmiddlewaretoken.value);
      data.append(this.uploads.input.name, this.file);
      this.request.send(data);
    });
  }

  async renew() {
    const headers = { "X-Autosave": this.words.user, Accept: "application/json" };
    const answer = await (await fetch(this.words.session, { headers, credentials: "same-origin" })).json();
    if (!answer.token) return false;
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = answer.token;
    return true;
  }

  received(answer) {
    this.state = "received";
    this.sha256 = answer.sha256;
    if (this.uploads.has(answer.sha256, this)) {
      this.say(this.words.twice);
      return;
    }
    this.slip = document.createElement("input");
    this.slip.type = "hidden";
    this.slip.name = "kept";
    this.slip.value = answer.slip;
    this.item.append(this.slip);
    this.told = [answer.size, this.words.received, answer.notice].filter(Boolean);
    for (const document_ of answer.same) this.told.push(...this.offer(document_));
    this.say(...this.told);
  }

  // The document that has these bytes already; on a report's page it can be cited instead.
  offer(held) {
    const link = part("a", "", `“${held.subject}”`);
    link.href = held.url;
    const found = [this.words.same, link];
    const box = this.uploads.form.querySelector(`input[name=cite][value="${held.id}"]`);
    if (box) found.push(this.newButton(this.words.use, () => this.tick(box)));
    else if (this.uploads.form.elements.action?.value === "add") {
      found.push(this.newButton(this.words.use, () => this.cite(held.id)));
    }
    return found;
  }

  // Beside a report the document stands in a list to tick, and the file is not needed.
  tick(box) {
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    this.uploads.drop(this);
    box.focus();
  }

  cite(id) {
    const held = this.uploads.form.elements;
    const form = document.createElement("form");
    form.method = "post";
    form.hidden = true;
    const given = { csrfmiddlewaretoken: held.csrfmiddlewaretoken.value, version: held.version.value, action: "cite", document: id };
    for (const [name, value] of Object.entries(given)) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.requestSubmit();
  }

  refused(sentence) {
    this.state = "refused";
    this.result.classList.add("field-error");
    if (sentence) {
      this.say(sentence);
      return;
    }
    this.say(
      this.words.broken,
      this.newButton(this.words.again, () => {
        this.state = "waiting";
        this.result.classList.remove("field-error");
        this.uploads.next();
      }),
    );
  }

  // A file that is here is only set aside: the server keeps it, and its slip comes back with one press.
  remove() {
    if (this.state !== "received" || !this.slip) {
      this.state = "gone";
      this.request?.abort();
      this.uploads.drop(this);
      return;
    }
    if (this.slip.disabled) {
      clearTimeout(this.end);
      this.slip.disabled = false;
      this.button.firstChild.data = this.words.remove;
      this.say(...this.told);
      return;
    }
    this.slip.disabled = true;
    this.button.firstChild.data = this.words.undo;
    this.say(this.words.removed);
    this.end = setTimeout(() => this.uploads.drop(this), UNDO);
  }
}

function part(name, className, words = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = words;
  return made;
}

{
  const words = document.getElementById("uploads")?.dataset;
  if (words) {
    for (const input of document.querySelectorAll("input[type=file][name=attachments]")) new Uploads(input, words);
  }
  for (const form of document.querySelectorAll("form[data-undo]")) setTimeout(() => form.remove(), UNDO);
}
