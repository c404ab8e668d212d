// Reading that is paid: the time that the page is seen and used, told to the server, which alone counts it.
(() => {
  "use strict";
  // What could not be done in place is said, and nothing is left as if it had been.
  const trouble = (event) => {
    const box = document.getElementById("says");
    if (!box || event.detail.target === document.getElementById("evidence")) return;
    box.textContent = "This was not done: the site did not answer as it should. Load the page again.";
    box.classList.add("shown");
  };
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("htmx:sendError", trouble);
  // What somebody wrote has the focus in its place in the thread.
  document.addEventListener("htmx:load", (event) => {
    const fresh = event.detail.elt.matches(".comment.new") ? event.detail.elt : event.detail.elt.querySelector(".comment.new");
    if (fresh) fresh.querySelector(".when").focus();
  });
  // A form that was asked for has the focus.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target.classList.contains("under")) return;
    const field = event.detail.target.querySelector("textarea, input:not([type=hidden])");
    if (field) field.focus();
  });

  const form = document.getElementById("reading");
  if (!form) return;
  const IDLE_MS = 60000; // a screenful of text takes about as long; then somebody has left
  const AGAIN_MS = 20000;
  const DAY_MS = 86400000; // so long the server goes on with what was counted
  const says = document.querySelector("[data-reading]");
  const line = document.querySelector(".counted");
  const bar = line.querySelector("progress");
  const told = line.querySelector("[data-counted]");
  let token = "";
  let due = 0;
  let used = Date.now();
  let ended = false;

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const present = () => document.visibilityState === "visible" && Date.now() - used < IDLE_MS;
  const wait = (after, then) => { clearTimeout(due); due = setTimeout(then, after); };

  // The newest token of each post is kept in the browser, since nobody else knows what it counted. Where nothing may be
  // stored, the page alone keeps its own.
  const place = `reading ${form.action}`;
  let kept = "";
  const stored = (each) => JSON.parse(localStorage.getItem(each)) || {};
  const keep = (given) => {
    kept = given;
    try {
      if (given) localStorage.setItem(place, JSON.stringify({ token: given, at: Date.now() }));
      else localStorage.removeItem(place);
    } catch { /* kept above */ }
  };
  const newest = () => {
    try { return stored(place).token || kept; } catch { return kept; }
  };
  try {
    for (const each of Object.keys(localStorage)) {
      if (each.startsWith("reading ") && Date.now() - stored(each).at > DAY_MS) localStorage.removeItem(each);
    }
  } catch { /* nothing is stored */ }

  const ask = async (address) => {
    const body = new FormData(form);
    body.set("token", token || newest());
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
    return { ok: answer.ok, found: await answer.json() };
  };

  const show = (found) => {
    line.hidden = false;
    bar.max = found.seconds;
    bar.value = found.counted;
    told.textContent = `${clock(found.counted)} of ${clock(found.seconds)} counted`;
    if (!found.done) return;
    ended = true;
    says.textContent = found.says;
    document.querySelector("[data-earned]").textContent = found.earned;
    document.getElementById("says").textContent = found.says;
  };

  const pause = () => { clearTimeout(due); due = 0; token = ""; };

  const step = async () => {
    due = 0;
    if (ended) return;
    if (!present()) return pause();
    try {
      const { ok, found } = await ask(token ? form.dataset.beat : form.action);
      if (ok) {
        token = found.token;
        keep(token);
        show(found);
        if (!ended) wait(found.after * 1000, step);
      } else if (token && (found.code === "late" || found.code === "early")) {
        token = "";
        wait(1000, step);
      } else {
        ended = true;
        says.textContent = found.says;
      }
    } catch {
      token = "";
      wait(AGAIN_MS, step);
    }
  };

  const here = () => {
    used = Date.now();
    if (!due && !ended && document.visibilityState === "visible") wait(0, step);
  };
  for (const name of ["scroll", "pointermove", "pointerdown", "keydown", "touchstart"]) addEventListener(name, here, { passive: true });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? here() : pause()));
  here();
})();
