// What gets the focus in a table that scrolls comes out from beneath the head and the first column, which stay.
// The browser itself takes an element for visible that lies under them.
"use strict";

document.addEventListener("focusin", ({ target }) => {
  const region = target.closest(".table-region");
  const cell = target.closest("td, th");
  if (!region || !cell) return;
  const stays = (other) => other && other !== cell && getComputedStyle(other).position === "sticky";
  // The browser scrolls after this event; what it leaves hidden is seen one frame later.
  requestAnimationFrame(() => {
    const box = target.getBoundingClientRect();
    const head = region.querySelector("thead th");
    const side = cell.parentElement.querySelector("th");
    const room = 8; // px: the ring of the focus
    if (!cell.closest("thead") && stays(head)) {
      region.scrollTop -= Math.max(0, head.getBoundingClientRect().bottom + room - box.top);
    }
    if (stays(side)) {
      region.scrollLeft -= Math.max(0, side.getBoundingClientRect().right + room - box.left);
    }
  });
});
