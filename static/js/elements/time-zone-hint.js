// <time-zone-hint data-for="id" hidden><button>Use {zone}</button></time-zone-hint> - offers the zone of the device, if
// the list has it and another one is chosen.
class TimeZoneHint extends HTMLElement {
  connectedCallback() {
    const list = document.getElementById(this.dataset.for);
    const button = this.querySelector("button");
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const isKnown = [...list.options].some((option) => option.value === zone);
    if (!isKnown || list.value === zone) return;
    button.textContent = button.textContent.replace("{zone}", zone);
    button.addEventListener("click", () => {
      list.value = zone;
      this.hidden = true;
      list.focus();
    });
    this.hidden = false;
  }
}
customElements.define("time-zone-hint", TimeZoneHint);
