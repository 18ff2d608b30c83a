// <live-composer data-failed data-held> - around the composer of a live channel: Enter sends, the page stays.
// Also here, for every composer of a topic: now and then it says that somebody is writing.
const liveSay = 4_000;

class LiveComposer extends HTMLElement {
  connectedCallback() {
    this.composer = this.querySelector("post-composer");
    this.form = this.querySelector("form");
    this.text = this.querySelector("[data-text]");
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("submit", (event) => this.submit(event), { capture: true });
  }

  key(event) {
    const isSend = event.key === "Enter" && event.target === this.text && !event.shiftKey && !event.isComposing;
    if (!isSend || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector("button[type=submit]:not([name])"));
  }

  async submit(event) {
    if (event.submitter?.name === "act") return;
    event.preventDefault();
    event.stopPropagation();
    if (this.isSending || !this.text.value.trim()) return;
    this.isSending = true;
    this.classList.add("is-busy");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15_000) });
      const isJson = answer.headers.get("Content-Type")?.includes("json");
      if (answer.ok && isJson && !answer.redirected) this.sent(await answer.json());
      else this.refused(isJson ? "" : await answer.text());
    } catch {
      this.refused("");
    }
    this.isSending = false;
    this.classList.remove("is-busy");
  }

  sent(found) {
    this.text.value = "";
    this.form.elements.client_key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    this.composer.querySelector("[data-reply-to]").value = "";
    this.composer.querySelector("[data-replying]").hidden = true;
    this.composer.querySelector("[data-pictures]").replaceChildren();
    this.composer.draft?.store.clear();
    this.composer.changed?.();
    this.composer.draft?.store.clear();
    this.text.focus();
    if (found.held) document.querySelector("site-toaster").show(this.dataset.held);
    document.dispatchEvent(new CustomEvent("live:mine", { detail: found }));
  }

  // The text stays where it is; the page that came in its place says why.
  refused(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    // A question about the text needs an answer: the same form is sent again, and the page with it is shown.
    if (page.querySelector("[data-whole-page]")) {
      this.form.submit();
      return;
    }
    const words = page.querySelector("#reply .field__error span") ?? page.querySelector("#reply .notice p");
    const why = (words ?? page.querySelector("body:not(:has(#reply)) main p"))?.textContent;
    document.querySelector("site-toaster").show(why?.trim() || this.dataset.failed, "bad");
  }
}
customElements.define("live-composer", LiveComposer);

let liveSaidAt = 0;

document.addEventListener("input", ({ target }) => {
  const composer = target.closest?.("post-composer[data-takes-replies]");
  const place = document.querySelector("live-topic[data-replying-url]");
  if (!composer || !place || !target.value || Date.now() - liveSaidAt < liveSay) return;
  liveSaidAt = Date.now();
  const headers = { "X-CSRFToken": composer.querySelector("[name=csrf_token]")?.value ?? "" };
  fetch(place.dataset.replyingUrl, { method: "POST", headers })
    // Whoever may not, or has said enough, is not asked again for a while.
    .then((answer) => answer.ok || (liveSaidAt = Date.now() + 60_000))
    .catch(() => {});
});
