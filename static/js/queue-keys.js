// Keys of a page in a queue. J and K, or Alt with the arrows, go through it without saving; R asks for changes; "?" shows
// the keys; 1 to 5 choose a level. The page's own controls do the same by hand.
// The place of a key is asked, not its letter: a Thai keyboard has the same keys with other letters.
"use strict";

{
  const PLACES = { KeyJ: "next", KeyK: "previous" };
  const ARROWS = { ArrowDown: "next", ArrowUp: "previous" };
  const keys = document.querySelector(".queue-keys");

  // Letters belong to whoever writes a text; in a field for a number they mean nothing.
  const isWriting = (element) =>
    element.matches("textarea, select, [contenteditable], input:not([inputmode=decimal], [type=radio])");

  // Keys of one letter can be turned off in one's account (WCAG 2.1.4).
  const mayLetter = (event) => document.body.dataset.singleKeys !== "off" && !isWriting(event.target);

  const go = (way) => document.querySelector(`[data-go=${way}]`)?.click();

  const askForChanges = () => {
    const asking = document.querySelector("[data-asks-for-changes]");
    if (!asking) return;
    asking.open = true;
    asking.querySelector("textarea").focus();
  };

  const toggleKeys = () => {
    if (!keys) return;
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  };

  const chooseLevel = (radio, level) => {
    const choice = document.getElementsByName(radio.name)[level - 1];
    choice?.focus();
    choice?.click();
  };

  const act = (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey) return undefined;
    if (event.altKey) return ARROWS[event.code] && !event.shiftKey ? () => go(ARROWS[event.code]) : undefined;
    // The key has the focus to itself within a group of radios, so that it needs no turning off.
    const level = /^Digit([1-5])$/.exec(event.code)?.[1];
    if (level && event.target.matches("input[type=radio]")) return () => chooseLevel(event.target, Number(level));
    if (!mayLetter(event)) return undefined;
    if (event.key === "?" || (event.shiftKey && event.code === "Slash")) return toggleKeys;
    if (event.shiftKey) return undefined;
    if (event.code === "KeyR") return askForChanges;
    return PLACES[event.code] ? () => go(PLACES[event.code]) : undefined;
  };

  document.addEventListener("keydown", (event) => {
    const done = act(event);
    if (!done) return;
    event.preventDefault();
    done();
  });

  if (keys) keys.hidden = false;
}
