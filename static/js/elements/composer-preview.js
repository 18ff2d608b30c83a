// Write and Preview: the source goes to the server, and what comes back is exactly what will be published.
function equipPreview(composer) {
  const tabs = [...composer.querySelectorAll("[data-tab]")];
  for (const tab of tabs) tab.addEventListener("click", () => showPanel(composer, tabs, tab));
  tabs[0]?.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.find((tab) => tab !== document.activeElement);
    showPanel(composer, tabs, other);
    other.focus();
  });
}

function showPanel(composer, tabs, chosen) {
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    composer.querySelector(`[data-panel="${tab.dataset.tab}"]`).hidden = tab !== chosen;
  }
  if (chosen.dataset.tab === "preview") loadPreview(composer, composer.querySelector("[data-panel=preview]"));
  else composer.text.focus();
}

async function loadPreview(composer, panel) {
  if (!composer.text.value.trim()) {
    panel.textContent = composer.words.say("previewEmpty");
    return;
  }
  panel.textContent = composer.words.say("previewing");
  try {
    const body = new FormData();
    body.set("body", composer.text.value);
    const answer = await composer.ask(composer.dataset.previewUrl, { method: "POST", body });
    if (!answer.ok) throw new Error(`no preview: ${answer.status}`);
    showSafeHtml(panel, await answer.text());
  } catch {
    panel.textContent = composer.words.say("previewFailed");
  }
}

// The one place where html from the server enters the page as html. It is the answer of the preview, which the server
// sanitised with the same code that sanitises posts; it is parsed into a document of its own, where no script runs,
// and moved over node by node.
function showSafeHtml(panel, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  panel.replaceChildren(...[...parsed.body.childNodes].map((node) => document.adoptNode(node)));
}
