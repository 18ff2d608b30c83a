// data-opens="id" shows a <dialog> of the page; data-close shuts it. A link with data-dialog leads to a page
// that asks a question: here its form is fetched and shown as a dialog instead. When that fails, the link is followed.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const closer = event.target.closest("dialog [data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
  if (event.target.matches("dialog[open]")) closeWhenOutside(event);
  const link = event.target.closest("a[data-dialog]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    showPageAsDialog(link).catch(() => location.assign(link.href));
  }
});

function closeWhenOutside(event) {
  const edge = event.target.getBoundingClientRect();
  const inside = event.clientX >= edge.left && event.clientX <= edge.right && event.clientY >= edge.top && event.clientY <= edge.bottom;
  if (!inside && event.detail) event.target.close();
}

async function showPageAsDialog(link) {
  const answer = await fetch(link.href, { signal: AbortSignal.timeout(8000) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = page.querySelector("[data-dialog-content]");
  if (!answer.ok || !content) throw new Error("no dialog there");
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-page-title");
  content.className = "dialog__body";
  content.querySelector("h1")?.classList.add("dialog__title");
  dialog.append(document.adoptNode(content));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  link.closest("details[data-menu]")?.removeAttribute("open");
  dialog.showModal();
}
