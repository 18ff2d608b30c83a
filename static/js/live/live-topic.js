// <live-topic data-topic data-last data-is-end data-part-url data-end-url> - stands below the posts of a topic. What comes
// in while it is read is fetched as a part of the page, made by the same templates, and put at the end when the reader
// is there; else a line says how much waits. Nothing that is being read moves.
const liveNear = 320;
const liveTyping = 7_000;

class LiveTopic extends HTMLElement {
  connectedCallback() {
    this.topic = Number(this.dataset.topic);
    this.last = Number(this.dataset.last);
    this.isEnd = "isEnd" in this.dataset;
    this.waiting = new Set();
    this.typing = new Map();
    this.list = document.querySelector("[data-stream] [data-items]");
    this.status = this.#status();
    document.addEventListener("live:event", ({ detail }) => this.isOurs(detail) && this.hear(detail));
    document.addEventListener("live:over", () => this.say(liveWords.say("liveOver"), location.href));
    document.addEventListener("live:mine", ({ detail }) => this.bring(detail.number, detail.number, { isMine: true }));
    addEventListener("scroll", () => this.waiting.size && this.isNear() && this.bringWaiting(), { passive: true });
    if (this.list && "isLatest" in this.list.parentElement.dataset && !location.hash) this.toEnd();
  }

  isOurs(data) {
    return this.topic === data.topic;
  }

  hear(data) {
    if (data.kind === "post") this.meet(data);
    else if (["edit", "gone", "back", "answer"].includes(data.kind)) this.renew(data.number);
    else if (data.kind === "reactions" && data.by !== liveMember) this.count(data);
    else if (data.kind === "moved") this.say(liveWords.count(data.stream ? "liveLifted" : "liveMoved", data.count), location.href);
    else if (data.kind === "changed") this.say(liveWords.say("liveChanged"), location.href);
    else if (data.kind === "typing") this.type(data);
  }

  meet(data) {
    this.untype(data.by);
    if (document.getElementById(`post-${data.number}`)) return;
    this.waiting.add(data.number);
    if (this.isEnd && this.isNear() && !document.hidden) this.bringWaiting();
    else this.tell();
  }

  get isStuck() {
    return document.documentElement.scrollHeight - innerHeight - scrollY < 80;
  }

  isNear() {
    return this.getBoundingClientRect().top < innerHeight + liveNear;
  }

  toEnd() {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  }

  tell() {
    const words = liveWords.count(this.list ? "liveMessages" : "liveReplies", this.waiting.size);
    this.say(words, this.isEnd ? "" : this.dataset.endUrl);
  }

  // Hundreds of pages hear of a post in one moment; they ask for it a little apart.
  bringWaiting() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      if (this.waiting.size) this.bring(Math.min(...this.waiting), Math.max(...this.waiting), {});
    }, Math.random() * 600);
  }

  async bring(first, last, { isMine = false, isAsked = false }) {
    const parts = await this.fetch(first, Math.min(last, first + 19), "&seen=1");
    if (!parts) return;
    const isStuck = this.isStuck || isMine;
    const fresh = parts.filter((part) => part.id && !document.getElementById(part.id));
    const held = document.activeElement?.closest?.("post-composer");
    const before = held?.getBoundingClientRect().top;
    for (const part of fresh) this.#add(part);
    this.querySelector("[data-bar]")?.remove();
    const left = [...this.waiting].filter((number) => number > first + 19);
    this.waiting = new Set(left);
    if (left.length) this.tell();
    if (this.list && isStuck) this.toEnd();
    else if (held && !isMine) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
    if (isAsked) fresh[0]?.scrollIntoView({ block: "start" });
    if (!isMine && fresh.length) this.status.textContent = liveWords.count(this.list ? "liveMessages" : "liveReplies", fresh.length);
  }

  #add(part) {
    if (!this.list) {
      this.before(part);
      return;
    }
    document.querySelector("[data-stream] [data-empty]")?.remove();
    const number = Number(part.id.slice(5));
    const after = [...this.list.children].find((line) => Number(line.id.slice(5)) > number);
    this.list.insertBefore(part, after ?? null);
    const above = part.previousElementSibling;
    const isJoined = above?.dataset.author === part.dataset.author && !above.matches(".message--gone");
    part.classList.toggle("message--joined", Boolean(isJoined && part.dataset.author));
  }

  // A changed post takes the place of the old one, unless somebody is at work in it.
  async renew(number) {
    const old = document.getElementById(`post-${number}`);
    if (!old || this.#waitsFor(old, number)) return;
    const [fresh] = (await this.fetch(number, number)) ?? [];
    // A menu may have been opened while the answer was on its way.
    if (!fresh || this.#waitsFor(old, number)) return;
    fresh.classList.toggle("message--joined", old.matches(".message--joined"));
    old.replaceWith(fresh);
  }

  #waitsFor(old, number) {
    const isAtWork = old.contains(document.activeElement) || old.querySelector("details[open]");
    if (isAtWork) old.addEventListener("focusout", () => setTimeout(() => this.renew(number), 500), { once: true });
    return isAtWork;
  }

  count(data) {
    const bar = document.querySelector(`#post-${Number(data.number)} reaction-bar`);
    if (bar?.set && !bar.closest(".message__first")) bar.set(data.counts);
    else this.renew(data.number);
  }

  async fetch(first, last, more = "") {
    try {
      const answer = await fetch(`${this.dataset.partUrl}?from=${first}&to=${last}${more}`, { signal: AbortSignal.timeout(15_000) });
      if (!answer.ok) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...page.body.children].map((part) => document.adoptNode(part));
    } catch {
      return null;
    }
  }

  // One line at the foot of the window: how much waits, and the way to it.
  say(words, href) {
    this.querySelector("[data-bar]")?.remove();
    const bar = document.createElement("p");
    bar.className = "live-bar live-bar--float";
    bar.dataset.bar = "";
    const way = document.createElement(href ? "a" : "button");
    way.className = "live-bar__link";
    if (href) way.href = href;
    else way.type = "button";
    way.textContent = words;
    way.addEventListener("click", (event) => {
      if (href === location.href) event.preventDefault(), location.reload();
      else if (!href) this.bring(Math.min(...this.waiting), Math.max(...this.waiting), { isAsked: true });
    });
    bar.append(way);
    this.append(bar);
    this.status.textContent = words;
  }

  type(data) {
    clearTimeout(this.typing.get(data.by)?.timer);
    this.typing.set(data.by, { name: data.name, timer: setTimeout(() => this.untype(data.by), liveTyping) });
    this.#tellTyping();
  }

  untype(by) {
    clearTimeout(this.typing.get(by)?.timer);
    // Of guests' strangers nobody knows which one has sent.
    this.typing.delete(by);
    if (!liveMember) this.typing.delete(0);
    this.#tellTyping();
  }

  #tellTyping() {
    const names = [...this.typing.values()].map((one) => one.name || liveWords.say("liveSomebody"));
    const line = this.querySelector("[data-typing]");
    if (!names.length) line.textContent = "";
    else if (names.length === 1) line.textContent = liveWords.say("liveTyping", { name: names[0] });
    else line.textContent = liveWords.say("liveTypingMany", { name: names[0], count: names.length - 1 });
  }

  #status() {
    const line = document.createElement("span");
    line.className = "visually-hidden";
    line.role = "status";
    this.append(line);
    return line;
  }
}
customElements.define("live-topic", LiveTopic);
