// Offers what was left in this browser when the page was last open. It goes back with the version it was written on, so
// that what others have saved since shows as a conflict.
"use strict";

const DraftOffer = (() => {
  function putBack(autosave, copy, box) {
    const rest = FormText.fill(autosave.form, copy.fields);
    autosave.version.value = copy.version;
    if (rest.length) {
      const left = box.querySelector("[data-rest]");
      left.textContent = rest.join("\n\n");
      left.hidden = false;
      box.querySelector(".action-bar").remove();
    } else {
      box.remove();
    }
    autosave.save();
  }

  function show(autosave) {
    const copy = LocalCopies.find(autosave.user, autosave.page);
    if (!copy) return;
    if (JSON.stringify(copy.fields) === autosave.text()) {
      LocalCopies.drop(autosave.user, autosave.page);
      return;
    }
    const box = document.getElementById("local-copy").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-when]").textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
    box.querySelector("[data-restore]").addEventListener("click", () => putBack(autosave, copy, box));
    box.querySelector("[data-discard]").addEventListener("click", () => {
      LocalCopies.drop(autosave.user, autosave.page);
      box.remove();
    });
    autosave.form.before(box);
  }

  return { show };
})();
