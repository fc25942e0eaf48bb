// Texts that the server does not have yet, kept in this browser: one copy for a person, a page and the version seen.
// On every page: what has been sent goes when the next page has come, everything of a person when he signs out.
"use strict";

const LocalCopies = (() => {
  const PREFIX = "kpi-draft";
  const SENT = "kpi-draft-sent";
  const LASTS = 14 * 24 * 3600 * 1000;

  const start = (...parts) => [PREFIX, ...parts, ""].join("|");

  // A browser may have no storage, or refuse it: then there are no copies, and keep() says so.
  function keys(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  }

  function read(key) {
    try {
      const copy = JSON.parse(localStorage.getItem(key));
      return Array.isArray(copy?.fields) && typeof copy.at === "number" ? copy : null;
    } catch {
      return null;
    }
  }

  function drop(user, page) {
    for (const key of keys(start(user, page))) localStorage.removeItem(key);
  }

  function keep(user, page, version, fields) {
    try {
      localStorage.setItem(start(user, page) + version, JSON.stringify({ at: Date.now(), version, fields }));
    } catch {
      return false;
    }
    for (const key of keys(start(user, page))) {
      if (key !== start(user, page) + version) localStorage.removeItem(key);
    }
    return true;
  }

  function find(user, page) {
    const copies = keys(start(user, page)).map(read).filter(Boolean);
    return copies.sort((one, other) => other.at - one.at)[0] ?? null;
  }

  // The form is on its way: the copy goes when the next page shows that it has arrived.
  function sent(user, page) {
    try {
      sessionStorage.setItem(SENT, start(user, page));
    } catch {
      drop(user, page);
    }
  }

  // Not on a page of an error or of a conflict, to sign in, or to which somebody goes back.
  function hasArrived() {
    const way = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
    const isRefusal = document.querySelector("[data-not-stored]") !== null;
    return way === "navigate" && !isRefusal && document.querySelector("form[data-sign-out]") !== null;
  }

  function arrived() {
    try {
      const prefix = sessionStorage.getItem(SENT);
      sessionStorage.removeItem(SENT);
      if (prefix && hasArrived()) for (const key of keys(prefix)) localStorage.removeItem(key);
    } catch {
      // Nothing was kept either.
    }
  }

  function forget(prefix, isOld = () => true) {
    for (const key of keys(prefix)) if (isOld(read(key))) localStorage.removeItem(key);
  }

  arrived();
  forget(start(), (copy) => copy === null || Date.now() - copy.at > LASTS);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) forget(start(form.dataset.signOut));
    });
  }
  return { keep, find, drop, sent };
})();
