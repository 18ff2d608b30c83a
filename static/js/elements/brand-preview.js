// <brand-preview data-css="…/preview.css" data-words="…/contrast.txt" data-tokens="id"> - while the owner tries a look,
// asks the server for its tokens, and for a line on each [data-contrast] that says how it can be read.
class BrandPreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), 120);
    });
  }

  show() {
    const form = new FormData(this.querySelector("form"));
    const look = new URLSearchParams(["colour", "voice", "corners"].map((name) => [name, form.get(name) ?? ""]));
    const old = document.getElementById(this.dataset.tokens);
    const link = old.cloneNode();
    link.href = `${this.dataset.css}?${look}`;
    // The old look stays until the new one is here.
    link.addEventListener("load", () => old.remove(), { once: true });
    old.removeAttribute("id");
    old.after(link);
    this.tell(look);
  }

  async tell(look) {
    const answer = await fetch(`${this.dataset.words}?${look}`).catch(() => null);
    const lines = answer?.ok ? (await answer.text()).split("\n") : [];
    const places = this.querySelectorAll("[data-contrast]");
    lines.forEach((line, at) => places[at] && (places[at].textContent = line));
  }
}
customElements.define("brand-preview", BrandPreview);
