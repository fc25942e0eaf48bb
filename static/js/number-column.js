// A column of numbers on the keyboard: arrows go up and down, Ctrl+Enter sends, several lines are pasted downwards.
(() => {
  "use strict";
  const column = document.querySelector("[data-number-column]");
  if (!column) return;
  const cells = Array.from(column.querySelectorAll("input:not([type=hidden])"));
  document.querySelector("[data-keys]")?.removeAttribute("hidden");

  const go = (from, step) => {
    const at = cells.indexOf(from);
    const next = at < 0 ? undefined : cells[at + step];
    if (!next) return false;
    next.focus();
    next.select();
    return true;
  };

  column.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.target.form.requestSubmit();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (go(event.target, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });

  column.addEventListener("paste", (event) => {
    const lines = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    const first = cells.indexOf(event.target);
    if (lines.length < 2 || first < 0) return;
    event.preventDefault();
    lines.slice(0, cells.length - first).forEach((line, place) => {
      cells[first + place].value = line.split("\t")[0].trim();
    });
    cells[Math.min(first + lines.length, cells.length) - 1].focus();
  });
})();
