// <button data-copy="/t/a/5#post-6"> - puts an address on the clipboard and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const address = new URL(button.dataset.copy, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    siteToaster.show(siteWords.say("copied"), "", 3);
  } catch {
    history.replaceState(history.state, "", address);
    siteToaster.show(siteWords.say("copyFailed"));
  }
});
