// Drafts: every key is kept in this browser at once, and on the server a moment later. Newer text from another tab or
// device is never overwritten unseen: both versions are shown, and the writer chooses.
const draftQuiet = 1500;
const draftLongest = 5000;
const draftRetry = 10_000;

class DraftKeeper {
  constructor(composer) {
    this.composer = composer;
    this.url = composer.dataset.draftUrl;
    this.key = composer.dataset.draftKey;
    this.version = Number(composer.dataset.draftVersion) || 0;
    this.store = new DraftStore(composer.dataset.member, this.key);
    // Words that were typed before this script came are not what the page came with.
    this.original = composer.isTouched ? composer.asGiven() : composer.snapshot();
    this.saved = JSON.stringify(this.original);
    this.isLeaving = false;
  }

  // The form tells the server which version it knows, should it be sent without this script.
  know(version) {
    this.version = version;
    const field = this.composer.form.elements.draft_version;
    if (field) field.value = version;
  }

  get isDirty() {
    return JSON.stringify(this.composer.snapshot()) !== this.saved;
  }

  start() {
    if (!this.store.name) return;
    this.meetLocal(this.store.read());
    if (this.composer.form.dataset.sending) this.letGo();
    else if (this.composer.isTouched && !this.isChoosing) this.changed();
    this.store.follow((entry) => this.meetOtherTab(entry));
    addEventListener("online", () => this.isDirty && this.save());
    addEventListener("pagehide", () => this.leavePage());
    addEventListener("pageshow", () => (this.isLeaving = false));
    setInterval(() => this.savedAt && !this.problem && this.tell(), 5000);
  }

  // What this browser remembers from before the page was loaded.
  meetLocal(entry) {
    if (!entry) return;
    const { text } = this.composer;
    const isSame = entry.fields.body === text.value;
    const isBlank = !entry.fields.body.trim() && !(entry.fields.title ?? "").trim();
    const wasTakenByServer = entry.submitted && entry.version > 0 && this.version === 0;
    if (wasTakenByServer || isBlank) this.store.clear();
    else if (isSame) this.meetSame(entry);
    else if (this.composer.isTouched && entry.submitted) this.offer(entry);
    else if (this.composer.isTouched) this.askWhich({ ...entry, isLocal: true });
    else if (entry.submitted && !text.value.trim()) this.offer(entry);
    else if (entry.version === this.version) this.bringBack(entry);
    else if (!text.value.trim()) this.bringBack(entry);
    else this.askWhich({ ...entry, isLocal: true });
  }

  // The form came back with the text still in it: the draft goes on as if it had not been sent.
  meetSame(entry) {
    if (!entry.submitted) {
      this.store.clear();
      return;
    }
    this.saved = "";
    this.changed();
  }

  bringBack(entry) {
    this.composer.fill(entry.fields);
    this.composer.say("broughtBack");
    const over = this.composer.querySelector("[data-start-over]");
    over.hidden = false;
    over.onclick = () => {
      this.composer.fill(this.original);
      over.hidden = true;
      this.changed();
    };
    this.schedule();
  }

  // The text was sent, but the server knows nothing of it: perhaps it never arrived. The writer knows.
  offer(entry) {
    const back = this.composer.querySelector("[data-bring-back]");
    this.composer.say("sentBefore");
    back.hidden = false;
    back.onclick = () => {
      back.hidden = true;
      this.bringBack(entry);
    };
  }

  // A tab in which nobody has typed since the last save follows the other one; otherwise the writer chooses.
  meetOtherTab(entry) {
    const isSame = entry.fields.body === this.composer.text.value;
    if (entry.isGone && entry.submitted && isSame) this.meetSent();
    if (entry.isGone || entry.submitted || this.isChoosing) return;
    if (!isSame && this.isDirty) {
      this.askWhich(entry);
      return;
    }
    if (!isSame) this.composer.fill(entry.fields);
    this.know(Math.max(this.version, entry.version));
    this.saved = JSON.stringify(this.composer.snapshot());
  }

