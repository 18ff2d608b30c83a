// <queue-desk data-case data-here data-renew data-token data-alone> - the review queue under the hands: keys that press what stands on the
// page ([data-press=a] and so on), a list that follows what others do and says so, and a case that stays taken while one is busy
// with it. With data-alone, as for practice, it is keys and nothing else. Inside: [data-desk-list] with [data-row]s, [data-desk-hands],
// [data-desk-news]; in the page that is asked for ?heard=7, [data-desk-heard] with the words about case 7.
const deskSoon = 200;
// For so long a line says what another one did, and one that is done with keeps its place.
const deskSaid = 60_000;

class QueueDesk extends HTMLElement {
  #renewedAt = Date.now();
  #asked = 0;
  #heard = new Set();
  #said = new Map();

  connectedCallback() {
    this.end = new AbortController();
    const { signal } = this.end;
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true, signal });
    if ("alone" in this.dataset) return;
    document.addEventListener("live:event", ({ detail }) => detail.kind === "case" && this.#hear(detail), { signal });
    for (const sign of ["keydown", "pointerdown", "scroll"]) {
      addEventListener(sign, () => this.#busy(), { passive: true, signal });
    }
    this.minute = setInterval(() => document.hidden || this.#refresh(), 60_000);
  }

  disconnectedCallback() {
    this.end.abort();
    clearInterval(this.minute);
    clearTimeout(this.soon);
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

  // Others have a case, gave it back, decided on it or took that back. Many at once are asked about together.
  #hear(detail) {
    const isMine = detail.by === Number(document.documentElement.dataset.member);
    const isShown = String(detail.case) === this.dataset.case || this.#row(this, detail.case);
    if (!isMine && isShown) this.#heard.add(String(detail.case));
    this.soon ??= setTimeout(() => this.#refresh(), deskSoon);
  }

  async #refresh() {
    clearTimeout(this.soon);
    this.soon = undefined;
    const mine = ++this.#asked;
    const asked = [...this.#heard].slice(0, 50);
    const address = new URL(this.dataset.here, location.href);
    for (const id of asked) address.searchParams.append("heard", id);
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== this.#asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== this.#asked) return;
    for (const id of asked) this.#heard.delete(id);
    this.#note(page);
    const rows = [...this.querySelectorAll("[data-row]")];
    this.#replace(page);
    this.#mark(page, rows);
  }

  #replace(page) {
    const ticked = new Set([...this.querySelectorAll("[name=chosen]:checked")].map((box) => box.value));
    for (const part of ["[data-desk-list]", "[data-desk-hands]"]) {
      const fresh = page.querySelector(part);
      const old = this.querySelector(part);
      if (fresh && old && !old.contains(document.activeElement)) old.replaceWith(document.importNode(fresh, true));
    }
    for (const box of this.querySelectorAll("[name=chosen]")) box.checked = ticked.has(box.value);
  }

  // What was done with which case, kept for a while; of the one that is open it is said above it too.
  #note(page) {
    for (const words of page.querySelectorAll("[data-desk-heard] [data-of]")) {
      this.#said.set(words.dataset.of, { words, until: Date.now() + deskSaid });
      if (words.dataset.of === this.dataset.case) this.#tell(words.textContent.trim());
    }
    for (const [id, { until }] of this.#said) if (until < Date.now()) this.#said.delete(id);
  }

  #tell(words) {
    const news = this.querySelector("[data-desk-news]");
    if (news.firstChild?.textContent.trim() === words) return;
    const look = document.createElement("a");
    Object.assign(look, { href: this.dataset.here, textContent: this.dataset.look, className: "link" });
    news.replaceChildren(`${words} `, look);
  }

  // The line of a case says what was done with it; one that stands in this part of the queue no more keeps its place
  // for a while, so that nothing moves under the hand.
  #mark(page, before) {
    for (const [id, { words }] of this.#said) {
      const row = this.#row(this, id) ?? this.#keep(id, before);
      if (!row) continue;
      if (!this.#row(page, id)) {
        row.classList.add("is-gone");
        row.querySelector(".desk-row__tick")?.remove();
      }
      row.querySelector(".desk-row__hands")?.remove();
      row.querySelector(".desk-row__body").append(document.importNode(words, true));
    }
  }

  #keep(id, before) {
    const at = before.findIndex((row) => row.dataset.row === id);
    if (at < 0) return null;
    const list = this.querySelector(".desk-rows") ?? this.#emptyList();
    const above = before.slice(0, at).reverse().map((row) => this.#row(list, row.dataset.row)).find(Boolean);
    if (above) above.after(before[at]);
    else list.prepend(before[at]);
    return before[at];
  }

  #emptyList() {
    const list = document.createElement("ol");
    list.className = "desk-rows";
    list.setAttribute("role", "list");
    this.querySelector("[data-desk-list]").prepend(list);
    return list;
  }

  #row(inside, id) {
    return inside.querySelector(`[data-row="${CSS.escape(id)}"]`);
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
