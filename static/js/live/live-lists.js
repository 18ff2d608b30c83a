// What stirs elsewhere: marks in the navigation, the count of the bell, and the line above a list of topics.
const liveMember = Number(document.documentElement.dataset.member) || 0;
const liveWords = document.querySelector("body > site-words");
const liveMoved = new Set();
const liveSettled = 4_000;

function liveMarkChannel(data) {
  const link = document.querySelector(`.nav-link[data-channel="${Number(data.channel)}"]`);
  if (!link || !liveMember || data.by === liveMember || link.matches(".is-unread, .is-muted")) return;
  link.classList.add("is-unread");
  if (link.querySelector(".nav-link__count")) return;
  const count = document.createElement("span");
  count.className = "nav-link__count";
  count.textContent = liveWords.say("liveNew");
  link.append(count);
}

function liveNoteTopic(data) {
  const list = document.querySelector('endless-list[data-name="latest"]');
  const here = document.querySelector('meta[name="live-channel"]')?.content;
  const isElsewhere = here && here !== String(data.channel);
  const isMuted = document.querySelector(`.nav-link.is-muted[data-channel="${Number(data.channel)}"]`);
  if (!list || isElsewhere || isMuted || data.stream || data.by === liveMember) return;
  // A page is first told of the moments before it was made: what its list shows already is not new.
  if (performance.now() < liveSettled && list.querySelector(`.topic-row__link[href$="/${Number(data.topic)}"]`)) return;
  liveMoved.add(data.topic);
  liveSayAbove(list, liveWords.count("liveTopics", liveMoved.size));
}

// One line above the list, which leads to it as it is now.
function liveSayAbove(list, words) {
  let bar = document.querySelector(".live-bar--list");
  if (!bar) {
    bar = document.createElement("p");
    bar.className = "live-bar live-bar--list";
    bar.role = "status";
    const link = document.createElement("a");
    link.className = "live-bar__link";
    link.href = location.pathname;
    bar.append(link);
    list.before(bar);
  }
  bar.firstChild.textContent = words;
}

function liveCountNotices(data) {
  if (!("unread" in data)) return;
  const count = Number(data.unread);
  // One hangs in the bar at the top, one in that at the foot of phones.
  for (const bell of document.querySelectorAll("[data-bell-count]")) {
    bell.textContent = count > 99 ? "99+" : String(count);
    bell.hidden = count === 0;
    const words = bell.closest("[data-bell]")?.querySelector(".visually-hidden");
    if (words) words.textContent = liveWords.count("liveNotices", count);
  }
}

function liveCountMessages(data) {
  if (!("unread" in data)) return;
  const count = Number(data.unread);
  for (const mark of document.querySelectorAll("[data-mail-count]")) {
    mark.textContent = count > 99 ? "99+" : String(count);
    mark.hidden = count === 0;
    const words = mark.closest("[data-mail]").querySelector(".visually-hidden");
    words.textContent = liveWords.count("liveMail", count);
  }
}

document.addEventListener("live:event", ({ detail }) => {
  if (detail.kind === "notices") liveCountNotices(detail);
  if (["message-sent", "messages"].includes(detail.kind)) liveCountMessages(detail);
  if (!["stir", "post", "topic"].includes(detail.kind)) return;
  const isOnScreen = document.querySelector(`live-topic[data-topic="${Number(detail.topic)}"]`);
  if (!isOnScreen) liveMarkChannel(detail);
  liveNoteTopic(detail);
});

// No more is heard from here on: whoever reads a list is told, as the readers of a topic are.
document.addEventListener("live:over", () => {
  const list = document.querySelector('endless-list[data-name="latest"]');
  if (list) liveSayAbove(list, liveWords.say("liveOver"));
});
