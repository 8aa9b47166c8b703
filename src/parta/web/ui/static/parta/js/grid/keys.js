// The cursor, the selection and the keyboard: a spreadsheet's habits.
import { writeTSV } from "./clipboard.js";

export class Keys {
  cursor = { r: 0, c: 0 }; anchor = null; input = null; #held = null;

  constructor(drawing, journal, actions) {
    Object.assign(this, { drawing, journal, actions });
    const { host } = drawing;
    host.addEventListener("keydown", (e) => this.#key(e));
    host.addEventListener("pointerdown", (e) => this.#down(e));
    host.addEventListener("pointermove", (e) => this.#drag(e));
    addEventListener("pointerup", () => { this.dragging = false; });
    host.addEventListener("dblclick", (e) => { const at = drawing.placeOf(e.target); if (at && at.r >= 0) this.edit(null); });
    host.addEventListener("contextmenu", (e) => { const at = drawing.placeOf(e.target); if (at && !e.shiftKey) { e.preventDefault(); this.go(at); actions.card(at); } });
    host.addEventListener("focusin", (e) => { const at = !this.input && drawing.placeOf(e.target); if (at && (at.r !== this.cursor.r || at.c !== this.cursor.c)) this.go(at, { focus: false }); });
    for (const type of ["copy", "cut", "paste"]) host.addEventListener(type, (e) => this.#clip(e));
  }

  get columns() { return this.drawing.columns; }

  element(at = this.cursor) { return at.r < 0 ? this.drawing.heads[at.c] : this.drawing.td(at.r, at.c); }

  /** Move the cursor; `extend` keeps the other corner of the selection. */
  go(at, { extend = false, focus = true } = {}) {
    const r = Math.max(-1, Math.min(at.r, this.journal.pupils.length - 1));
    const c = Math.max(0, Math.min(at.c, this.columns.length - 1));
    this.anchor = extend ? this.anchor ?? { ...this.cursor } : null;
    const old = this.element();
    if (old) { old.classList.remove("cur"); old.tabIndex = -1; }
    this.cursor = { r, c };
    const now = this.element();
    now.classList.add("cur");
    now.tabIndex = 0;
    if (focus) { now.focus({ preventScroll: true }); this.reveal(now); }
    this.#paint();
    this.actions.moved(this.columns[c], r);
  }

  /** Put the cursor's marks back after the table was drawn anew. */
  restore(focus) { const { anchor } = this; this.go(this.cursor, { focus }); this.anchor = anchor; this.#paint(); }

  /** What the frozen columns leave to see: left and right edges in the window. */
  view() {
    const { host, table } = this.drawing;
    const { left } = host.getBoundingClientRect(), end = left + host.clientWidth;
    const frozen = [...table.tHead.querySelectorAll(".ra, .rp, .rt")].map((th) => (getComputedStyle(th).position === "sticky" ? th.getBoundingClientRect().left : end));
    return { left: table.querySelector(".nm").getBoundingClientRect().right, right: Math.min(end, ...frozen) };
  }

  /** Bring a cell out from under the frozen columns. */
  reveal(td) {
    const { host } = this.drawing;
    const box = host.getBoundingClientRect(), cell = td.getBoundingClientRect();
    const sticky = getComputedStyle(td).position === "sticky", { left, right } = this.view();
    if (!sticky && cell.left < left) host.scrollLeft -= left - cell.left;
    else if (!sticky && cell.right > right) host.scrollLeft += cell.right - right;
    if (this.cursor.r < 0) return;
    const top = this.drawing.table.tHead.getBoundingClientRect().bottom, bottom = box.top + host.clientHeight;
    if (cell.top < top) host.scrollTop -= top - cell.top;
    else if (cell.bottom > bottom) host.scrollTop += cell.bottom - bottom;
  }

  /** The selected rectangle. */
  range() {
    const a = this.anchor ?? this.cursor, b = this.cursor;
    return { r0: Math.max(0, Math.min(a.r, b.r)), r1: Math.max(a.r, b.r), c0: Math.min(a.c, b.c), c1: Math.max(a.c, b.c) };
  }

  get many() { return this.anchor !== null && (this.anchor.r !== this.cursor.r || this.anchor.c !== this.cursor.c); }

  *cells() {
    const { r0, r1, c0, c1 } = this.range();
    for (let r = r0; r <= r1; r += 1) for (let c = c0; c <= c1; c += 1) yield { r, c };
  }

  #paint() {
    for (const td of this.painted ?? []) td.classList.remove("sel");
    this.painted = [];
    if (!this.many) return;
    for (const at of this.cells()) { const td = this.drawing.td(at.r, at.c); td.classList.add("sel"); this.painted.push(td); }
  }

  #down(e) {
    const at = this.drawing.placeOf(e.target);
    if (!at || e.button || e.target === this.input) return;
    if (this.input) this.close(true);
    if (at.r < 0) { e.preventDefault(); this.go(at); this.actions.tools(at); return; }
    e.preventDefault();
    const again = e.pointerType !== "mouse" && at.r === this.cursor.r && at.c === this.cursor.c;
    this.go(at, { extend: e.shiftKey });
    if (again) this.edit(null);
    this.dragging = e.pointerType === "mouse";
  }

  #drag(e) {
    if (!this.dragging || !(e.buttons & 1)) return;
    const at = this.drawing.placeOf(e.target);
    if (at && at.r >= 0 && (at.r !== this.cursor.r || at.c !== this.cursor.c)) this.go(at, { extend: true });
  }

  // --- editing ---------------------------------------------------------------------------------------------------------------------

  /** Open the cell for typing; `text` replaces what stands there. */
  edit(text) {
    if (this.input || this.cursor.r < 0 || !this.actions.mayEdit(this.cursor)) return;
    const td = this.element();
    const input = document.createElement("input");
    input.className = "edit";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("aria-label", this.actions.placeName(this.cursor));
    input.value = text ?? this.actions.text(this.cursor);
    this.input = input;
    this.replacing = text !== null;
    td.textContent = "";
    td.append(input);
    input.focus({ preventScroll: true });
    if (text === null) input.select(); else input.setSelectionRange(input.value.length, input.value.length);
    input.addEventListener("blur", () => this.close(true, false));
  }

  /** Close the editor, writing what was typed or leaving the cell as it was. */
  close(write, focus = true) {
    const { input } = this;
    if (!input) return;
    this.input = null;
    const at = { ...this.cursor };
    const text = input.value;
    input.remove();
    if (write) this.actions.write(this.many ? [...this.cells()] : [at], text);
    this.drawing.touch(this.actions.keysOf(at), false);
    if (focus) this.element().focus({ preventScroll: true });
  }

  #step(dr, dc, extend) {
    if (this.input) this.close(true, false);
    this.go({ r: this.cursor.r + dr, c: this.cursor.c + dc }, { extend });
  }

  /** What is asked for may have to be fetched first: the keys pressed meanwhile are its own. */
  async #opening(open) {
    this.#held = [];
    try { await open; } finally {
      const held = this.#held;
      this.#held = null;
      for (const e of held) {
        const to = document.activeElement;
        if (to.dispatchEvent(new KeyboardEvent("keydown", e)) && e.key === "Enter" && to.matches("button, a")) to.click();
      }
    }
  }

