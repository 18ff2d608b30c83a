// <site-toaster role="status"> - short messages at the foot of the page: show(words, 'bad').
// Other scripts find it by its name, so nothing has to be imported.
class SiteToaster extends HTMLElement {
  show(words, kind = "", seconds = 6) {
    const toast = document.createElement("div");
    toast.className = kind ? `toast toast--${kind}` : "toast";
    const text = document.createElement("span");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast__close";
    close.textContent = "×";
    close.ariaLabel = siteWords.say("close");
    close.addEventListener("click", () => toast.remove());
    toast.append(text, close);
    this.replaceChildren(toast);
    this.#leave(toast, seconds);
  }

  // Somebody who reads slowly, or is about to press the button, keeps the message.
  #leave(toast, seconds) {
    const timer = setTimeout(() => {
      if (toast.matches(":hover, :focus-within")) this.#leave(toast, 2);
      else toast.remove();
    }, seconds * 1000);
    toast.addEventListener("click", () => clearTimeout(timer), { once: true });
  }
}
customElements.define("site-toaster", SiteToaster);

const siteToaster = document.querySelector("site-toaster");
