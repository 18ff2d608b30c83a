// <time class="moment" datetime="…"> - keeps relative times true while the page stays open, and gives
// the exact one in the zone that the reader chose, or else in that of the device, when pointed at or focused. Without scripts the server's words stand; the rounding here is
// the server's own, so that nothing moves when the page has loaded.
const timeLanguage = document.documentElement.lang || "en";
const timeZone = document.documentElement.dataset.zone;
const timeWords = new Intl.RelativeTimeFormat(timeLanguage, { numeric: "always" });
// These two are slow to make on a phone, and seldom needed while the page loads.
let timeExact;
let timeDay;
const timeSteps = [["day", 86400], ["hour", 3600], ["minute", 60]];

function tellTime(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return siteWords.say("now");
  if (Math.abs(seconds) >= 7 * 86400) {
    timeDay ??= new Intl.DateTimeFormat(timeLanguage, { dateStyle: "medium", timeZone });
    return timeDay.format(moment);
  }
  const [unit, size] = timeSteps.find(([, length]) => Math.abs(seconds) >= length * 0.95);
  return timeWords.format(Math.round(seconds / size), unit);
}

function refreshTimes(root = document) {
  for (const time of root.querySelectorAll("time.moment[datetime]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const words = tellTime(moment);
    if (time.textContent !== words) time.textContent = words;
  }
}

function tellExactly(event) {
  const { target } = event;
  const pointed = target.closest?.("time.moment[datetime]");
  // The keyboard comes to the link around it, or to that of its row.
  const focused = event.type === "focusin" && (target.closest?.(".topic-row") ?? target).querySelector?.("time.moment[datetime]");
  const time = pointed || focused;
  const moment = time && new Date(time.dateTime);
  if (!time || Number.isNaN(moment.getTime())) return;
  timeExact ??= new Intl.DateTimeFormat(timeLanguage, { dateStyle: "full", timeStyle: "short", timeZone });
  time.title = timeExact.format(moment);
}

refreshTimes();
setInterval(() => document.hidden || refreshTimes(), 30_000);
document.addEventListener("visibilitychange", () => document.hidden || refreshTimes());
document.addEventListener("pointerover", tellExactly);
document.addEventListener("focusin", tellExactly);
