// The page of a print job keeps itself up to date while the job is active. What one can do is drawn anew only when
// the state changes: a button does not move under the hand.
(() => {
  "use strict";
  const EVERY = 2000; // ms
  let job = document.querySelector("#print-job[data-active]");
  if (!job) return;

  const look = async () => {
    let answer;
    try {
      answer = await fetch(job.dataset.url, { credentials: "same-origin", redirect: "manual" });
    } catch {
      return true; // no network for a moment
    }
    if (!answer.ok) return answer.status >= 500;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#print-job");
    if (!fresh) return false;
    if (fresh.dataset.state === job.dataset.state) {
      job.querySelector("[data-live]").replaceChildren(...fresh.querySelector("[data-live]").childNodes);
    } else {
      job.replaceWith(fresh);
      job = fresh;
    }
    return job.hasAttribute("data-active");
  };

  const again = () => setTimeout(async () => { if (await look()) again(); }, EVERY);
  again();
})();
