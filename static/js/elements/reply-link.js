// <a data-reply="12" data-reply-name="Sven"> - with a composer on the page, a reply starts there instead of on a page
// of its own; words marked in that post are quoted.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reply]");
  const composer = document.querySelector("post-composer[data-takes-replies]");
  if (!link || !composer || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const detail = { id: link.dataset.reply, name: link.dataset.replyName ?? "", quote: markedWords(link.closest(".post")) };
  composer.dispatchEvent(new CustomEvent("composer:reply", { detail }));
});

function markedWords(post) {
  const marked = getSelection();
  const isInPost = post && marked.rangeCount && post.querySelector(".prose")?.contains(marked.getRangeAt(0).commonAncestorContainer);
  return isInPost ? marked.toString().trim() : "";
}
