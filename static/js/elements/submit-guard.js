// <form data-guard> - a second press while the first is on its way sends nothing. The form wakes up again when the
// page is shown from the browser's memory, or when no answer came for a while.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-guard]") || event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  event.submitter?.classList.add("is-busy");
  setTimeout(() => wakeForm(form), 15_000);
});

function wakeForm(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll(".is-busy")) button.classList.remove("is-busy");
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(wakeForm));
