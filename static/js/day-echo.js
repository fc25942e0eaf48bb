// The day that was typed, read back with its weekday: "วันจันทร์ที่ 30 สิงหาคม พ.ศ. 2564". The server reads it, so that
// there is one way to read a day. What cannot be read yet is not blamed while somebody types.
"use strict";

{
  const PAUSE = 400; // ms without a key
  const address = document.body.dataset.day;
  const waiting = new WeakMap();

  const place = (field) => {
    const next = field.nextElementSibling;
    if (next && next.matches(".day-echo")) return next;
    const made = document.createElement("p");
    made.className = "day-echo";
    made.setAttribute("role", "status");
    field.after(made);
    return made;
  };

  const read = async (field) => {
    const typed = field.value.trim();
    if (!typed) return "";
    try {
      const answer = await fetch(`${address}?text=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
      const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
      return isOurs ? (await answer.json()).day : "";
    } catch {
      return ""; // offline: the day is read when the page is sent
    }
  };

  const echo = async (field) => {
    const typed = field.value;
    const day = await read(field);
    if (field.value === typed) place(field).textContent = day;
  };

  const later = (event) => {
    const field = event.target;
    if (!field.matches("input[data-day]")) return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => echo(field), event.type === "input" ? PAUSE : 0));
  };

  if (address) {
    document.addEventListener("input", later);
    document.addEventListener("focusin", later);
  }
}
