// The same lesson on a phone: names in a list, big buttons beside them.
import { decimal, proposal } from "./average.js";
import { cellHTML, esc } from "./cell.js";
import { longDay } from "./dates.js";
import { keys } from "./model.js";
import { problemContent } from "./problem.js";
import { cellCard, ruleWords } from "./tools.js";
import { h } from "../element.js";
import { openPopover } from "../popover.js";
import { own } from "../words.js";

export class Phone {
  constructor(host, { journal, editor, outbox, links, moved }) {
    Object.assign(this, { host, journal, editor, outbox, links, moved });
    journal.addEventListener("change", (e) => { if (this.active) { if (e.detail.columns) this.draw(); else this.#touch(e.detail.touched); } });
    host.addEventListener("click", (e) => this.#click(e));
  }

  get column() {
    const works = this.lesson.works;
    return { lesson: this.lesson, work: works[this.slot] ?? null, slot: Math.min(this.slot, works.length) };
  }

  /** Start with a lesson: today's, or the last one held. */
  start(lesson) {
    this.active = true;
    this.lesson = lesson;
    this.slot = Math.max(0, lesson.works.length - 1);
    this.draw();
  }

  draw() {
    const { journal, lesson } = this;
    const i = journal.lessons.indexOf(lesson);
    const options = journal.lessons.map((l) => `<option value="${l.id}"${l === lesson ? " selected" : ""}>${longDay(l.date)}${l.date === journal.data.today ? " · сегодня" : ""}${l.status === "cancelled" ? " · отменён" : ""}</option>`).join("");
    const works = lesson.works.map((w, s) => `<button type="button" data-slot="${s}" aria-selected="${s === this.slot}" role="tab">${esc((journal.kindById.get(w.kind)?.name ?? "работа") + journal.purpose(w))}</button>`).join("");
    this.host.innerHTML = `<div class="ph-top"><button type="button" class="btn" data-step="-1" aria-label="${own("Предыдущий урок", "Предыдущее занятие")}"${i ? "" : " disabled"}>‹</button><select class="input" aria-label="${own("Урок", "Занятие")}">${options}</select><button type="button" class="btn" data-step="1" aria-label="${own("Следующий урок", "Следующее занятие")}"${i < journal.lessons.length - 1 ? "" : " disabled"}>›</button></div>`
      + `<div class="tabs" role="tablist" aria-label="${own("Работы урока", "Работы занятия")}">${works || `<button type="button" role="tab" aria-selected="true" data-slot="0">${esc(journal.data.kinds[0]?.name ?? "отметки")}</button>`}${lesson.works.length && journal.can.works ? `<button type="button" data-slot="${lesson.works.length}" role="tab" aria-selected="${this.slot === lesson.works.length}">ещё работа</button>` : ""}</div>`
      + ruleWords(journal, this.column).map((words) => `<p class="hint">${esc(words)}</p>`).join("")
      + `<ol class="ph">${journal.pupils.map((p, n) => `<li data-p="${n}">${this.#row(p)}</li>`).join("")}</ol>`;
    this.host.querySelector("select").addEventListener("change", (e) => this.#choose(journal.lessons.find((l) => String(l.id) === e.target.value)));
  }

  #row(p) {
    const { journal, column } = this;
    if (!journal.there(p, column.lesson)) return `<span class="ph-name out">${esc(p.name)}<small>нет в списке на этот день</small></span>`;
    const cell = journal.cell(p, column);
    const avg = journal.average(p);
    const { last } = p, first = p.name.slice(last.length + 1);
    const chains = cell.chains.filter((c) => c.length), one = chains.length < 2 ? chains[0] ?? [] : null;
    const off = journal.editable(p, column) ? "" : " disabled";
    const plain = one && one.length < 2 && (!cell.absence || cell.absence === "absent") && !(cell.letter && one.length);
    const button = (v, on, name, text = v) => `<button type="button" data-v="${esc(v)}" aria-pressed="${on}" aria-label="${esc(name)}"${off}>${esc(text)}</button>`;
    const scale = journal.can.marks ? journal.data.scale.slice(0, 4) : [];
    const bad = cell.state === "refused" || cell.state === "conflict";
    return `<button type="button" class="ph-name" data-more aria-label="${esc(p.name)}: подробно"><span lang="ru">${esc(last)}</span><small>${esc(first)}${avg ? ` · ${decimal(avg.weighted)}` : ""}</small></button>`
      + `<span class="ph-cell ${cell.state}">${plain && !bad ? "" : cellHTML(cell, bad && cell.problem?.row.state === "conflict" ? cell.problem.row.answer.value : "")}</span>`
      + `<span class="ph-set ${cell.state}">${scale.map((v) => button(v, one?.at(-1) === v, `${p.name}: ${v}`)).join("")}${journal.can.attendance ? button("absent", cell.absence === "absent", `${p.name}: ${own("нет на уроке", "нет на занятии")}`, journal.letterOf("absent")) : ""}</span>`
      + (cell.wrong ? `<p class="ph-bad">${esc(cell.wrong.message)}</p>` : "");
  }

  #touch(touched) {
    const ids = new Set();
    for (const key of touched) { const [type, a, b] = key.split(":"); if ("man".includes(type)) ids.add(b); else if (type === "te") ids.add(a); }
    this.journal.pupils.forEach((p, n) => { if (ids.has(String(p.id))) this.#redraw(p, n); });
  }

  #redraw(p, n) {
    const li = this.host.querySelector(`[data-p="${n}"]`);
    if (!li) return;
    const held = li.contains(document.activeElement) ? document.activeElement.dataset.v ?? "more" : null;
    li.innerHTML = this.#row(p);
    const row = this.journal.cell(p, this.column).problem?.row;
    if (row) li.append(h("div", { class: "ph-bad" }, ...problemContent(row, { outbox: this.outbox, letters: this.journal.letters })));
    if (held) li.querySelector(held === "more" ? "[data-more]" : `[data-v="${held}"]`)?.focus();
  }

  #choose(lesson) { if (lesson) { this.start(lesson); this.moved(lesson); } }

  /** Show a text that was not understood. */
  find({ pupil, column }) {
    if (column.lesson && column.lesson !== this.lesson) this.#choose(column.lesson);
    this.host.querySelector(`[data-p="${this.journal.pupils.indexOf(pupil)}"]`)?.scrollIntoView({ block: "center" });
  }

  #click(e) {
    const button = e.target.closest("button");
    if (!button) return;
    const { step, slot, v } = button.dataset;
    if (step) { this.#choose(this.journal.lessons[this.journal.lessons.indexOf(this.lesson) + Number(step)]); return; }
    if (slot) { this.slot = Number(slot); this.draw(); return; }
    const pupil = this.journal.pupils[button.closest("li")?.dataset.p];
    if (!pupil) return;
    if ("more" in button.dataset) { this.#more(pupil, button); return; }
    if (!v) return;
    const { column } = this;
    const cell = this.journal.cell(pupil, column);
    const on = button.getAttribute("aria-pressed") === "true";
    if (v === "absent") this.editor.setAbsence(column.lesson, pupil, on ? "" : "absent");
    else {
      const letter = column.slot || cell.absence === "absent" ? "" : cell.letter;
      this.editor.setCell(pupil, column, [letter, on ? "" : v].filter(Boolean).join("/"));
    }
    if (this.editor.tookColumns()) this.draw();
  }

  /** Everything that does not fit a button: the cell as text, and its card. */
  #more(pupil, back) {
    const { column } = this;
    const input = h("input", { value: this.journal.text(pupil, column), "aria-describedby": "ph-hint", autocomplete: "off", autocapitalize: "none" });
    const form = h("form", { class: "stack", onsubmit: (e) => {
      e.preventDefault();
      this.editor.setCell(pupil, column, input.value);
      e.target.closest("dialog").close();
    } },
    h("label", { class: "field" }, h("span", {}, longDay(column.lesson.date)), input),
    h("p", { class: "hint", id: "ph-hint" }, "5 · 4 5 · 4/3 · 2>3 · н б у о · б/4"),
    h("div", { class: "row" }, h("button", { class: "btn primary" }, "Записать"),
      h("button", { type: "button", class: "btn", onclick: () => cellCard({ ...this, pupil, column, anchor: back, back }) }, "Слова и история")));
    if (this.journal.can.term && this.journal.mine(pupil)) form.append(this.#term(pupil));
    openPopover({ anchor: back, back, title: pupil.name, content: form });
  }

  /** The mark of the period beside what the average proposes. */
  #term(pupil) {
    const { data } = this.journal, avg = this.journal.average(pupil), offer = proposal(avg, data);
    const own = (data.year_columns ?? []).find((c) => c.kind === "term" && c.term === data.term.id);
    const column = { result: "term", term: data.term.id }, now = this.journal.shown(keys.term(pupil.id, "term", data.term.id)).value;
    const select = h("select", { onchange: () => this.editor.setTerm(pupil, column, select.value) }, h("option", { value: "" }, "не выставлена"), ...data.term_scale.map((v) => h("option", { value: v, selected: v === now }, v)));
    return h("label", { class: "field" }, h("span", {}, `${own?.title ?? data.term.title}${offer ? `: предлагается ${offer} (${decimal(avg.weighted)})` : ""}`), select);
  }

  stop() { this.active = false; this.host.replaceChildren(); }
}
