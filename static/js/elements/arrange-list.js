// <arrange-list data-url data-seen data-token …words> - lets sections and channels be dragged by their handles, or
// moved by the arrow keys when a handle has the focus. Inside: [data-section] with one [data-channels] list each,
// [data-channel] in these, and a button.arranged__handle in either. Every move is saved at once, and what could
// not be saved is said and stays as it is shown until the page is loaded anew.
class ArrangeList extends HTMLElement {
  #dragged = null;
  #timer = 0;

  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.#grasp(event));
    this.addEventListener("keydown", (event) => this.#step(event));
  }

  #grasp(event) {
    const handle = event.target.closest(".arranged__handle");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    const dragged = this.#thing(handle);
    dragged.classList.add("is-dragged");
    this.#dragged = dragged;
    const before = this.order();
    const listening = new AbortController();
    const end = () => {
      listening.abort();
      dragged.classList.remove("is-dragged");
      this.#dragged = null;
      handle.focus();
      if (this.order() !== before) this.#save(dragged);
    };
    // On the document, because what is moved in the page loses the pointer.
    document.addEventListener("pointermove", (at) => this.#drag(at), { signal: listening.signal });
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end, { signal: listening.signal });
  }

  #drag(event) {
    const edge = 60;
    if (event.clientY < edge) scrollBy(0, -12);
    else if (event.clientY > innerHeight - edge) scrollBy(0, 12);
    const under = document.elementFromPoint(event.clientX, event.clientY);
    if (!under || !this.contains(under)) return;
    if (this.#dragged.matches("[data-section]")) this.#dragTo(under.closest("[data-section]"), event.clientY);
    else this.#dragTo(under.closest("[data-channel]") ?? under.closest("[data-section]")?.querySelector("[data-channels]"), event.clientY);
  }

  // Puts the dragged thing before or after another, or into a list that is empty.
  #dragTo(target, y) {
    if (!target || target === this.#dragged) return;
    if (target.matches("[data-channels]")) {
      if (!target.querySelector("[data-channel]")) target.append(this.#dragged);
      return;
    }
    if (target.matches('[data-section="0"]') && this.#dragged.matches("[data-section]")) return;
    const box = target.getBoundingClientRect();
    if (y < box.top + box.height / 2) target.before(this.#dragged);
    else target.after(this.#dragged);
  }

  #step(event) {
    const handle = event.target.closest(".arranged__handle");
    const ways = { ArrowUp: -1, ArrowDown: 1 };
    if (!handle || !(event.key in ways)) return;
    event.preventDefault();
    const thing = this.#thing(handle);
    const before = this.order();
    if (thing.matches("[data-section]")) this.#shift(thing, this.#sections().filter((one) => one.dataset.section !== "0"), ways[event.key]);
    else this.#shiftChannel(thing, ways[event.key]);
    handle.focus();
    if (this.order() !== before) this.#save(thing);
  }

  #shift(thing, row, way) {
    const other = row[row.indexOf(thing) + way];
    if (other && way < 0) other.before(thing);
    else if (other) other.after(thing);
    return Boolean(other);
  }

  // At the end of its section a channel goes on into the next one.
  #shiftChannel(channel, way) {
    const list = channel.closest("[data-channels]");
    if (this.#shift(channel, [...list.querySelectorAll("[data-channel]")], way)) return;
    const lists = this.#sections().map((section) => section.querySelector("[data-channels]"));
    const next = lists[lists.indexOf(list) + way];
    if (next && way < 0) next.append(channel);
    else if (next) next.prepend(channel);
  }

  #thing(handle) {
    return handle.closest("[data-channel]") ?? handle.closest("[data-section]");
  }

  #sections() {
    return [...this.querySelectorAll("[data-section]")];
  }

  order() {
    return this.#sections().map((section) => {
      const ids = [...section.querySelectorAll("[data-channel]")].map((channel) => channel.dataset.channel);
      return `${section.dataset.section}:${ids.join(",")}`;
    }).join(" ");
  }

  // Several steps in a row are saved as one.
  #save(thing) {
    const row = [...thing.parentElement.children].filter((one) => one.matches("[data-channel], [data-section]"));
    const gaps = { name: thing.dataset.name, place: row.indexOf(thing) + 1, count: row.length };
    this.#say(this.dataset.moved.replace(/\{(\w+)\}/g, (whole, gap) => gaps[gap] ?? whole));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), 400);
  }

  async #send() {
    const body = new FormData();
    body.set("csrf_token", this.dataset.token);
    body.set("order", this.order());
    body.set("seen", this.dataset.seen);
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body, signal: AbortSignal.timeout(10_000) });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      this.dataset.seen = said.seen;
      this.#say(this.dataset.saved);
    } catch (error) {
      const known = error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException ? "" : error.message;
      const words = known || this.dataset.failed;
      this.#say(words);
      document.querySelector("site-toaster")?.show(words, "bad", 12);
    }
  }

  #say(words) {
    this.querySelector("[role=status]").textContent = words;
  }
}
customElements.define("arrange-list", ArrangeList);
