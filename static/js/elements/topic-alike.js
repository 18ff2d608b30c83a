// <topic-alike data-url data-title-field="title"> - stands in the form of a new topic. A moment after the title was
// typed, asks for topics like it. The answer is a piece of a page of this site; it is moved over as nodes.
class TopicAlike extends HTMLElement {
  connectedCallback() {
    this.field = this.closest("form")?.elements.namedItem(this.dataset.titleField);
    this.field?.addEventListener("input", () => this.#soon());
    if (this.field?.value && !this.children.length) this.#soon();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), 500);
  }

  async #ask() {
    const title = this.field.value.trim();
    if (title === this.asked) return;
    this.asked = title;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.url}?${new URLSearchParams({ title })}`, { signal: this.asking.signal });
      // Too many questions or no index: nothing is suggested, and writing goes on.
      const text = answer.ok ? await answer.text() : "";
      const found = new DOMParser().parseFromString(text, "text/html").querySelector(".alike");
      this.replaceChildren(...(found ? [document.adoptNode(found)] : []));
    } catch {
      // A newer title is asked for, or there is no connection.
    }
  }
}
customElements.define("topic-alike", TopicAlike);
