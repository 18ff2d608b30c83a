// What everything that is counted again in the reader's own browser has in common.
export const sha = async (text) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const textOf = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
};

// The entries of a published ranking with their keys, one a line.
export const toldBy = (ranking) =>
  ranking.trimEnd().split("\n").slice(1).map((line) => line.split(",").slice(1, 3).join(",")).join("\n");

// Pairs of key and entry in the order of their keys, as a published ranking tells them.
export const inOrder = (pairs) =>
  pairs.sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1)).map(([key, entry]) => `${entry},${key}`).join("\n");

// Something to be done for many, some at once.
export const forAll = async (many, atOnce, make) => {
  const made = [];
  for (let at = 0; at < many.length; at += atOnce) made.push(...(await Promise.all(many.slice(at, at + atOnce).map(make))));
  return made;
};

// An element with a button that counts, and a line that says whether it is the same.
export class Recount extends HTMLElement {
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

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }
}
