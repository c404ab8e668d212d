// The pane beside a text: it opens at the cited words, and gives the focus back when it is closed.
(() => {
  "use strict";
  const evidence = document.getElementById("evidence");
  const pane = evidence && evidence.closest("aside");
  let from = null;

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const narrow = () => getComputedStyle(pane).position === "fixed";

  const scroll = () => {
    const mark = evidence.querySelector("mark.cited");
    if (!mark) return;
    const room = pane.clientHeight;
    const head = evidence.querySelector(".pane-head");
    const over = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    const clear = Math.max(head ? head.offsetHeight + 16 : 0, room * (narrow() ? 0.3 : 0.36));
    pane.scrollTop += over - Math.min(clear, room - 48);
  };

  const show = () => {
    pane.classList.add("open");
    document.querySelectorAll("a.cite[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    if (from) {
      from.setAttribute("aria-current", "true");
      const box = from.getBoundingClientRect();
      const room = pane.getBoundingClientRect().top;
      // On a phone the pane covers the foot of the page: keep the sentence in view above it.
      if (narrow() && box.bottom > room - 24) scrollBy({ top: box.bottom - room + 72, behavior: still() ? "auto" : "smooth" });
    }
    scroll();
    const head = evidence.querySelector("h2");
    if (head) head.focus({ preventScroll: true });
  };

  const close = () => {
    pane.classList.remove("open");
    evidence.replaceChildren();
    pane.scrollTop = 0;
    if (!from) return;
    from.removeAttribute("aria-current");
    from.focus({ preventScroll: true });
    from = null;
  };

  if (pane) {
    document.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.target === evidence) from = event.detail.elt;
    });
    document.addEventListener("htmx:afterSwap", (event) => {
      if (event.detail.target === evidence) show();
    });
    // What the pane cannot show, the page of the article can.
    const go = (event) => {
      if (event.detail.target === evidence && event.detail.elt.href) location.href = event.detail.elt.href;
    };
    document.addEventListener("htmx:responseError", go);
    document.addEventListener("htmx:sendError", go);
    pane.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && pane.classList.contains("open")) close();
    });
  }

  // On an article's page a speaker's line lights up all parts of its attribution.
  const light = () => {
    document.querySelectorAll("mark.lit").forEach((each) => each.classList.remove("lit"));
    const match = /^#a(1-[0-9-]+)$/.exec(location.hash);
    if (match) document.querySelectorAll(`mark.n${match[1]}`).forEach((each) => each.classList.add("lit"));
  };
  addEventListener("hashchange", light);
  light();
})();
