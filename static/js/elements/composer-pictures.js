// Pictures by pick, paste or drop: each gets a tile with its progress and a field for what it shows, and is written
// into the text as soon as the server has it.
function equipPictures(composer) {
  if (!composer.dataset.uploadUrl) return;
  const picker = composer.querySelector("[data-picker]");
  const box = composer.querySelector("[data-box]");
  composer.querySelector("[data-pick]")?.addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    sendPictures(composer, picker.files);
    picker.value = "";
  });
  composer.text.addEventListener("paste", (event) => {
    if (sendPictures(composer, event.clipboardData.files)) event.preventDefault();
  });
  box.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    box.classList.add("is-over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    box.classList.remove("is-over");
    if (sendPictures(composer, event.dataTransfer.files)) event.preventDefault();
  });
}

// Pictures leave one after the other, because the server makes one ready at a time.
const pictureBusy = 503;
const pictureTries = 10;
const picturePause = 2000;
let lastPicture = Promise.resolve();

function sendPictures(composer, files) {
  const sent = [...files];
  for (const file of sent) {
    const tile = new PictureTile(composer, file);
    lastPicture = lastPicture.then(() => tile.send());
  }
  return sent.length;
}

class PictureTile {
  constructor(composer, file) {
    this.composer = composer;
    this.file = file;
    this.tries = 0;
    this.box = composer.querySelector("[data-tile]").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.part("close").addEventListener("click", () => this.close());
    this.alt = this.part("alt");
    this.alt.addEventListener("input", () => this.rewrite());
    this.alt.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.close();
    });
    composer.querySelector("[data-pictures]").append(this.box);
    this.showPicture();
  }

  part(name) {
    return this.box.querySelector(`[data-tile-${name}]`);
  }

  showPicture() {
    if (!this.file.type.startsWith("image/")) return;
    const picture = document.createElement("img");
    picture.className = "upload-tile__picture";
    picture.alt = "";
    picture.src = URL.createObjectURL(this.file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    picture.addEventListener("error", () => picture.replaceWith(this.sign), { once: true });
    this.sign = this.part("picture");
    this.sign.replaceWith(picture);
  }

  // XMLHttpRequest, because fetch cannot tell how much has been sent. The promise is kept however it ends.
  send() {
    if (!this.box.isConnected) return Promise.resolve();
    const request = new XMLHttpRequest();
    this.tries += 1;
    this.request = request;
    request.open("POST", this.composer.dataset.uploadUrl);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", this.composer.token);
    request.timeout = 120_000;
    request.upload.addEventListener("progress", (event) => {
      const bar = this.part("progress");
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => this.arrive(request.status, request.response));
    for (const kind of ["error", "timeout"]) request.addEventListener(kind, () => this.fail(""));
    const body = new FormData();
    body.set("file", this.file);
    request.send(body);
    return new Promise((done) => request.addEventListener("loadend", done));
  }

  arrive(status, answer) {
    if (status === pictureBusy && this.tries < pictureTries) {
      setTimeout(() => this.send(), picturePause);
      return;
    }
    if (status < 200 || status > 299 || !answer?.address) {
      this.fail(answer?.error);
      return;
    }
    this.address = answer.address;
    this.written = "";
    this.part("line").textContent = this.composer.words.say("uploadDone");
    this.alt.hidden = false;
    const { text } = this.composer;
    const gap = text.selectionStart && text.value[text.selectionStart - 1] !== "\n" ? "\n\n" : "";
    putText(text, `${gap}${this.markdown("")}\n`, text.selectionStart, text.selectionEnd);
    this.alt.focus();
  }

  fail(words) {
    this.box.classList.add("is-bad");
    this.part("line").textContent = words || this.composer.words.say("uploadFailed");
  }

  markdown(words) {
    return `![${words.replace(/[[\]\\]/g, "\\$&")}](${this.address})`;
  }

  // The description follows into the text while it is typed, as long as the picture is still there.
  rewrite() {
    const { text } = this.composer;
    const old = this.markdown(this.written);
    const from = text.value.indexOf(old);
    if (from < 0) return;
    this.written = this.alt.value;
    text.setRangeText(this.markdown(this.written), from, from + old.length, "preserve");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    if (!this.address) this.request?.abort();
    this.box.remove();
    this.composer.text.focus();
  }
}
