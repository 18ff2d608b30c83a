// <select data-channel-choice> - every channel asks for something else: the page is made anew with the text in it.
// Without this script a button beside it does the same.
document.addEventListener("change", (event) => {
  const choice = event.target.closest("select[data-channel-choice]");
  const button = choice?.form.querySelector("button[name=act][value=channel]");
  if (button) choice.form.requestSubmit(button);
});
