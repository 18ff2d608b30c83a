// Keys for those who like them: j and k move through rows and posts, Enter opens, r replies, n starts a topic,
// / goes to the search field, ? lists them all. Never while somebody types, and never with Ctrl, Alt or Meta.
const keyActions = {
  j: () => stepBy(1),
  k: () => stepBy(-1),
  n: () => document.querySelector("[data-key=n]")?.click(),
  r: () => replyFromKeys(),
  "/": () => document.querySelector("[data-search], input[type=search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

const keysSwitch = document.querySelector("[data-keys-switch]");
if (keysSwitch) {
  keysSwitch.checked = localStorage.getItem("keys") !== "off";
  keysSwitch.addEventListener("change", () => localStorage.setItem("keys", keysSwitch.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (keysSwitch && !keysSwitch.checked && event.key !== "?") return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  const act = keyActions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function stepBy(step) {
  const stops = [...document.querySelectorAll("[data-step]")];
  const here = stops.findIndex((stop) => stop.contains(document.activeElement));
  const below = stops.findIndex((stop) => stop.getBoundingClientRect().bottom > 80);
  const next = stops[here < 0 ? below : Math.min(stops.length - 1, Math.max(0, here + step))];
  if (!next) return;
  (next.querySelector("[data-step-link]") ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function replyFromKeys() {
  const post = document.activeElement?.closest(".post");
  const link = (post ?? document).querySelector("[data-reply]");
  if (link) link.click();
  else document.querySelector("post-composer textarea")?.focus();
}
