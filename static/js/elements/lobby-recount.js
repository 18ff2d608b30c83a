// <lobby-recount> - counts the order of a lobby again in the reader's own browser, from the published files alone.
const AT_ONCE = 2000;

const sha = async (text) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const linesOf = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.text()).split("\n").filter(Boolean);
};

class LobbyRecount extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-row]").hidden = !globalThis.crypto?.subtle;
    this.querySelector("[data-count]").addEventListener("click", () => this.count());
  }

  async count() {
    if (this.isBusy) return;
    this.isBusy = true;
    this.say(this.dataset.busy);
    try {
      this.say((await this.isSame()) ? this.dataset.good : this.dataset.bad);
    } catch {
      this.say(this.dataset.failed);
    } finally {
      this.isBusy = false;
    }
  }

  async isSame() {
    const { seed, fingerprint, launch, people, order } = this.dataset;
    const [names, published] = await Promise.all([linesOf(people), linesOf(order)]);
    if ((await sha(seed)) !== fingerprint) return false;
    const counted = [];
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = names.slice(at, at + AT_ONCE);
      counted.push(...(await Promise.all(some.map(async (name) => [await sha(`${seed}|lobby|${launch}|${name}`), name]))));
    }
    counted.sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1));
    const told = published.slice(1).map((line) => line.split(",").slice(1, 3).join(","));
    return counted.map(([key, name]) => `${name},${key}`).join("\n") === told.join("\n");
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }
}

customElements.define("lobby-recount", LobbyRecount);
