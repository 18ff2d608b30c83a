// A field named "theme" (system, light, dark) shows its choice at once; saving the form makes it last.
document.addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  const root = document.documentElement;
  if (["light", "dark"].includes(event.target.value)) root.dataset.theme = event.target.value;
  else delete root.dataset.theme;
});
