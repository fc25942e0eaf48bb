// J and K, or Alt with the arrows, go through a queue without saving; the page's own buttons do the same by hand.
// The place of a key is asked, not its letter: a Thai keyboard has the same keys with other letters.
"use strict";

{
  const PLACES = { KeyJ: "next", KeyK: "previous" };
  const ARROWS = { ArrowDown: "next", ArrowUp: "previous" };

  // Letters belong to whoever writes a text; in a field for a number they mean nothing.
  const isWriting = (element) =>
    element.matches("textarea, select, [contenteditable], input:not([inputmode=decimal])");

  const wanted = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
    if (event.altKey) return ARROWS[event.code];
    // Keys of one letter can be turned off in one's account (WCAG 2.1.4).
    if (document.body.dataset.singleKeys === "off") return undefined;
    return isWriting(event.target) ? undefined : PLACES[event.code];
  };

  document.addEventListener("keydown", (event) => {
    const way = event.repeat ? undefined : wanted(event);
    const control = way && document.querySelector(`[data-go=${way}]`);
    if (!control) return;
    event.preventDefault();
    control.click();
  });

  for (const hint of document.querySelectorAll(".queue-keys")) hint.hidden = false;
}
