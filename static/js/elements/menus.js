// <details data-menu> - a menu closes when something else is pressed, on Escape, and when another opens;
// the arrow keys walk through it; it opens upwards where there is no room below.
function openMenus() {
  return document.querySelectorAll("details[data-menu][open]");
}

function closeMenu(menu) {
  const hadFocus = menu.contains(document.activeElement);
  menu.open = false;
  if (hadFocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details[data-menu]") || !menu.open) return;
  for (const other of openMenus()) if (other !== menu && !other.contains(menu)) other.open = false;
  menu.classList.remove("is-up");
  const list = menu.querySelector(".menu__list").getBoundingClientRect();
  menu.classList.toggle("is-up", list.bottom > innerHeight && list.height < menu.getBoundingClientRect().top);
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]") ?? openMenus()[0];
  if (!menu) return;
  if (event.key === "Escape") {
    event.preventDefault();
    closeMenu(menu);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && menu.contains(event.target)) {
    event.preventDefault();
    const items = [...menu.querySelectorAll(".menu__list :is(a, button)")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const from = items.indexOf(document.activeElement);
    items.at(from < 0 && step < 0 ? -1 : (from + step) % items.length)?.focus();
  }
});
