// <count-down data-left="…"> - lets the words that the server wrote tick. Nothing opens because of it:
// when the moment has come it asks for the page anew, and the server says how it stands.
class CountDown extends HTMLElement {
  connectedCallback() {
    // By how long the server said it takes: clocks of devices go wrong.
    this.to = Date.now() + Number(this.dataset.left) * 1000;
    this.querySelector("[data-seconds]").parentElement.hidden = false;
    this.timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const left = Math.max(0, Math.ceil((this.to - Date.now()) / 1000));
    this.show("days", Math.floor(left / 86400), 1);
    this.show("hours", Math.floor(left / 3600) % 24, 2);
    this.show("minutes", Math.floor(left / 60) % 60, 2);
    this.show("seconds", left % 60, 2);
    if (left === 0) {
      clearInterval(this.timer);
      // A little later for each of many, so that they do not all ask in the same moment.
      setTimeout(() => location.reload(), 1000 + Math.random() * 2000);
    }
  }

  show(name, number, digits) {
    const part = this.querySelector(`[data-${name}]`);
    const words = String(number).padStart(digits, "0");
    if (part.textContent !== words) part.textContent = words;
  }
}

customElements.define("count-down", CountDown);
