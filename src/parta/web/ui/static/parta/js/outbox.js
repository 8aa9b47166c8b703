// The one outbox: an operation is stored before it is sent and forgotten only when the server has answered.
//
// A row: {op, scope, url, n, state: "queued"|"conflict"|"refused", body, key, waits, makes, label, frozen, answer}
//   key    the record it changes; rows of one key go one after another
//   waits  keys that earlier rows must have left before this one may go
//   makes  another key this row brings into being (a work that comes with its first mark)
//   frozen its content may have been seen by the server, so it must never change again
import { openStore } from "./outbox_store.js";

const BATCH = 50;
const DELAYS = [400, 1000, 2000, 4000, 8000, 16000, 30000];

/** A version 4 UUID that needs no secure context. */
export function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const h = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

// Read at each sending: signing in again in another tab changes the token.
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? decodeURIComponent(cookie[1]) : document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

/** The rows that may go together now: one address, no two of one record, at most 50. */
export function nextBatch(rows, limit = BATCH) {
  const held = new Set();
  const batch = [];
  for (const row of rows) {
    if (row.url === rows[0].url && batch.length < limit && !row.waits.some((k) => held.has(k))) batch.push(row);
    held.add(row.key);
    if (row.makes) held.add(row.makes);
  }
  return batch;
}

export class Outbox extends EventTarget {
  #store; #running = false; #again = false; #timer = 0; #tries = 0; #single = new Set(); #channel; #n = 0; #notBefore = 0;
  rows = new Map();
  state = "idle"; decided = false;

  /** The queue of this account in this school; it starts sending what is left in it as soon as the store is open. */
  constructor({ school, account }) {
    super();
    this.scope = `${school}|${account}`;
    this.ready = this.#open();
  }

  async #open() {
    this.#store = await openStore();
    this.volatile = this.#store.volatile;
    for (const row of await this.#store.list(this.scope)) if (!this.rows.has(row.op)) this.rows.set(row.op, row);
    this.#listen();
    if (this.queued) this.flush();
  }

  /** Rows in the order they were made. */
  list(state) {
    return [...this.rows.values()].filter((r) => !state || r.state === state).sort((a, b) => a.n - b.n);
  }

  get queued() { return this.list("queued").length; }

