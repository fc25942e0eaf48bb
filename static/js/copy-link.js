// The button that copies the address; without script the address can be selected by hand.
"use strict";

for (const field of document.querySelectorAll("input[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary copy-link";
  button.textContent = field.dataset.copy;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without a secure connection there is no clipboard; the older command copies what is selected.
      if (!document.execCommand("copy")) return;
    }
    button.textContent = field.dataset.copied;
  });
  field.addEventListener("focus", () => field.select());
  field.after(button);
}
