// <composer-hints data-url> - in or after a composer. A moment after somebody stopped typing, asks what the rules of
// the house would say. The answer is a piece of a page of this site; it is moved over as nodes.
class ComposerHints extends HTMLElement {
  connectedCallback() {
    const near = this.closest("form") ?? this.parentElement?.querySelector("post-composer form");
    this.form = near?.querySelector("[data-text]") ? near : null;
    this.form?.addEventListener("input", () => this.#soon());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), 1500);
  }

  async #ask() {
    const body = this.form.querySelector("[data-text]").value;
    const title = this.form.elements.namedItem("title")?.value;
    if (!body.trim() || body + title === this.asked) return;
    this.asked = body + title;
    this.asking?.abort();
    this.asking = new AbortController();
    const fields = new URLSearchParams({ body, ...(title === undefined ? {} : { title }) });
    const headers = { "X-CSRFToken": this.form.elements.namedItem("csrf_token").value };
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: fields, headers, signal: this.asking.signal });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      const found = page.querySelector(".hints-found");
      this.replaceChildren(...(found?.children.length ? [document.adoptNode(found)] : []));
    } catch {
      // A newer text is asked about, or there is no connection: the rules are asked again when it is sent.
    }
  }
}
customElements.define("composer-hints", ComposerHints);
