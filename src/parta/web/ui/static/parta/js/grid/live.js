// Others' changes: one cheap question every second and a half while the page is seen.
const EVERY = 1500;

export class Live {
  #timer = 0; #busy = false; #fails = 0; #stopped = false;

  constructor({ url, since, term, take, signedOut }) {
    Object.assign(this, { url, since, term, take, signedOut });
    document.addEventListener("visibilitychange", () => { clearTimeout(this.#timer); if (!document.hidden) this.ask(); });
    addEventListener("online", () => this.ask());
    addEventListener("focus", () => { this.#stopped = false; this.ask(); });
    this.#next();
  }

  #next() {
    clearTimeout(this.#timer);
    if (!document.hidden && !this.#stopped) this.#timer = setTimeout(() => this.ask(), Math.min(30000, EVERY * 2 ** this.#fails));
  }

  /** Ask now. */
  async ask() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    const abort = new AbortController(), limit = setTimeout(() => abort.abort(), 10000);
    try {
      const address = new URL(this.url, location.href);
      address.searchParams.set("since", this.since);
      if (this.term) address.searchParams.set("term", this.term);
      // The header lets the server leave these questions out of the idle clock.
      const response = await fetch(address, { headers: { Accept: "application/json", "X-Parta-Poll": "1" }, credentials: "same-origin", redirect: "manual", signal: abort.signal, cache: "no-store" });
      if (response.status === 401 || response.type === "opaqueredirect") { this.#stopped = true; this.signedOut?.(); return; }
      if ([403, 404].includes(response.status)) { this.#stopped = true; return; }
      if (!response.ok) throw new Error(String(response.status));
      const { seq, events } = await response.json();
      this.#fails = 0;
      this.since = seq;
      if (events.length) this.take(events);
    } catch {
      this.#fails = Math.min(5, this.#fails + 1);
    } finally {
      clearTimeout(limit);
      this.#busy = false;
      this.#next();
    }
  }
}
