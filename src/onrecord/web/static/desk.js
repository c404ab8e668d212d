// Keys of the desk. Everything they do is a link or a button of the page; they can be turned off (WCAG 2.1.4).
(() => {
  const OFF = "desk-keys-off";
  const off = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const name = (button) => { button.textContent = off() ? "Turn the keys on" : "Turn the keys off"; };
  for (const button of document.querySelectorAll("[data-keys-switch]")) {
    name(button);
    button.addEventListener("click", () => {
      try { localStorage.setItem(OFF, off() ? "0" : "1"); } catch { /* the keys stay on */ }
      name(button);
    });
  }
  const step = (by) => {
    const lines = [...document.querySelectorAll(".queue .line")];
    const at = lines.indexOf(document.activeElement);
    const to = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, at + by))];
    if (to) to.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else {
      const found = /^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
      if (!found) return;
      found.click();
    }
    event.preventDefault();
  });
})();
