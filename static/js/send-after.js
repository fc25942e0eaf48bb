// Counts down how long something can be taken back, then posts the form that sends it. Who leaves before is not needed:
// the timer of the server sends it, too.
"use strict";

{
  const notice = document.querySelector("[data-send-after]");
  const shown = notice?.querySelector("[data-seconds]");
  const end = Date.now() + Number(notice?.dataset.sendAfter) * 1000;

  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (shown) shown.textContent = left;
    if (left > 0) return;
    clearInterval(timer);
    document.getElementById(notice.dataset.form).requestSubmit();
  };
  const timer = notice && setInterval(tick, 500);
}
