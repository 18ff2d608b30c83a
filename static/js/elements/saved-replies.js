// <saved-replies data-into="text-area-id"> - a saved reply goes in where the cursor stands; without this script its
// button sends the form, and the page comes back with the text in it.
class SavedReplies extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-fill]");
      if (!button || !this.area) return;
      event.preventDefault();
      this.fill(button);
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("input")) return;
      event.preventDefault();
      this.fill(this.querySelector("[data-fill]"));
    });
  }

  get area() {
    return document.getElementById(this.dataset.into);
  }

  async fill(button) {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const sent = new FormData(button.form, button);
      const headers = { Accept: "application/json" };
      const answer = await fetch(button.getAttribute("formaction"), { method: "POST", body: sent, headers });
      const found = await answer.json();
      if (answer.ok) this.putIn(found.text);
      this.say(found.told ?? "");
    } catch {
      // No connection, or no answer that makes sense: the page is asked the plain way.
      button.form.requestSubmit(button);
    } finally {
      this.isBusy = false;
    }
  }

  putIn(text) {
    const { area } = this;
    const { selectionStart: from, selectionEnd: to, value } = area;
    const before = from && !value.slice(0, from).endsWith("\n") ? "\n\n" : "";
    area.focus();
    area.setSelectionRange(from, to);
    const words = before + text;
    if (!document.execCommand("insertText", false, words)) {
      area.setRangeText(words, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.showGap(area, from);
  }

  // What is still to be written is chosen, so that the next key writes it.
  showGap(area, from) {
    const gap = /\u27e6[^\u27e7\n]*\u27e7/.exec(area.value.slice(from));
    if (gap) area.setSelectionRange(from + gap.index, from + gap.index + gap[0].length);
  }

  say(words) {
    const place = this.querySelector("[data-said]");
    if (place) place.textContent = words;
  }
}
if (!customElements.get("saved-replies")) customElements.define("saved-replies", SavedReplies);
