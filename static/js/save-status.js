// What the person is told of the text in #save, and the ways on from there. Words come from its data attributes.
"use strict";

class SaveStatus {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
  }

  // Only what is new is said: a reader need not hear the same sentence after every pause. A longer or shorter sentence
  // can move the page, so it waits while a button is held: one that moves away from under the pointer is not pressed.
  async say(...parts) {
    const sentence = parts.map((part) => part.textContent ?? part).join(" ");
    if (sentence === this.said) return;
    this.said = sentence;
    await Pointer.released();
    if (sentence === this.said) this.place.replaceChildren(...parts.flatMap((part) => [part, " "]));
  }

  // What the person can do where the server has answered something other than "saved".
  ways(state, again) {
    if (state === "conflict") return [this.link("#conflict", this.words.bothTexts)];
    if (state !== "signed-out" && state !== "another-person") return [];
    const signIn = this.link(this.words.signIn, this.words.goToSignIn);
    signIn.target = "_blank";
    return [signIn, this.button(this.words.again, again)];
  }

  link(href, words) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = words;
    return made;
  }

  button(words, pressed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-link";
    made.textContent = words;
    made.addEventListener("click", pressed);
    return made;
  }
}

// Whether a button of the mouse, a finger or a pen is held down.
const Pointer = (() => {
  let held = Promise.resolve();
  let release = () => {};

  document.addEventListener("pointerdown", () => {
    release();
    held = new Promise((done) => {
      release = done;
    });
  });
  // The click comes first.
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(() => release()));

  // Fulfilled once nothing is held; at once if nothing is.
  return { released: () => held };
})();
