// What the marks being typed add up to, and the work a mark is about opened beside it. The server works out what counts.
"use strict";

{
  const THAI_ZERO = "๐".codePointAt(0);
  const criteria = [...document.querySelectorAll(".criterion-mark")];
  const total = document.querySelector("[data-total]");

  const number = (text) => {
    const plain = text.trim().replace(/[๐-๙]/g, (digit) => digit.codePointAt(0) - THAI_ZERO).replace(/,/g, "");
    return /^\d+(\.\d+)?$/.test(plain) && Number(plain) <= 100 ? Number(plain) : undefined;
  };

  const points = (criterion) => {
    const input = criterion.querySelector("[name$=percent]");
    if (!input) return criterion.dataset.given === undefined ? undefined : Number(criterion.dataset.given);
    const percent = number(input.value);
    return percent === undefined ? undefined : (percent * Number(criterion.dataset.points)) / 100;
  };

  const add = () => {
    const known = criteria.map(points).filter((each) => each !== undefined);
    // Half-up, and not what binary fractions make of it.
    const sum = Math.round(known.reduce((all, each) => all + each, 0) * 100 + 1e-6) / 100;
    total.textContent = known.length ? sum.toFixed(2) : "–";
  };

  const showWork = (event) => {
    const work = document.getElementById(event.target.closest(".criterion-mark")?.dataset.work ?? "");
    if (!work || work.open) return;
    for (const other of document.querySelectorAll("details.work")) other.open = other === work;
    work.scrollIntoView({ block: "nearest" });
    event.target.scrollIntoView({ block: "nearest" }); // in one column the work stands above, and has pushed it away
  };

  if (total) {
    document.addEventListener("input", add);
    document.addEventListener("focusin", showWork);
    add();
  }
}
