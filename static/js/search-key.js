// "/" leads to the search field; a Thai keyboard has "ฝ" in its place. Never while somebody writes, and not at all
// for who turned off keys of one letter (WCAG 2.1.4).
"use strict";

{
  const KEYS = new Set(["/", "ฝ"]);

  const isWriting = (element) => element.matches("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.singleKeys === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !KEYS.has(event.key)) return;
    const field = document.querySelector("input[type=search]");
    if (!field || isWriting(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
