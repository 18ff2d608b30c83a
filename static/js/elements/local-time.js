// <time class="moment" datetime="…"> - keeps relative times true while the page stays open, and gives
// the exact one in the reader's own zone on hover. Without scripts the server's words stand; the rounding here is
// the server's own, so that nothing moves when the page has loaded.
const timeWords = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always" });
const timeExact = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "full", timeStyle: "short" });
const timeDay = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "medium" });
const timeSteps = [["day", 86400], ["hour", 3600], ["minute", 60]];

function tellTime(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return siteWords.say("now");
  if (Math.abs(seconds) >= 7 * 86400) return timeDay.format(moment);
  const [unit, size] = timeSteps.find(([, length]) => Math.abs(seconds) >= length * 0.95);
  return timeWords.format(Math.round(seconds / size), unit);
}

function refreshTimes(root = document) {
  for (const time of root.querySelectorAll("time.moment[datetime]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const words = tellTime(moment);
    if (time.textContent !== words) time.textContent = words;
    time.title = timeExact.format(moment);
  }
}

refreshTimes();
setInterval(() => document.hidden || refreshTimes(), 30_000);
document.addEventListener("visibilitychange", () => document.hidden || refreshTimes());