  /** Make a row; nothing is stored yet. */
  row({ url, body, key, waits = [], makes = null, label = "" }) {
    this.#n = Math.max(this.#n + 1, Date.now() * 1000);
    const op = newId();
    return { op, scope: this.scope, url, n: this.#n, state: "queued", body: { op, ...body }, key, waits: [key, ...waits], makes, label, frozen: false, answer: null };
  }

  /** Store rows and send them; a new decision about a record replaces an earlier problem with it. */
  async add(rows, { foreign = false } = {}) {
    const gone = [];
    for (const row of rows) {
      const earlier = this.list().filter((r) => r.state !== "queued" && r.key === row.key);
      for (const old of earlier) { this.rows.delete(old.op); gone.push(old.op); }
      row.frozen = !this.list("queued").some((r) => row.waits.includes(r.key) || row.waits.includes(r.makes));
      this.rows.set(row.op, row);
    }
    this.#say("queued", { rows, foreign });
    if (!this.#store) await this.ready;
    await this.#store.change(rows, gone);
    this.#channel?.postMessage({ type: "queued", rows });
    if (Date.now() >= this.#notBefore) this.flush();
  }

  /** After a conflict: write my value over the one I have now seen. */
  insist(row) {
    const { op: _op, base: _base, ...body } = row.body;
    return this.add([this.row({ ...row, waits: row.waits.slice(1), body: { ...body, base: row.answer.version } })], { foreign: true });
  }

  /** After a permission: send refused rows again as they were, under new ids. */
  again(rows) {
    return this.add(rows.map((row) => { const { op: _op, ...body } = row.body; return this.row({ ...row, waits: row.waits.slice(1), body }); }), { foreign: true });
  }

  /** Forget a refusal or a conflict that the person has seen. */
  async dismiss(op) {
    this.rows.delete(op);
    await this.#store.change([], [op]);
    this.#channel?.postMessage({ type: "dismissed", op });
    this.#say("dismissed", { op });
  }

  /** Send now whatever waits, forgetting the pause after a failure. */
  resume() {
    this.#tries = 0;
    this.#notBefore = 0;
    return this.flush();
  }

  async flush() {
    if (this.#running) { this.#again = true; return; }
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      do {
        this.#again = false;
        // One tab sends at a time; where locks are missing, the operation ids make a double sending harmless.
        if (navigator.locks) await navigator.locks.request(`parta-outbox ${this.scope}`, () => this.#drain());
        else await this.#drain();
      } while (this.#again);
    } finally {
      this.#running = false;
    }
  }

  async #drain() {
    for (;;) {
      const rows = (await this.#store.list(this.scope)).filter((r) => r.state === "queued").sort((a, b) => a.n - b.n);
      if (!rows.length) { this.#tries = 0; this.#become("idle"); return; }
      const alone = this.#single.has(rows[0].op);
      const batch = nextBatch(rows, alone ? 1 : BATCH);
      const thaw = batch.filter((r) => !r.frozen);
      if (thaw.length) { thaw.forEach((r) => { r.frozen = true; this.rows.set(r.op, r); }); await this.#store.change(thaw); }
      this.#become("sending");
      const wait = await this.#send(batch);
      this.#notBefore = 0;
      if (wait === Infinity) { this.#notBefore = Infinity; return; }
      if (wait) {
        const pause = wait === true ? DELAYS[Math.min(this.#tries, DELAYS.length - 1)] * (0.8 + Math.random() * 0.4) : wait;
        this.#tries += 1;
        this.#again = false;
        this.#notBefore = Date.now() + pause;
        this.#timer = setTimeout(() => { this.#notBefore = 0; this.flush(); }, pause);
        return;
      }
      this.#tries = 0;
    }
  }

  // Answers: 0 go on, true pause by the table, a number pause so long, Infinity stop until something changes.
  async #send(batch) {
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), 20000);
    const body = JSON.stringify({ operations: batch.map((r) => r.body) });
    let response, data = {};
    try {
      response = await fetch(batch[0].url, {
        method: "POST", credentials: "same-origin", signal: abort.signal, redirect: "manual", keepalive: body.length < 30000, body,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      });
      if (response.status === 200) data = await response.json();
      else data = await response.json().catch(() => ({}));
    } catch {
      this.#become("offline");
      return true;
    } finally {
      clearTimeout(limit);
    }
    const { status } = response;
    if (status === 200 && Array.isArray(data.answers)) return this.#settle(batch, data.answers);
    // A redirect here is a page asking to sign in.
    if (status === 401 || response.type === "opaqueredirect") { this.#become("signin", data.message); return Infinity; }
    if (status === 403) { this.#become("forbidden", data.message); return Infinity; }
    if ([400, 404, 405, 409, 413, 422].includes(status)) {
      if (batch.length > 1) { batch.forEach((r) => this.#single.add(r.op)); return 0; }
      const message = data.message || "Сервер не принял эту запись. Обновите страницу и введите её ещё раз.";
      return this.#settle(batch, [{ op: batch[0].op, status: "refused", code: `http_${status}`, message }]);
    }
    this.#become("busy", data.message);
    const after = Number(response.headers.get("Retry-After"));
    return after > 0 ? Math.min(after, 60) * 1000 : true;
  }

  async #settle(batch, answers) {
    // Asked again, not remembered from before the sending: rows may have come while the answer was under way.
    const rows = this.list("queued");
    const byOp = new Map(answers.map((a) => [a.op, a]));
    const put = new Map(), remove = [], news = [];
    let undecided = false;
    for (const row of batch) {
      const answer = byOp.get(row.op);
      if (!answer || answer.status === "in_progress") { undecided = true; continue; }
      const later = rows.filter((r) => r.n > row.n && !r.frozen);
      if (answer.status === "applied") {
        remove.push(row.op);
        for (const r of later) {
          if (r.key === row.key) { r.body.base = answer.version; put.set(r.op, r); }
          else if (row.makes && r.waits.includes(row.makes) && !r.body.base) { r.body.base = answer.record?.work_version ?? 1; put.set(r.op, r); }
        }
        news.push(["saved", { row, answer }]);
      } else if (rows.some((r) => r.n > row.n && r.key === row.key)) {
        remove.push(row.op);  // a later decision about the same record stands in the queue and will be judged itself
        news.push(["overtaken", { row, answer }]);
      } else {
        const held = { ...row, state: answer.status === "conflict" ? "conflict" : "refused", answer };
        put.set(row.op, held);
        news.push([held.state, { row: held, answer }]);
      }
    }
    this.#take(news);
    this.#channel?.postMessage({ type: "settled", news });
    await this.#store.change([...put.values()], remove);
    return undecided;
  }

  #take(news) {
    for (const [type, detail] of news) {
      if (type === "conflict" || type === "refused") this.rows.set(detail.row.op, detail.row);
      else this.rows.delete(detail.row.op);
      this.#say(type, detail);
    }
    this.decided = true;
    this.#say("settled", { news });
  }

  #listen() {
    addEventListener("online", () => this.resume());
    addEventListener("focus", () => { if (this.queued) this.resume(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.queued) this.resume(); });
    addEventListener("beforeunload", (e) => { if (this.volatile && this.queued) e.preventDefault(); });
    if (!("BroadcastChannel" in globalThis)) return;
    this.#channel = new BroadcastChannel(`parta-outbox ${this.scope}`);
    this.#channel.onmessage = ({ data }) => {
      if (data.type === "queued") { for (const row of data.rows) this.rows.set(row.op, row); this.#say("queued", { rows: data.rows, foreign: true }); }
      if (data.type === "dismissed") { this.rows.delete(data.op); this.#say("dismissed", data); }
      if (data.type === "settled") { this.#take(data.news); if (!this.queued) this.#become("idle"); }
    };
  }

  #become(state, message = "") {
    this.state = state;
    this.#say("state", { state, message, queued: this.queued });
    if (state === "offline") this.#say("offline", {});
  }

  #say(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}
