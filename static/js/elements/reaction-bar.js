// <reaction-bar> - shows a press at once, sends it, and takes it back with a word when it was not saved.
class ReactionBar extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      if (!event.submitter) return;
      event.preventDefault();
      this.press(event.submitter.value, event.target);
    });
  }

  async press(kind, form) {
    this.querySelector("details[open]")?.removeAttribute("open");
    const undo = this.turn(kind);
    try {
      const body = new FormData(form);
      body.set("kind", kind);
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10_000) });
      const elsewhere = answer.redirected && new URL(answer.url).pathname !== location.pathname;
      if (!answer.ok || elsewhere) throw new Error(`not saved: ${answer.status}`);
    } catch {
      undo();
      siteToaster.show(siteWords.say("reactionFailed"), "bad");
    }
  }

  // Turns a reaction on or off in the page and gives back what undoes it.
  turn(kind) {
    const buttons = () => this.querySelectorAll(`button[value="${CSS.escape(kind)}"]`);
    const choice = this.querySelector(`.reaction-bar__choice[value="${CSS.escape(kind)}"]`);
    const isOn = choice.getAttribute("aria-pressed") === "true";
    if (!isOn && buttons().length === 1) this.#addToBar(choice);
    const step = isOn ? -1 : 1;
    for (const button of buttons()) {
      const count = button.querySelector(".reaction__count");
      count.textContent = Math.max(0, Number(count.textContent) + step);
      button.setAttribute("aria-pressed", String(!isOn));
    }
    for (const button of buttons()) {
      const isEmpty = button.classList.contains("reaction") && button.querySelector(".reaction__count").textContent === "0";
      if (isEmpty) this.#remove(button);
    }
    return () => this.turn(kind);
  }

  // Shows the counts as they are now, whoever pressed; kinds that are not named have none.
  set(counts) {
    for (const choice of this.querySelectorAll(".reaction-bar__choice")) {
      const wanted = Number(counts[choice.value] ?? 0);
      const shown = this.querySelector(`.reaction[value="${CSS.escape(choice.value)}"]`);
      choice.querySelector(".reaction__count").textContent = wanted;
      if (shown && wanted === 0) this.#remove(shown);
      else if (shown) shown.querySelector(".reaction__count").textContent = wanted;
      else if (wanted) this.#addToBar(choice);
    }
  }

  // The keyboard must not fall out of the page with the button it was on.
  #remove(button) {
    const hadFocus = document.activeElement === button;
    button.remove();
    if (hadFocus) this.querySelector("summary").focus();
  }

  #addToBar(choice) {
    const button = choice.cloneNode(true);
    button.className = "reaction";
    button.querySelector(".reaction__count").hidden = false;
    this.querySelector("details").before(button);
  }
}
customElements.define("reaction-bar", ReactionBar);
