// <draw-recount> - counts a draw again in the reader's own browser, from the published files alone.
import { Recount, forAll, inOrder, sha, textOf, toldBy } from "./recount.js";

const AT_ONCE = 500;

const keyOf = async (mix, launch, entry, tickets) => {
  const tries = Array.from({ length: tickets }, (_, n) => sha(`${mix}|${launch}|${entry}|${n + 1}`));
  return (await Promise.all(tries)).sort()[0];
};

class DrawRecount extends Recount {
  async isSame() {
    const { seed, fingerprint, number, launch, hash, entries, ranking } = this.dataset;
    const [file, published] = await Promise.all([textOf(entries), textOf(ranking)]);
    if ((await sha(seed)) !== fingerprint || (await sha(file)) !== hash) return false;
    const mix = await sha(`${seed}|${number}|${hash}`);
    const lines = file.split("\n").filter(Boolean).map((line) => line.split(","));
    const valid = lines.filter(([, tickets]) => tickets !== "void");
    const pairs = await forAll(valid, AT_ONCE, async ([entry, tickets]) => [await keyOf(mix, launch, entry, Number(tickets)), entry]);
    return inOrder(pairs) === toldBy(published);
  }
}
customElements.define("draw-recount", DrawRecount);
