// While a stretch of days is typed, its answer is fetched from the page it asks and shown below; without this script the
// button asks for it. A stretch that is not right yet shows no days, and no complaint before the button is pressed.
(() => {
  "use strict";
  const form = document.querySelector("form[data-answer]");
  const place = form && document.querySelector(form.dataset.answer);
  if (!place) return;
  const button = form.querySelector("button");
  let waiting;
  let asked = 0;

  const show = async () => {
    const typed = new FormData(form);
    if (!typed.get("start") || !typed.get("end")) return;
    const mine = ++asked;
    const query = new URLSearchParams(typed);
    try {
      const answer = await fetch(`${form.getAttribute("action") || window.location.pathname}?${query}`, { credentials: "same-origin" });
      if (answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const days = page.querySelector(form.dataset.answer);
      if (mine !== asked || !days) return;
      place.replaceChildren(...days.childNodes);
      const made = Boolean(place.querySelector("form"));
      button.classList.toggle("btn-primary", !made);
      button.classList.toggle("btn-secondary", made);
    } catch {
      // No network: the button still asks, and says so.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 400);
  });
})();