  meetSent() {
    this.composer.fill({ title: "", body: "" });
    this.saved = JSON.stringify(this.composer.snapshot());
    this.savedAt = undefined;
    this.composer.say("sentElsewhere", {}, true);
  }

  changed() {
    if (this.isLeaving) return;
    this.keepHere();
    this.schedule();
  }

  keepHere(more = {}) {
    this.isKeptHere = this.store.write({ fields: this.composer.snapshot(), version: this.version, ...more });
  }

  schedule(wait = draftQuiet) {
    if (!this.url || this.isChoosing) return;
    this.firstChange ??= Date.now();
    const atMost = Math.max(0, this.firstChange + draftLongest - Date.now());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.min(wait, wait > draftLongest ? wait : atMost));
  }

  // One save at a time; whoever asks in between waits for the one after.
  async save() {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.url || !this.isDirty || this.isChoosing) return;
    this.firstChange = undefined;
    this.saving = this.send().finally(() => (this.saving = undefined));
    await this.saving;
  }

  async send(isLast = false) {
    const fields = this.composer.snapshot();
    this.problem = "";
    try {
      const answer = await this.composer.ask(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...fields, key: this.key, version: this.version }),
        keepalive: isLast,
      });
      const found = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok && found.version !== undefined) this.didSave(fields, found.version);
      else if (answer.status === 409) this.askWhich({ fields: { ...fields, ...found }, version: found.version, at: Date.parse(found.saved_at) });
      else this.didNotSave(answer.status);
    } catch {
      this.didNotSave(0);
    }
  }

  didSave(fields, version) {
    this.know(version);
    this.saved = JSON.stringify(fields);
    this.savedAt = Date.now();
    this.keepHere();
    this.tell();
    if (this.isDirty) this.schedule();
  }

  didNotSave(status) {
    const known = { 400: "refused", 401: "refused", 403: "refused", 429: "tooOften" };
    this.problem = known[status] ?? (status && status < 500 ? "notTaken" : "offline");
    this.composer.say(this.problem, {}, true);
    this.schedule(draftRetry);
  }

  tell() {
    const seconds = Math.round((Date.now() - this.savedAt) / 1000);
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
    const when = seconds < 60 ? words.format(-seconds, "second") : words.format(-Math.trunc(seconds / 60), "minute");
    this.composer.say(this.isKeptHere ? "saved" : "savedThere", { when });
  }

  askWhich(entry) {
    const mine = this.composer.snapshot();
    if (entry.fields.body === mine.body && (entry.fields.title ?? "") === (mine.title ?? "")) {
      this.know(entry.version);
      this.schedule(0);
      return;
    }
    this.isChoosing = true;
    clearTimeout(this.timer);
    this.composer.showVersions(entry, (choice) => {
      this.isChoosing = false;
      if (choice === "theirs") this.composer.fill(entry.fields);
      if (!entry.isLocal) this.know(Math.max(this.version, entry.version));
      this.changed();
    });
  }

  // Before the form is sent, the server shall have the whole text as a draft, so that nothing can get lost on the way.
  saveForAWhile() {
    return Promise.race([this.save(), new Promise((done) => setTimeout(done, 1500))]);
  }

  get owesSaving() {
    return Boolean(this.url && this.store.name && !this.isChoosing && (this.saving || this.isDirty));
  }

  letGo() {
    this.keepHere({ submitted: true });
    this.isLeaving = true;
    clearTimeout(this.timer);
  }

  leavePage() {
    if (this.isLeaving || !this.isDirty || this.isChoosing) return;
    this.keepHere();
    if (this.url) this.send(true);
  }

  // Before signing out: save what is left, then touch the store no more.
  async leaveForGood() {
    await this.saveForAWhile();
    this.isLeaving = true;
  }
}
