// <queue-desk data-case data-renew data-token data-alone> - the review queue under the hands: keys that press what stands on the
// page ([data-press=a] and so on), a list that follows what others do, and a case that stays taken while one is busy
// with it. With data-alone, as for practice, it is keys and nothing else. Inside: [data-desk-list] with [data-row]s, [data-desk-hands], [data-desk-news].
class QueueDesk extends HTMLElement {
  #renewedAt = Date.now();
  #asked = 0;

  connectedCallback() {
    this.end = new AbortController();
    const { signal } = this.end;
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true, signal });
    if ("alone" in this.dataset) return;
    document.addEventListener("live:event", ({ detail }) => detail.kind === "case" && this.#heard(detail), { signal });
    for (const sign of ["keydown", "pointerdown", "scroll"]) {
      addEventListener(sign, () => this.#busy(), { passive: true, signal });
    }
    this.minute = setInterval(() => document.hidden || this.#refresh(), 60_000);
  }

  disconnectedCallback() {
    this.end.abort();
    clearInterval(this.minute);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (localStorage.getItem("keys") === "off" && event.key !== "?") return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]")) return;
    const act = { j: () => this.#step(1), k: () => this.#step(-1), x: () => this.#tick(), "?": () => this.#help() }[event.key];
    const press = /^[a-z]$/.test(event.key) ? this.#target(event.key) : null;
    if (!act && !press) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (act) act();
    else this.#press(press);
  }

  // What a key stands for: what says so itself, with what can be undone first; in the form of a decision the choice of
  // that name, and the words to the member.
  #target(key) {
    const undo = key === "u" ? document.querySelector("[data-undo]") : null;
    const named = undo ?? this.querySelector(`[data-press="${key}"]`);
    if (named) return named;
    const wanted = { a: ["approve", "keep"], h: ["decline", "hide"], e: ["hand_on"], s: ["leave"] }[key] ?? [];
    const choice = wanted.map((word) => this.querySelector(`input[type=radio][value="${word}"]`)).find(Boolean);
    return choice ?? (key === "n" ? this.querySelector('textarea[name="words"]') : null);
  }

  // What opens more is opened, with the first field under the cursor; what is a field gets it; the rest is pressed.
  #press(target) {
    const details = target.closest("details");
    if (details) details.open = true;
    if (target.type === "radio") target.checked = true;
    const field = target.matches("input, textarea, select") ? target : details?.querySelector("textarea, select, input:not([type=hidden])");
    if (field) field.focus();
    else target.click();
  }

  #step(step) {
    const links = [...this.querySelectorAll("[data-row-link]")];
    const here = links.findIndex((link) => link.closest("[data-row]").dataset.row === this.dataset.case);
    const next = links[Math.min(links.length - 1, Math.max(0, here + step))];
    if (next && links.indexOf(next) !== here) next.click();
  }

  #tick() {
    this.querySelector(`[data-row="${CSS.escape(this.dataset.case ?? "")}"] input[type=checkbox]`)?.click();
  }

  #help() {
    document.getElementById("desk-keys")?.showModal();
  }

  // Others have a case, gave it back or decided on it: list and hands are shown as they are now.
  #heard(detail) {
    this.#refresh();
    const isMine = detail.by === Number(document.documentElement.dataset.member);
    if (!isMine && String(detail.case) === this.dataset.case) this.querySelector("[data-desk-news]").textContent = this.dataset.news;
  }

  async #refresh() {
    const mine = ++this.#asked;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== this.#asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const ticked = new Set([...this.querySelectorAll("[name=chosen]:checked")].map((box) => box.value));
    for (const part of ["[data-desk-list]", "[data-desk-hands]"]) {
      const fresh = page.querySelector(part);
      const old = this.querySelector(part);
      if (fresh && old && !old.contains(document.activeElement)) old.replaceWith(fresh);
    }
    for (const box of this.querySelectorAll("[name=chosen]")) box.checked = ticked.has(box.value);
  }

  // A case that one has taken stays taken while one reads and writes: told at most every two minutes.
  #busy() {
    const now = Date.now();
    const isMine = this.querySelector('[data-press="u"][data-holds]');
    if (!isMine || !this.dataset.renew || now - this.#renewedAt < 120_000) return;
    this.#renewedAt = now;
    fetch(this.dataset.renew, { method: "POST", body: new URLSearchParams({ csrf_token: this.dataset.token }), redirect: "manual" }).catch(() => {});
  }
}

customElements.define("queue-desk", QueueDesk);
