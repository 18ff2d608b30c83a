// <select data-channel-choice> - every channel asks for something else: its words are fetched, and put around
// what is being typed. The fields themselves stay as they are. Without this script a button does the same.
const CHANNEL_WORDS = ["h1", "label[for=topic-text]", ".form__actions .button--primary", ".shell__rail"];
let channelsAsked = 0;

function putWordsOfChannel(page) {
  document.title = page.title;
  document.querySelector(".shell").className = page.querySelector(".shell").className;
  for (const words of CHANNEL_WORDS) {
    const [old, fresh] = [document.querySelector(words), page.querySelector(words)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    else if (fresh) document.querySelector(".shell").append(document.adoptNode(fresh));
    else old?.remove();
  }
  for (const name of ["channel", "tags"]) putHelpOfField(document.getElementById(name), page.getElementById(name));
}

function putHelpOfField(field, fresh) {
  if (!field || !fresh) return;
  const id = `${field.id}-help`;
  document.getElementById(id)?.remove();
  const help = fresh.ownerDocument.getElementById(id);
  if (help) field.after(document.adoptNode(help));
  const described = fresh.getAttribute("aria-describedby");
  if (described) field.setAttribute("aria-describedby", described);
  else field.removeAttribute("aria-describedby");
}

document.addEventListener("change", async (event) => {
  const form = event.target.closest("select[data-channel-choice]")?.form;
  if (!form) return;
  const asked = ++channelsAsked;
  const body = new FormData(form);
  body.append("act", "channel");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const text = await answer.text();
    // Only the newest choice counts, and a page that is not this one is left alone.
    if (answer.ok && asked === channelsAsked) putWordsOfChannel(new DOMParser().parseFromString(text, "text/html"));
  } catch {
    // No connection: the words of the first channel stay, the text is safe, and sending says what is wrong.
  }
});
