// The toolbar of the composer: wraps the chosen words in Markdown, and Ctrl+B, I, K and Enter do the same by key.
const markPairs = { bold: ["**", "**"], italic: ["_", "_"], spoiler: ["||", "||"] };
const markLines = { quote: "> ", list: "- " };
const markKeys = { b: "bold", i: "italic", k: "link" };

// Replaces a stretch of the text so that the browser's own undo still knows about it.
function putText(area, words, from, to) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, words)) {
    area.setRangeText(words, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function markText(area, act, words) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  if (markLines[act]) markWholeLines(area, markLines[act], words.say(act));
  else if (act === "link") linkWords(area, chosen || words.say("link"), from, to);
  else if (act === "code" && chosen.includes("\n")) putText(area, `\`\`\`\n${chosen}\n\`\`\``, from, to);
  else wrapWords(area, markPairs[act] ?? ["`", "`"], chosen || words.say(act), from, to);
}

function wrapWords(area, [before, after], inner, from, to) {
  const { value } = area;
  const isWrapped = value.slice(from - before.length, from) === before && value.slice(to, to + after.length) === after;
  if (isWrapped) {
    putText(area, inner, from - before.length, to + after.length);
    area.setSelectionRange(from - before.length, to - before.length);
    return;
  }
  putText(area, before + inner + after, from, to);
  area.setSelectionRange(from + before.length, from + before.length + inner.length);
}

function linkWords(area, inner, from, to) {
  const isAddress = /^https?:\/\/\S+$/.test(inner);
  const label = isAddress ? inner.replace(/^https?:\/\//, "") : inner;
  putText(area, `[${label}](${isAddress ? inner : "https://"})`, from, to);
  const end = area.selectionEnd - 1;
  if (!isAddress) area.setSelectionRange(end, end);
}

function markWholeLines(area, sign, sample) {
  const { value } = area;
  const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = value.indexOf("\n", area.selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = (value.slice(from, to) || sample).split("\n");
  const areMarked = lines.every((line) => line.startsWith(sign));
  const turned = lines.map((line) => (areMarked ? line.slice(sign.length) : sign + line)).join("\n");
  putText(area, turned, from, to);
}

function equipMarks(composer) {
  composer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) markText(composer.text, button.dataset.mark, composer.words);
  });
  composer.text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const act = markKeys[event.key.toLowerCase()];
    if (act) markText(composer.text, act, composer.words);
    else if (event.key === "Enter") composer.form.requestSubmit(composer.form.querySelector("[type=submit].button--primary"));
    else return;
    event.preventDefault();
  });
}
