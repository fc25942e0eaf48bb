// Comfort for the grid of Form 1: an empty row at the end, arrows, Ctrl+Enter, pasting rows of a spreadsheet.
// Without it the page has its empty rows, its button, and a place to paste text. Words come from data attributes.
"use strict";

const CELLS = ["type", "title", "problem", "proposal", "benefit", "name", "position", "section"];

class IdeaGrid {
  constructor(form) {
    this.form = form;
    this.body = form.querySelector("tbody");
    this.template = form.querySelector("template").innerHTML;
    this.total = form.querySelector("[name$=TOTAL_FORMS]");
    this.status = form.querySelector("[data-status]");
    this.save = form.querySelector("[data-save-button]");
    this.undo = form.querySelector("[data-undo]");
    this.mostRows = Number(form.dataset.mostRows);
    this.types = JSON.parse(form.dataset.types);
    this.headings = JSON.parse(form.dataset.headings);
    this.before = [];
    form.querySelector("[data-keys]").hidden = false;
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("paste", (event) => this.paste(event));
    this.body.addEventListener("input", () => this.settle());
    this.undo.addEventListener("click", () => this.takeBack());
    this.settle();
  }

  rows() {
    return [...this.body.rows];
  }

  cell(row, column) {
    return row.querySelector(`[name$="-${CELLS[column]}"]`);
  }

  isEmpty(row) {
    return CELLS.slice(1).every((_name, place) => !this.cell(row, place + 1).value.trim());
  }

  written() {
    return this.rows().filter((row) => !this.isEmpty(row)).length;
  }

  // A new row at the end, of the same type as the one before it.
  add() {
    const place = Number(this.total.value);
    const holder = document.createElement("tbody");
    holder.innerHTML = this.template.replaceAll("__prefix__", place).replaceAll("__number__", place + 1);
    const row = holder.rows[0];
    row.querySelector('[name$="-key"]').value = newKey();
    const last = this.rows().at(-1);
    if (last) this.cell(row, 0).value = this.cell(last, 0).value;
    this.body.append(row);
    this.total.value = place + 1;
    return row;
  }

  // An empty row at the end while there is room, and the button says how many will be saved.
  settle() {
    const rows = this.rows();
    if (rows.length < this.mostRows && (!rows.length || !this.isEmpty(rows.at(-1)))) this.add();
    const count = this.written();
    this.save.dataset.plain ??= this.save.textContent;
    this.save.textContent = count ? this.form.dataset.save.replace("{n}", count) : this.save.dataset.plain;
  }

  key(event) {
    const row = event.target.closest("tr");
    const column = columnOf(event.target);
    if (!row || column < 0) return;
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      this.next(row);
    } else if (event.key === "Enter" && event.target.tagName === "INPUT") {
      event.preventDefault(); // the form is saved by its button; Enter in a cell is a slip
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && leaves(event)) {
      const other = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      if (!other) return;
      event.preventDefault();
      this.cell(other, column).focus();
    }
  }

  next(row) {
    const following = row.nextElementSibling ?? (this.rows().length < this.mostRows ? this.add() : null);
    if (!following) return;
    if (this.isEmpty(following)) this.cell(following, 0).value = this.cell(row, 0).value;
    this.cell(following, 1).focus();
  }

  // Rows of cells go into empty rows, from the one in which they are pasted; nothing that stands there is overwritten.
  paste(event) {
    const column = columnOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const table = text.includes("\t") || (event.target.tagName !== "TEXTAREA" && /[\r\n]\s*\S/.test(text));
    if (column < 0 || !table) return;
    event.preventDefault();
    const rows = IdeaTable.withoutHeadings(IdeaTable.read(text), this.headings, 1 - column);
    const start = event.target.closest("tr");
    const behind = this.rows().slice(start.rowIndex - 1);
    const free = behind.filter((row) => this.isEmpty(row));
    const room = free.length + this.mostRows - this.rows().length;
    if (rows.length > room) {
      this.say(this.form.dataset.tooMany.replace("{n}", rows.length).replace("{room}", Math.max(room, 0)));
      return;
    }
    const type = this.cell(start, 0).value;
    const rest = [];
    this.before = [];
    for (const cells of rows) {
      const row = free.shift() ?? this.add();
      this.fill(row, column, cells, type);
      rest.push(...cells.slice(IdeaTable.COLUMNS - column).filter(Boolean));
    }
    this.settle();
    this.undo.hidden = false;
    const notes = [this.form.dataset.pasted.replace("{n}", rows.length)];
    if (rest.length) notes.push(this.form.dataset.rest, rest.join(" / "));
    this.say(notes.join(" "));
    this.save.focus({ preventScroll: true });
  }

  fill(row, column, cells, type) {
    this.put(this.cell(row, 0), type);
    cells.slice(0, CELLS.length - column).forEach((content, place) => {
      const field = this.cell(row, column + place);
      if (column + place > 0) {
        this.put(field, content);
        return;
      }
      this.put(field, IdeaTable.typeNamed(this.types, content) || (content ? "" : type));
      if (content && !field.value) this.unknownType(field, content);
    });
  }

  put(field, value) {
    this.before.push([field, field.value]);
    field.value = value;
  }

  unknownType(field, words) {
    const note = document.createElement("p");
    note.className = "field-error";
    note.dataset.note = "";
    note.textContent = this.form.dataset.unknownType.replace("{words}", words);
    field.before(note);
    field.addEventListener("change", () => note.remove(), { once: true });
  }

  takeBack() {
    for (const [field, value] of this.before.reverse()) field.value = value;
    for (const note of this.body.querySelectorAll("[data-note]")) note.remove();
    this.before = [];
    this.undo.hidden = true;
    this.say("");
    this.settle();
  }

  say(sentence) {
    this.status.textContent = sentence;
  }
}

function columnOf(field) {
  return CELLS.indexOf((field.name ?? "").split("-").at(-1));
}

// Arrows move inside a text first; a list of choices keeps them for itself.
function leaves(event) {
  const field = event.target;
  if (field.tagName === "INPUT") return true;
  if (field.tagName !== "TEXTAREA" || field.selectionStart !== field.selectionEnd) return false;
  return event.key === "ArrowDown" ? field.selectionEnd === field.value.length : field.selectionStart === 0;
}

// A random UUID; crypto.randomUUID is there on secure connections only.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

for (const form of document.querySelectorAll("form[data-idea-grid]")) new IdeaGrid(form);
