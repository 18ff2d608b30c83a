// <button data-copy="/t/a/5#post-6"> - puts an address on the clipboard and says so.
// <button data-copy-text="AB-1"> - the same with a text.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text]");
  if (!button) return;
  const text = button.dataset.copyText;
  const address = text ?? new URL(button.dataset.copy, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    siteToaster.show(siteWords.say(text === undefined ? "copied" : "copiedText"), "", 3);
  } catch {
    if (text === undefined) history.replaceState(history.state, "", address);
    siteToaster.show(siteWords.say(text === undefined ? "copyFailed" : "copyTextFailed"));
  }
});
