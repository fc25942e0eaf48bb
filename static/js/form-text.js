// What a form holds, as a list of [name, text], and putting it back. Pure: talks to nobody.
"use strict";

const FormText = (() => {
  // What belongs to one sending or one page, not to what somebody wrote; `kept` names files that were received.
  const NOT_WRITTEN = new Set(["csrfmiddlewaretoken", "version", "key", "kept"]);
  const isWritten = ([name, value]) => typeof value === "string" && !NOT_WRITTEN.has(name);

  const read = (form) => [...new FormData(form)].filter(isWritten);

  // What the server wrote into the page, whatever the browser has put back or somebody typed already.
  function asServed(form) {
    const copy = form.cloneNode(true);
    copy.reset();
    return read(copy);
  }

  // To be sent without a button: no files, which a button sends, and none that were received.
  function toSend(form) {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (typeof value !== "string" || name === "kept") data.delete(name);
    }
    return data;
  }

  // Puts `fields` back; returns the texts for which the page has no place any more.
  function fill(form, fields) {
    const waiting = new Map();
    for (const [name, value] of fields) waiting.set(name, [...(waiting.get(name) ?? []), value]);
    const known = new Set();
    for (const field of form.elements) {
      if (!field.name || NOT_WRITTEN.has(field.name) || field.name.endsWith("_FORMS")) continue;
      if (["file", "submit", "button", "fieldset"].includes(field.type)) continue;
      known.add(field.name);
      const values = waiting.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.type === "select-multiple") for (const each of field.options) each.selected = values.includes(each.value);
      else if (values.length) field.value = values.shift();
    }
    const left = fields.filter(([name, value]) => !known.has(name) && !name.endsWith("_FORMS") && value.trim());
    return left.map(([, value]) => value);
  }

  return { read, asServed, toSend, fill };
})();
