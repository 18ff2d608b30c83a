// <lobby-recount> - counts the order of a lobby again in the reader's own browser, from the published files alone.
import { Recount, forAll, inOrder, sha, textOf, toldBy } from "./recount.js";

const AT_ONCE = 2000;

class LobbyRecount extends Recount {
  async isSame() {
    const { seed, fingerprint, launch, people, order } = this.dataset;
    const [file, published] = await Promise.all([textOf(people), textOf(order)]);
    if ((await sha(seed)) !== fingerprint) return false;
    const names = file.split("\n").filter(Boolean);
    const pairs = await forAll(names, AT_ONCE, async (name) => [await sha(`${seed}|lobby|${launch}|${name}`), name]);
    return inOrder(pairs) === toldBy(published);
  }
}
customElements.define("lobby-recount", LobbyRecount);
