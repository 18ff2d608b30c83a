// <post-composer> - makes a plain form with a text area comfortable: toolbar, preview, pictures, drafts, counts.
// Without this script the form still sends. Where it asks is told by its data attributes (see composer.html).
class PostComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("[data-text]");
    this.words = this.querySelector("site-words");
    this.token = this.form.elements.csrf_token?.value ?? "";
    this.querySelector("[data-bar]").hidden = false;
    equipMarks(this);
    equipPreview(this);
    equipPictures(this);
    this.draft = new DraftKeeper(this);
    this.draft.start();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("composer:reply", (event) => this.replyTo(event.detail));
    this.querySelector("[data-replying-end]")?.addEventListener("click", () => this.replyTo({ id: "", name: "", quote: "" }));
    this.count();
    this.grow();
  }

  // Asks the server with the form's own token; gives up after a while instead of waiting for ever.
  ask(url, options) {
    const headers = { Accept: "application/json, text/html", "X-CSRFToken": this.token, ...options.headers };
    return fetch(url, { signal: AbortSignal.timeout(15_000), ...options, headers });
  }

  // What the form held when the page came, as far as drafts need to know.
  asGiven() {
    const fields = { ...this.snapshot(), body: this.text.defaultValue };
    const { title } = this.form.elements;
    return title ? { ...fields, title: title.defaultValue ?? "" } : fields;
  }

  // The text under the name "body", and what else somebody filled in. Hidden fields are the server's business,
  // but for the post replied to.
  snapshot() {
    const fields = { title: "", body: this.text.value };
    for (const control of this.form.elements) {
      const isHidden = ["hidden", "file", "password", "submit", "button"].includes(control.type) && !control.matches("[data-reply-to]");
      const isOff = ["checkbox", "radio"].includes(control.type) && !control.checked;
      if (!control.name || control === this.text || isHidden || isOff) continue;
      const isSecond = control.name in fields && control.name !== "title";
      fields[control.name] = isSecond ? [fields[control.name], control.value].flat() : control.value;
    }
    return fields;
  }

  fill(fields) {
    this.text.value = fields.body ?? "";
    for (const [name, value] of Object.entries(fields)) {
      const control = name === "body" ? null : this.form.elements.namedItem(name);
      if (control && "value" in control && control !== this.text && !Array.isArray(value)) control.value = value;
    }
    this.count();
    this.grow();
  }

  changed() {
    this.count();
    this.grow();
    this.draft.changed();
  }

  say(name, gaps = {}, isWarning = false) {
    const line = this.querySelector("[data-state]");
    line.textContent = this.words.say(name, gaps);
    line.parentElement.classList.toggle("is-warn", isWarning);
    if (isWarning) this.querySelector("[data-tell]").textContent = line.textContent;
  }

  count() {
    const line = this.querySelector("[data-count]");
    const { value } = this.text;
    const room = Number(this.dataset.most) - value.length;
    line.classList.toggle("is-over", room < 0);
    if (room < 0) line.textContent = this.words.say("tooLong", { count: -room });
    else if (room < 500) line.textContent = this.words.say("room", { count: room });
    else line.textContent = this.tally(value);
  }

  tally(value) {
    const pictures = (value.match(/!\[[^\]]*\]\(/g) ?? []).length;
    const words = (value.replace(/!?\[|\]\([^)]*\)/g, " ").match(/[\p{L}\p{N}]+/gu) ?? []).length;
    const parts = [pictures && this.words.count("pictures", pictures), words && this.words.count("words", words)];
    return parts.filter(Boolean).join(" · ");
  }

  // For browsers that do not yet let a text area grow by style alone.
  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.blockSize = "auto";
    this.text.style.blockSize = `${this.text.scrollHeight}px`;
  }

  // What the server has already goes on its way at once; else the draft is saved first. A form cannot be sent anew while
  // its submit event is under way: the second sending always waits for a task of its own.
  async submit(event) {
    if (!this.isPreparing && (this.isReady || !this.draft.owesSaving)) {
      this.isReady = false;
      this.draft.letGo();
      return;
    }
    event.preventDefault();
    if (this.isPreparing) return;
    this.isPreparing = true;
    const button = event.submitter;
    button?.classList.add("is-busy");
    await this.draft.saveForAWhile();
    await new Promise((done) => setTimeout(done));
    this.isPreparing = false;
    this.isReady = true;
    this.form.requestSubmit(button);
    // The browser found something amiss with a field and said so.
    if (this.isReady) button?.classList.remove("is-busy");
    this.isReady = false;
  }

  replyTo({ id, name, quote }) {
    this.querySelector("[data-reply-to]").value = id;
    const line = this.querySelector("[data-replying]");
    line.hidden = !name;
    line.querySelector("[data-replying-words]").textContent = name ? this.words.say("replying", { name }) : "";
    this.scrollIntoView({ block: "center" });
    this.text.focus({ preventScroll: true });
    if (quote) this.quote(quote);
  }

  quote(words) {
    const lines = words.split("\n").map((line) => `> ${line}`).join("\n");
    const { value } = this.text;
    const gap = !value || value.endsWith("\n\n") ? "" : value.endsWith("\n") ? "\n" : "\n\n";
    putText(this.text, `${gap}${lines}\n\n`, value.length, value.length);
  }

  // Shows this text and the other one side by side; calls back with "mine" or "theirs".
  showVersions(entry, choose) {
    const box = this.querySelector("[data-versions]");
    const show = (name, fields) => {
      const title = fields.title ? `${fields.title}\n\n` : "";
      box.querySelector(`[data-version="${name}"]`).textContent = title + (fields.body ?? "");
    };
    show("mine", this.snapshot());
    show("theirs", entry.fields);
    box.querySelector("[data-version-at]").textContent = entry.at ? new Date(entry.at).toLocaleTimeString(document.documentElement.lang || "en", { timeStyle: "short" }) : "";
    box.hidden = false;
    box.scrollIntoView({ block: "nearest" });
    this.querySelector("[data-tell]").textContent = box.querySelector("p").textContent;
    box.onclick = (event) => {
      const button = event.target.closest("[data-take]");
      if (!button) return;
      box.hidden = true;
      choose(button.dataset.take);
      this.text.focus();
    };
  }

  leaveForGood() {
    return this.draft.leaveForGood();
  }
}
customElements.define("post-composer", PostComposer);
