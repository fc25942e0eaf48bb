// The language switch: the page comes back in the other language, at the same place, with what was typed in it.
// What is kept lies in this tab alone, from the press of the button until the page is back. Never kept: passwords,
// files, and hidden fields but the two that tell the server which state of the page the text was written against.
"use strict";

{
  const KEPT = "language-switch";
  const LONGEST_WAIT = 60 * 1000;
  const form = document.querySelector("form.language");

  const fields = () =>
    [...document.querySelectorAll("input[name], textarea[name], select[name]")].filter((field) => {
      if (form && form.contains(field)) return false;
      if (field.type === "hidden") return field.name === "version" || field.name === "key";
      return !["password", "file", "submit", "button", "image", "reset"].includes(field.type);
    });

  // A name may stand more than once: its first, second … field on the page.
  const named = () => {
    const counts = new Map();
    return fields().map((field) => {
      const name = `${field.name} ${field.type === "radio" ? field.value : ""}`;
      const nth = counts.get(name) || 0;
      counts.set(name, nth + 1);
      return [`${name} ${nth}`, field];
    });
  };

  const read = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    if (field.multiple) return [...field.options].map((option) => option.selected);
    return field.value;
  };

  const write = (field, value) => {
    if (JSON.stringify(read(field)) === JSON.stringify(value)) return;
    if (field.type === "checkbox" || field.type === "radio") field.checked = value;
    else if (field.multiple) [...field.options].forEach((option, place) => (option.selected = Boolean(value[place])));
    else field.value = value;
    if (field.type === "hidden") return;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const keep = (event) => {
    const chosen = [...document.querySelectorAll("input[type=file]")].some((field) => field.files.length);
    if (chosen && !window.confirm(form.dataset.files)) {
      event.preventDefault();
      return;
    }
    const next = new URL(form.elements.next.value, window.location.href);
    if (next.pathname === window.location.pathname) next.hash = window.location.hash;
    form.elements.next.value = next.pathname + next.search + next.hash;
    const values = named().map(([name, field]) => [name, read(field)]);
    const open = [...document.querySelectorAll("details")].map((one) => one.open);
    const page = { path: next.pathname, at: Date.now(), values, open, x: window.scrollX, y: window.scrollY };
    try {
      window.sessionStorage.setItem(KEPT, JSON.stringify(page));
    } catch {
      // No room or no storage: switching then is as without script.
    }
  };

  const restore = () => {
    let page = null;
    try {
      page = JSON.parse(window.sessionStorage.getItem(KEPT));
      window.sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (!page || page.path !== window.location.pathname || Date.now() - page.at > LONGEST_WAIT) return;
    [...document.querySelectorAll("details")].forEach((one, place) => (one.open = page.open[place] ?? one.open));
    const left = new Map(page.values);
    // Filling in one row may make the page add the next one: again until nothing more finds its place.
    for (let before = -1; left.size && before !== left.size; ) {
      before = left.size;
      for (const [name, field] of named()) {
        if (!left.has(name)) continue;
        write(field, left.get(name));
        left.delete(name);
      }
    }
    window.scrollTo({ left: page.x, top: page.y, behavior: "instant" });
  };

  if (form) form.addEventListener("submit", keep);
  // After the deferred scripts of the page itself, which make rows and count what is filled in.
  window.addEventListener("load", restore);
}
