// Drafts kept in this browser belong to one member: they go when that member signs out here, or another signs in.
// A session that merely ran out keeps them, for they may be the only copy. Before signing out, an open composer
// may save what is left to the server.
const memberHere = document.documentElement.dataset.member;

function forgetDrafts(isForgotten) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("draft:") && isForgotten(key.split(":")[1])) localStorage.removeItem(key);
  }
}

if (memberHere) forgetDrafts((member) => member !== memberHere);

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.matches("[data-sign-out]") || button.dataset.hasForgotten) return;
  event.preventDefault();
  await Promise.allSettled([...document.querySelectorAll("post-composer")].map((composer) => composer.leaveForGood?.()));
  forgetDrafts(() => true);
  button.dataset.hasForgotten = "yes";
  event.target.requestSubmit(button);
});
