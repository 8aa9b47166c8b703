// The table: drawn whole as one string (1800 cells in some milliseconds), afterwards touched cell by cell.
import { decimal, formula, proposal } from "./average.js";
import { askedText } from "./asked.js";
import { cellHTML, esc } from "./cell.js";
import { dayMonth, dayNo, longDay, monthName, weekNo, weekday } from "./dates.js";
import { keys } from "./model.js";
import { own } from "../words.js";

const BARE = "В периоде нет отметки ни за одну письменную или лабораторную работу";

export class Drawing {
  constructor(journal, host) {
    Object.assign(this, { journal, host });
    this.today = journal.data.today;
    this.rowOf = new Map(journal.pupils.map((p, i) => [p.id, i]));
  }

  /** Columns the cursor walks: lessons, then averages, proposal and period marks. */
  layout() {
    const { data } = this.journal;
    const lessons = this.journal.columns();
    const periods = data.year_columns ?? [];
    const isThis = (c) => c.kind === "term" && c.term === data.term.id;
    const own = periods.find(isThis) ?? { kind: "term", term: data.term.id, title: data.term.title };
    const period = (c) => ({ type: "term", result: c.kind, term: c.term ?? null, title: c.title, locked: !!c.locked });
    this.columns = [
      ...lessons.map((c) => ({ type: "lesson", ...c })),
      { type: "average", title: "Средняя · взвеш." }, { type: "proposal", title: "Пред-лож." }, { ...period(own), own: true },
      ...periods.filter((c) => !isThis(c)).map(period),
    ];
    this.colOfWork = new Map();
    this.firstCol = new Map();
    this.columns.forEach((c, i) => {
      if (c.type !== "lesson") return;
      if (c.work) this.colOfWork.set(c.work.id, i);
      if (!this.firstCol.has(c.lesson.id)) this.firstCol.set(c.lesson.id, i);
    });
    this.firstRight = lessons.length;
  }

