// What the composer keeps in this browser: one entry a member and draft, written at every key.
class DraftStore {
  constructor(member, key) {
    this.name = member && key ? `draft:${member}:${key}` : "";
    this.tab = Math.random().toString(36).slice(2);
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "null");
    } catch {
      return null;
    }
  }

  // A full or forbidden store must never stop anybody from writing.
  write(entry) {
    if (!this.name) return false;
    try {
      localStorage.setItem(this.name, JSON.stringify({ ...entry, tab: this.tab, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    if (this.name) localStorage.removeItem(this.name);
  }

  // Calls back with what another tab of this browser wrote, or put away because it was sent.
  follow(react) {
    addEventListener("storage", (event) => {
      if (!this.name || event.key !== this.name) return;
      const entry = JSON.parse(event.newValue ?? event.oldValue ?? "null");
      if (entry && entry.tab !== this.tab) react({ ...entry, isGone: event.newValue === null });
    });
  }
}
