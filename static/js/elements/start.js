// Last in the list: fetches the other scripts, but only where there is something to compose or to hear.
if (document.querySelector('meta[name="live"]')) import("./live.js");
showPlace(document.querySelector(".shell__side [aria-current]"));
const composer = document.querySelector("post-composer");
if (composer) fetchWhenNear(composer);

// The composer of a topic stands below its posts. Who only reads never gets there: its script comes when it is almost
// in sight, when its text is begun, or when a reply is asked for. The reply waits until the script can hear it.
function fetchWhenNear(composer) {
  const tryNow = () => fetchNow().catch(() => {});
  const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && tryNow(), { rootMargin: "100px" });
  const fetchNow = () => {
    near.disconnect();
    return import("./composer.js");
  };
  near.observe(composer);
  composer.addEventListener("focusin", tryNow, { once: true });
  // The script takes over from a form in which somebody may be typing already; without it the form sends as well.
  composer.addEventListener("input", () => (composer.isTouched = true), { once: true });
  composer.addEventListener("composer:reply", waitForScript);

  function waitForScript(event) {
    if (customElements.get("post-composer")) return;
    event.stopImmediatePropagation();
    const again = new CustomEvent("composer:reply", { detail: event.detail });
    fetchNow().then(() => composer.dispatchEvent(again), () => composer.querySelector("textarea")?.focus());
  }
}

// Of a long list of places at the side the one where we are may stand below its edge.
function showPlace(here) {
  const side = here?.closest(".shell__side");
  if (side && here.offsetTop + here.offsetHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 2;
}