  #columnClass(c) {
    const { lesson, slot } = c;
    const before = this.columns[this.columns.indexOf(c) - 1];
    const week = before && !slot && weekNo(before.lesson.date) !== weekNo(lesson.date);
    return [
      slot ? "sub" : "", week ? "wk" : "", lesson.date === this.today ? "td" : lesson.date > this.today ? "fu" : "",
      lesson.status === "cancelled" ? "xx" : "", this.journal.kindById.get(c.work?.kind)?.control ? "ct" : "",
    ].filter(Boolean).join(" ");
  }

  /** Draw everything anew. */
  draw() {
    this.layout();
    const { journal, columns } = this;
    const lessons = columns.slice(0, this.firstRight), right = columns.slice(this.firstRight);
    const classes = lessons.map((c) => this.#columnClass(c));
    const spans = (of) => lessons.reduce((list, c) => { const k = of(c), last = list.at(-1); if (last?.k === k) last.n += 1; else list.push({ k, c, n: 1 }); return list; }, []);
    const rightClass = (c) => `r ${c.type === "average" ? "ra" : c.type === "proposal" ? "rp" : c.own ? "rt" : "ro"}`;
    const months = spans((c) => c.lesson.date.slice(0, 7)).map((s) => `<th class="mo" colspan="${s.n}" scope="colgroup"><span>${monthName(s.c.lesson.date)}</span></th>`).join("");
    const rights = right.map((c, i) => `<th class="${rightClass(c)}" rowspan="3" scope="col" tabindex="-1" data-c="${this.firstRight + i}"><span>${esc(c.title)}</span></th>`).join("");
    const days = spans((c) => c.lesson.id).map((s) => {
      const { lesson } = s.c;
      return `<th class="da ${classes[lessons.indexOf(s.c)]}" colspan="${s.n}" scope="colgroup" data-l="${lesson.id}">${dayNo(lesson.date)}<small>${weekday(lesson.date)}</small></th>`;
    }).join("");
    const kinds = lessons.map((c, i) => `<th class="ki ${classes[i]}" scope="col" tabindex="-1" data-c="${i}" aria-haspopup="dialog">${this.#kindHTML(c)}</th>`).join("");
    const rows = journal.pupils.map((p) => this.#row(p, lessons, classes, right, rightClass)).join("");
    const cols = lessons.map((c) => `<col class="cl${c.work?.criteria > 1 ? " c2" : ""}">`).join("") + right.map((c) => `<col class="${c.type === "average" ? "cw" : "cr"}">`).join("");
    const { data } = journal;
    this.host.innerHTML = `<table class="jg" role="grid" aria-multiselectable="true" aria-label="${esc(`${data.course.title}, ${data.term.title}`)}" aria-rowcount="${journal.pupils.length + 3}" aria-colcount="${columns.length + 1}"><colgroup><col class="cn">${cols}</colgroup>`
      + `<thead><tr><th class="nm" rowspan="3" scope="col"><span>${own("Ученик", "Студент")}</span></th>${months}${rights}</tr><tr>${days}</tr><tr>${kinds}</tr></thead><tbody>${rows}</tbody></table>`;
    this.table = this.host.firstElementChild;
    this.body = this.table.tBodies[0];
    this.heads = [...this.table.tHead.querySelectorAll("[data-c]")].sort((a, b) => a.dataset.c - b.dataset.c);
    lessons.forEach((c, i) => this.#mark(i));
    this.size();
  }

  /** Whether the head of a column says that its term is near, or over while something is missing. */
  #mark(i) {
    const c = this.columns[i], th = this.heads[i], due = this.journal.due(c);
    th.dataset.due = due;
    th.ariaLabel = this.columnName(c) + ["", ", срок скоро", ", срок вышел"][due];
  }

  #row(p, lessons, classes, right, rightClass) {
    const gone = p.to && p.to < this.today;
    // The first name gives way first, down to the letters that tell namesakes apart; then a long surname.
    const both = `<span>${esc(p.last)}</span><span>&nbsp;${esc(p.name.slice(p.last.length + 1))}</span>`;
    const name = p.url ? `<a class="who" href="${esc(p.url)}" tabindex="-1">${both}</a>` : `<span class="who">${both}</span>`;
    const cells = lessons.map((c, i) => this.#cell(p, c, classes[i])).join("");
    const avg = this.journal.average(p);
    const sparse = this.journal.data.sparse?.[p.id];
    const rights = right.map((c) => `<td class="${rightClass(c)}${this.#rightState(p, c)}" tabindex="-1"${c.type === "average" && avg ? ` title="${esc(formula(avg))}"` : ""}>${this.#rightHTML(p, c, avg)}</td>`).join("");
    return `<tr${gone ? ' class="gone"' : ""}><th class="nm" scope="row" title="${esc([p.full, p.note, sparse].filter(Boolean).join(". "))}"><small${sparse ? ' class="sparse"' : ""}>${p.no ?? ""}</small>${name}${p.note ? '<sup aria-hidden="true">*</sup>' : ""}${sparse ? `<span class="vh">${esc(sparse)}</span>` : ""}</th>${cells}${rights}</tr>`;
  }

  #cell(p, c, columnClass) {
    const out = !this.journal.there(p, c.lesson);
    const cell = this.journal.cell(p, c);
    return `<td class="${this.#cellClass(c, cell, columnClass, out)}" tabindex="-1"${out ? ' aria-disabled="true"' : ""}${this.hint(cell) ? ` title="${esc(this.hint(cell))}"` : ""}>${cellHTML(cell, this.theirs(cell))}</td>`;
  }

  hint(cell) { return [cell.note, cell.asked && askedText(cell.asked)].filter(Boolean).join(". "); }

  #cellClass(c, cell, columnClass, out) {
    return `${columnClass} ${this.journal.lock(c, cell)[0]}${out ? " out" : ""}${cell.state ? ` ${cell.state}` : ""}${cell.late ? " late" : ""}${cell.note ? " note" : ""}${cell.asked ? cell.asked.until ? " opened" : " asked" : ""}`;
  }

  /** The other author's value of a cell in conflict. */
  theirs(cell) {
    const row = cell.problem?.row;
    if (row?.state !== "conflict") return "";
    return row.body.kind === "absence" ? this.journal.letterOf(row.answer.value) : row.answer.value;
  }

  #rightState(p, c) {
    if (c.type !== "term") return "";
    if (this.journal.wrong(p, c)) return " refused";
    const { state } = this.journal.shown(keys.term(p.id, c.result, c.term));
    return state ? ` ${state}` : "";
  }

  #rightHTML(p, c, avg) {
    if (c.type === "average") return avg ? `${decimal(avg.plain)}<em>·</em><strong>${decimal(avg.weighted)}</strong>` : "";
    if (c.type === "proposal") return proposal(avg, this.journal.data);
    const wrong = this.journal.wrong(p, c);
    if (wrong) return `<u>${esc(wrong.text)}</u>`;
    const { value, retaken } = this.journal.shown(keys.term(p.id, c.result, c.term));
    return value ? `<b>${esc(retaken?.startsWith(value) ? retaken : value)}</b>${c.own && this.journal.unwritten(p) ? `<sup class="bare" title="${BARE}">•<span class="vh">${BARE}</span></sup>` : ""}` : "";
  }

  #kindHTML({ work }) {
    if (!work) return "<span>·</span>";
    const kind = this.journal.kindById.get(work.kind);
    const weight = work.weight === 1 ? "" : `<sub>${String(work.weight).replace(".", ",")}</sub>`;
    const purpose = this.journal.purpose(work)[2];
    return `<span>${esc(kind?.short ?? "")}${weight}${purpose ? `<sup>${purpose}</sup>` : ""}</span>`;
  }

  /** A column in words, for labels and titles. */
  columnName(c) {
    if (c.type !== "lesson") return c.title;
    const kind = c.work ? this.journal.kindById.get(c.work.kind) : null;
    return `${longDay(c.lesson.date)}${c.lesson.no ? `, ${c.lesson.no}-${own("й урок", "е занятие")}` : ""}${kind ? `, ${kind.name}${c.work.title ? ` «${c.work.title}»` : ""}, вес ${String(c.work.weight).replace(".", ",")}${kind.control ? ", контрольная" : ""}${this.journal.purpose(c.work)}` : ""}`;
  }

  shortName(c) { return c.type === "lesson" ? dayMonth(c.lesson.date) : c.title; }

  td(r, c) { return this.body.rows[r]?.cells[c + 1] ?? null; }

  /** The place of a table cell; row −1 is the head. */
  placeOf(element) {
    const cell = element.closest("td, th");
    if (!cell || !this.table?.contains(cell)) return null;
    if (cell.parentNode.parentNode === this.body) return cell.cellIndex ? { r: cell.parentNode.sectionRowIndex, c: cell.cellIndex - 1 } : null;
    if (cell.dataset.c) return { r: -1, c: Number(cell.dataset.c) };
    return cell.dataset.l ? { r: -1, c: this.firstCol.get(Number(cell.dataset.l)) } : null;
  }

  /** Redraw what the given records touch; `fresh` lets others' changes fade in. A phone has no table. */
  touch(touched, fresh) {
    if (!this.table) return;
    const seen = new Set(), rows = new Set();
    for (const key of touched) {
      const [type, a, b] = key.split(":");
      let r, c;
      if (type === "m") { c = this.colOfWork.get(a); r = this.rowOf.get(+b); rows.add(r); }
      else if (type === "a" || type === "n") { r = this.rowOf.get(+b); c = this.firstCol.get(+a); }
      else if (type === "te") { r = this.rowOf.get(+a); for (let i = this.firstRight + 2; i < this.columns.length; i += 1) seen.add(`${r}:${i}`); continue; }
      if (r === undefined || c === undefined) continue;
      const lesson = this.columns[c].lesson;
      // A wrong text or an absence may stand in any of the lesson's columns.
      for (let i = this.firstCol.get(lesson.id); this.columns[i]?.lesson === lesson; i += 1) if (i === c || type === "a") seen.add(`${r}:${i}`);
    }
    for (const place of seen) { const [r, c] = place.split(":").map(Number); this.#retouch(r, c, fresh); }
    for (const r of rows) if (r !== undefined) { this.#retouch(r, this.firstRight); this.#retouch(r, this.firstRight + 1); this.#retouch(r, this.firstRight + 2); }
  }

  #retouch(r, c, fresh) {
    const td = this.td(r, c), column = this.columns[c], p = this.journal.pupils[r];
    if (!td || td.querySelector("input")) return;
    const keep = ["cur", "sel"].filter((k) => td.classList.contains(k));
    if (column.type === "lesson") {
      const cell = this.journal.cell(p, column);
      const html = cellHTML(cell, this.theirs(cell));
      const changed = td.innerHTML !== html;
      td.innerHTML = html;
      td.className = this.#cellClass(column, cell, this.#columnClass(column), !this.journal.there(p, column.lesson));
      td.title = this.hint(cell);
      this.#mark(c);
      if (cell.state === "refused") td.setAttribute("aria-invalid", "true"); else td.removeAttribute("aria-invalid");
      if (fresh && changed) { void td.offsetWidth; td.classList.add("fresh"); }
    } else {
      const avg = column.type === "term" ? null : this.journal.average(p);
      td.innerHTML = this.#rightHTML(p, column, avg);
      if (column.type === "average") td.title = avg ? formula(avg) : "";
      if (column.type === "term") {
        const state = this.#rightState(p, column).trim();
        td.classList.remove("unsaved", "conflict", "refused");
        if (state) td.classList.add(state);
        if (state === "refused") td.setAttribute("aria-invalid", "true"); else td.removeAttribute("aria-invalid");
      }
    }
    if (keep.length) td.classList.add(...keep);
  }

  /** A table of fixed layout needs its width said: the sum of its columns; on paper it is fitted to a sheet. */
  size() {
    const { style } = this.table;
    const cells = this.firstRight, wide = this.columns.filter((c) => c.work?.criteria > 1).length, others = this.columns.length - cells - 1;
    style.setProperty("--longest", `${Math.max(0, ...this.journal.pupils.map((p) => p.name.length))}ch`);
    style.setProperty("--sheet-fit", 82 / (17 + 1.75 * cells + 0.5 * wide + 6.25 + 3.25 * others));
    style.width = `calc(var(--name) + ${cells} * var(--cell) + ${wide * 0.5 + 6.25 + others * 3.25}rem)`;
  }
}
