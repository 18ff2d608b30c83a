// <endless-list data-name="topics" data-endless> - when the reader comes near the end, fetches the page behind the
// pager's rel="next" link and adds its rows. When that fails the link is still there to press.
class EndlessList extends HTMLElement {
  connectedCallback() {
    if (!("endless" in this.dataset)) return;
    this.watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.more(), { rootMargin: "800px" });
    this.watch();
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
  }

  watch() {
    this.watcher.disconnect();
    const pager = this.querySelector(":scope > .pager");
    if (pager?.querySelector("[rel=next]")) this.watcher.observe(pager);
    else if (this.hasLoaded) this.#say(siteWords.say("listEnd"));
  }

  async more() {
    const link = this.querySelector(":scope > .pager [rel=next]");
    if (!link || this.isLoading) return;
    this.isLoading = true;
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, { signal: AbortSignal.timeout(15_000) });
      if (!answer.ok) throw new Error(`no page: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.#adopt(page.querySelector(`endless-list[data-name="${CSS.escape(this.dataset.name)}"]`));
    } catch {
      this.watcher.disconnect();
      siteToaster.show(siteWords.say("listFailed"), "bad");
    } finally {
      this.isLoading = false;
      this.removeAttribute("aria-busy");
    }
  }

  // The rows come from a page of this site, made by the same templates; they are moved over as nodes.
  #adopt(source) {
    const rows = [...source.querySelector("[data-items]").children];
    const known = new Set([...this.querySelectorAll("[data-items] > [id]")].map((row) => row.id));
    const fresh = rows.filter((row) => !row.id || !known.has(row.id)).map((row) => document.adoptNode(row));
    this.querySelector("[data-items]").append(...fresh);
    fresh.forEach((row) => refreshTimes(row));
    const pager = this.querySelector(":scope > .pager");
    const next = source.querySelector(":scope > .pager");
    if (next?.querySelector("[rel=next]")) pager.replaceWith(document.adoptNode(next));
    else pager.remove();
    this.hasLoaded = true;
    this.watch();
  }

  #say(words) {
    if (this.querySelector(":scope > .pager__end")) return;
    const line = document.createElement("p");
    line.className = "pager__end";
    line.textContent = words;
    this.append(line);
  }
}
customElements.define("endless-list", EndlessList);