  #key(e) {
    if (this.#held) { e.preventDefault(); e.stopPropagation(); this.#held.push(e); return; }
    const { key, shiftKey: shift } = e;
    const mod = e.ctrlKey || e.metaKey;
    const typing = this.input !== null;
    if (e.isComposing || (e.target.closest("a, button, select, textarea") && !typing)) return;
    const stop = () => { e.preventDefault(); e.stopPropagation(); };
    if (key === "Enter") {
      stop();
      if (!typing && this.cursor.r < 0) { this.#opening(this.actions.tools(this.cursor)); return; }
      if (!typing && !shift && this.actions.problem(this.cursor)) { this.#opening(this.actions.faceProblem()); return; }
      if (!typing && this.many) { this.anchor = null; }
      this.#step(shift ? -1 : 1, 0, false);
      return;
    }
    if (key === "Escape") { if (typing) { stop(); this.close(false); } else if (this.many) { stop(); this.go(this.cursor); } else this.actions.hush(); return; }
    if (key === "Tab") {
      const c = this.cursor.c + (shift ? -1 : 1);
      if (c < 0 || c >= this.columns.length) { if (typing) this.close(true); return; }
      stop();
      this.#step(0, shift ? -1 : 1, false);
      return;
    }
    const arrow = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    if (arrow) {
      if (typing && !this.replacing && arrow[1]) return;
      if (e.altKey) { if (key === "ArrowDown") { stop(); this.#opening(this.actions.tools({ r: -1, c: this.cursor.c })); } return; }
      stop();
      if (mod) this.go(this.#edge(arrow), { extend: shift });
      else this.#step(...arrow, shift && !typing);
      return;
    }
    if (typing) return;
    if (key === "F2") { stop(); if (shift) this.#opening(this.actions.card(this.cursor)); else this.edit(null); return; }
    if (key === "Delete" || key === "Backspace") { stop(); this.actions.write([...this.cells()], ""); return; }
    if (key === "Home") { stop(); this.go({ r: mod ? 0 : this.cursor.r, c: 0 }, { extend: shift }); return; }
    if (key === "End") { stop(); this.go({ r: mod ? 1e6 : this.cursor.r, c: this.drawing.firstRight - 1 }, { extend: shift }); return; }
    if (key === "PageDown" || key === "PageUp") { stop(); this.go({ r: Math.max(0, this.cursor.r + (key === "PageDown" ? 10 : -10)), c: this.cursor.c }, { extend: shift }); return; }
    if (mod) {
      const c = e.code;
      if (c === "KeyZ") { stop(); if (shift) this.actions.redo(); else this.actions.undo(); }
      else if (c === "KeyY") { stop(); this.actions.redo(); }
      else if (c === "KeyA") { stop(); this.go({ r: 0, c: 0 }); this.go({ r: 1e6, c: this.drawing.firstRight - 1 }, { extend: true, focus: false }); }
      return;
    }
    if (key === "?" || (key === "," && e.code === "Slash" && shift)) { stop(); this.actions.help(); return; }
    if (key.length === 1 && !e.altKey && key !== " " && this.cursor.r >= 0) {
      stop();
      const whole = this.many && this.actions.instant(key);
      if (whole) this.actions.write([...this.cells()], whole); else this.edit(key);
    } else if (key === " ") stop();
  }

  #edge([dr, dc]) {
    if (dr) return { r: dr < 0 ? 0 : 1e6, c: this.cursor.c };
    return { r: this.cursor.r, c: dc < 0 ? 0 : this.cursor.c < this.drawing.firstRight - 1 ? this.drawing.firstRight - 1 : 1e6 };
  }

  #clip(e) {
    if (this.input || this.cursor.r < 0 || e.target.closest("input, textarea")) return;
    e.preventDefault();
    if (e.type === "paste") { this.actions.paste(e.clipboardData.getData("text/plain")); return; }
    const { r0, r1, c0, c1 } = this.range();
    const rows = [];
    for (let r = r0; r <= r1; r += 1) rows.push(Array.from({ length: c1 - c0 + 1 }, (_, i) => this.actions.text({ r, c: c0 + i })));
    e.clipboardData.setData("text/plain", writeTSV(rows));
    if (e.type === "cut") this.actions.write([...this.cells()], "");
    else this.actions.say("Скопировано");
  }
}
