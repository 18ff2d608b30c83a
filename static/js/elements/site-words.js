// <site-words hidden data-saved="Saved {when}" …> - holds the words that scripts show, written by the
// server so that they are translated. say('saved', {when: 'now'}) fills the gaps.
class SiteWords extends HTMLElement {
  say(name, gaps = {}) {
    const words = this.dataset[name] ?? "";
    return words.replace(/\{(\w+)\}/g, (whole, gap) => gaps[gap] ?? whole);
  }

  // Picks the form that the language wants for a number, from samples such as data-words-1 and data-words-5.
  count(name, number) {
    const rules = new Intl.PluralRules(document.documentElement.lang || "en");
    const samples = [1, 2, 5, 11].filter((sample) => `${name}-${sample}` in this.dataset);
    const wanted = rules.select(number);
    const sample = samples.find((one) => rules.select(one) === wanted) ?? samples.at(-1);
    return this.say(`${name}-${sample}`, { count: number.toLocaleString(document.documentElement.lang || "en") });
  }
}
customElements.define("site-words", SiteWords);

const siteWords = document.querySelector("body > site-words");
