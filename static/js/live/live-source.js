// The stream of what happens, opened while somebody looks at the page: <meta name="live" content="pass" data-since="12">.
// Every event is told on the document as "live:event"; "live:over" says that the page has to be loaded anew. When the
// browser or something on the way does not let streams through, the same is asked for every few seconds.
const livePoll = 10_000;
const liveStreamAgain = 120_000;
const livePatience = 45_000;
const liveFirstPatience = 10_000;
const liveHiddenFor = 5_000;
const liveMostFailures = 3;

class LiveSource {
  constructor(meta, subjects) {
    this.pass = meta.content;
    this.since = meta.dataset.since;
    this.subjects = subjects;
    this.seen = new Set();
    this.failures = 0;
  }

  start() {
    document.addEventListener("visibilitychange", () => this.turn());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.turn());
    addEventListener("online", () => this.open());
    setInterval(() => this.watch(), 5_000);
    this.turn();
  }

  // A page that nobody looks at holds no line: browsers have few of them for one site.
  turn() {
    clearTimeout(this.hidden);
    if (document.hidden) this.hidden = setTimeout(() => this.close(), liveHiddenFor);
    else this.open();
  }

  address(path) {
    const asked = new URLSearchParams(this.subjects);
    if (this.pass) asked.set("token", this.pass);
    if (this.since !== "") asked.set("since", this.since);
    return `${path}?${asked}`;
  }

  open() {
    if (this.source || this.polling || this.isOver || document.hidden) return;
    if (!("EventSource" in window)) {
      this.startPolling();
      return;
    }
    this.heard = Date.now();
    this.hasHeard = false;
    const source = (this.source = new EventSource(this.address("/live")));
    source.onmessage = (event) => this.take(event);
    source.addEventListener("beat", (event) => this.beat(event));
    source.addEventListener("end", (event) => this.end(event.data));
    source.addEventListener("error", () => this.failed(source));
  }

  close() {
    this.source?.close();
    this.source = undefined;
    clearTimeout(this.polling);
    this.polling = undefined;
    clearTimeout(this.again);
  }

  beat(event) {
    this.heard = Date.now();
    this.hasHeard = true;
    this.failures = 0;
    this.since = event.lastEventId || this.since;
  }

  take(event) {
    this.heard = Date.now();
    const id = Number(event.lastEventId);
    const data = JSON.parse(event.data);
    // What has no number of its own is a whisper.
    if (data.kind !== "typing") this.tell(id, data);
    else document.dispatchEvent(new CustomEvent("live:event", { detail: data }));
  }

  tell(id, data) {
    if (this.seen.has(id)) return;
    this.seen.add(id);
    if (this.seen.size > 2_000) this.seen = new Set([...this.seen].slice(-1_000));
    this.since = String(id);
    document.dispatchEvent(new CustomEvent("live:event", { detail: data }));
  }

  // The server ends a stream with a word. After "restart" and "rights" the browser comes again by itself.
  end(word) {
    this.failures = 0;
    if (word === "stale" || word === "signed-out") this.stop(word);
  }

  stop(word) {
    this.isOver = true;
    this.close();
    document.dispatchEvent(new CustomEvent("live:over", { detail: word }));
  }

  failed(source) {
    if (source !== this.source) return;
    this.failures += 1;
    const isGivenUp = source.readyState === EventSource.CLOSED;
    if (!isGivenUp && this.failures < liveMostFailures) return;
    this.close();
    if (this.failures >= liveMostFailures) this.startPolling();
    else this.again = setTimeout(() => this.renew(), 1_000 * 2 ** this.failures * (0.5 + Math.random()));
  }

  // A line that has gone silent is as good as none; so is one on which not even the first word comes through.
  watch() {
    if (!this.source || Date.now() - this.heard < (this.hasHeard ? livePatience : liveFirstPatience)) return;
    this.failures += 1;
    this.close();
    if (this.failures >= liveMostFailures) this.startPolling();
    else this.open();
  }

  // The pass may have been of too long ago.
  async renew() {
    try {
      const answer = await fetch("/live/pass", { headers: { Accept: "application/json" } });
      // A forum that is closed for a moment says nothing about whose page this is.
      if (answer.status >= 500) throw new Error("closed");
      const found = answer.ok ? (await answer.json()).pass : null;
      if (found === null || (this.pass && !found)) this.stop("signed-out");
      else this.pass = found;
    } catch {
      // No connection: the next try finds out.
    }
    this.open();
  }

  startPolling() {
    if (this.polling || this.isOver) return;
    const until = Date.now() + liveStreamAgain;
    const turn = async () => {
      await this.poll();
      if (!this.polling) return;
      if (Date.now() > until && "EventSource" in window) {
        this.close();
        this.failures = liveMostFailures - 1;
        this.open();
      } else this.polling = setTimeout(turn, livePoll * (0.8 + 0.4 * Math.random()));
    };
    this.polling = setTimeout(turn, 0);
  }

  async poll() {
    try {
      const since = this.since || "0";
      const answer = await fetch(this.address(`/live/since/${since}`), { headers: { "If-None-Match": `"${since}"` }, cache: "no-store" });
      if (answer.status === 401) this.close(), await this.renew();
      if (!answer.ok) return;
      const found = await answer.json();
      if (found.stale) this.stop("stale");
      for (const { id, ...data } of found.events) this.tell(id, data);
      this.since = String(found.last);
    } catch {
      // No connection: asked again in a while.
    }
  }
}
