// <draw-recount> - counts a draw again in the reader's own browser, from the published files alone.
const AT_ONCE = 500;

const sha = async (text) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const textOf = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
};

const keyOf = async (mix, launch, entry, tickets) => {
  const tries = Array.from({ length: tickets }, (_, n) => sha(`${mix}|${launch}|${entry}|${n + 1}`));
  return (await Promise.all(tries)).sort()[0];
};

class DrawRecount extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-row]").hidden = !globalThis.crypto?.subtle;
    this.querySelector("[data-count]").addEventListener("click", () => this.count());
  }

  async count() {
    if (this.isBusy) return;
    this.isBusy = true;
    this.say(this.dataset.busy);
    try {
      const isSame = await this.isSame();
      this.say(isSame ? this.dataset.good : this.dataset.bad);
    } catch {
      this.say(this.dataset.failed);
    } finally {
      this.isBusy = false;
    }
  }

  async isSame() {
    const { seed, fingerprint, number, launch, hash, entries, ranking } = this.dataset;
    const [file, published] = await Promise.all([textOf(entries), textOf(ranking)]);
    if ((await sha(seed)) !== fingerprint || (await sha(file)) !== hash) return false;
    const mix = await sha(`${seed}|${number}|${hash}`);
    const counted = await this.order(mix, launch, file);
    const told = published.trimEnd().split("\n").slice(1).map((line) => line.split(",").slice(1, 3).join(","));
    return counted.join("\n") === told.join("\n");
  }

  async order(mix, launch, file) {
    const lines = file.split("\n").filter(Boolean).map((line) => line.split(","));
    const valid = lines.filter(([, tickets]) => tickets !== "void");
    const keys = [];
    for (let at = 0; at < valid.length; at += AT_ONCE) {
      const some = valid.slice(at, at + AT_ONCE);
      keys.push(...(await Promise.all(some.map(([entry, tickets]) => keyOf(mix, launch, entry, Number(tickets))))));
    }
    const pairs = valid.map(([entry], at) => [keys[at], entry]);
    return pairs.sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1)).map(([key, entry]) => `${entry},${key}`);
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }
}
customElements.define("draw-recount", DrawRecount);
