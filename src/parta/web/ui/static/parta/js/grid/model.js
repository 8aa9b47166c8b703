// The journal in memory: what the server has confirmed, and over it what is still in the outbox.
import { askedAt, loadAsked, takeAsked } from "./asked.js";
import { averages } from "./average.js";
import { wordsOf, writeMark } from "./notation.js";

export const keys = {
  mark: (work, pupil, criterion) => `m:${work}:${pupil}:${criterion}`,
  absence: (lesson, pupil) => `a:${lesson}:${pupil}`,
  note: (lesson, pupil) => `n:${lesson}:${pupil}`,
  topic: (lesson) => `to:${lesson}`,
  homework: (lesson) => `hw:${lesson}`,
  work: (work) => `wo:${work}`,
  made: (work) => `wm:${work}`,
  present: (lesson) => `pr:${lesson}`,
  term: (pupil, result, term) => `te:${pupil}:${result}:${result === "term" ? term : ""}`,
};

/** The key of the record that an operation or a change is about. */
export function keyOf(kind, r) {
  switch (kind) {
    case "mark": return keys.mark(r.work, r.pupil, r.criterion);
    case "absence": return keys.absence(r.lesson, r.pupil);
    case "note": return keys.note(r.lesson, r.pupil);
    case "topic": return keys.topic(r.lesson);
    case "homework": return keys.homework(r.lesson);
    case "work": return keys.work(r.work);
    case "term": return keys.term(r.pupil, r.result, r.term);
    default: return keys.present(r.lesson);
  }
}

const chainOf = (rec) => (rec?.value ? [...(rec.attempts ?? []), rec.value] : []);
/** What a column is, whoever names it: the page, an operation, an answer. */
export const factsOf = ({ kind, kind_id, weight, title = "", criteria = 1, purpose }) => ({ kind: kind_id ?? kind, weight, title, criteria, purpose });
const EMPTY = Object.freeze({ value: "", v: 0 });

export class Journal extends EventTarget {
  #records = new Map();
  #rows = new Map();   // key → rows of the outbox over it, oldest first
  #wrong = new Map();  // place → {text, message, pupil, column}: typed, but not understood

  constructor(data) {
    super();
    this.data = data;
    this.can = data.can;
    this.only = data.only && new Set(data.only);
    this.letters = data.letters;
    this.words = wordsOf(data.letters);
    this.seq = data.seq;
    this.lessons = data.lessons;
    this.pupils = data.pupils;
    this.lessonById = new Map(data.lessons.map((l) => [l.id, l]));
    this.kindById = new Map(data.kinds.map((k) => [k.id, k]));
    this.workById = new Map();
    data.lessons.forEach((lesson, i) => {
      [lesson.rule] = data.rules.at[i];
      lesson.works.forEach((work, s) => { work.lesson = lesson; work.rule = data.rules.at[i][s]; this.workById.set(work.id, work); });
      const { topic, hw } = lesson;
      this.#records.set(keys.topic(lesson.id), { ...topic, value: topic.text });
      this.#records.set(keys.homework(lesson.id), { ...hw, value: hw.text });
    });
    for (const [w, p, c, value, attempts, v, late] of data.marks) this.#records.set(keys.mark(w, p, c), { value, attempts, v, late: !!late });
    for (const [l, p, value, reason, v] of data.absences) this.#records.set(keys.absence(l, p), { value, reason, v });
    for (const [l, p, value, v] of data.notes) this.#records.set(keys.note(l, p), { value, v });
    for (const [p, result, term, value, v, retaken] of data.terms) this.#records.set(keys.term(p, result, term), { value, v, retaken });
    loadAsked(this);
  }

  /** Whether a period's mark would rest on no written work, though the journal has some in the period. */
  unwritten(p) {
    const written = [...this.workById.values()].filter((w) => this.kindById.get(w.kind)?.written);
    return written.length > 0 && !written.some((w) => Array.from({ length: w.criteria }, (_, i) => this.shown(keys.mark(w.id, p.id, i + 1)).value).some(Boolean));
  }

  /** What the server has confirmed. */
  confirmed(key) { return this.#records.get(key) ?? EMPTY; }

  /** The rows of the outbox over a record. */
  rowsOf(key) { return this.#rows.get(key) ?? []; }

  /** What to show: the confirmed record with everything typed since laid over it, and its state. */
  shown(key) {
    const base = this.confirmed(key);
    const rows = this.#rows.get(key);
    if (!rows) return base;
    let rec = { ...base };
    for (const row of rows) rec = this.#after(rec, row.body);
    const last = rows[rows.length - 1];
    return { ...rec, state: last.state === "queued" ? "unsaved" : last.state, row: last };
  }

  /** The attempts of one criterion, the last one counting. */
  chain(work, pupil, criterion) { return chainOf(this.shown(keys.mark(work, pupil, criterion))); }

  #after(rec, body) {
    if (body.kind === "mark") {
      const chain = chainOf(rec);
      if (!body.value) chain.length = 0;
      else if (body.attempt) chain.push(body.value);
      else chain.splice(-1, 1, body.value);
      return { ...rec, value: chain.at(-1) ?? "", attempts: chain.slice(0, -1) };
    }
    const { value, reason, plan_line, none, minutes, due, id } = body;
    return Object.assign({ ...rec }, body.kind === "homework" ? { id, value, none, minutes, due } : body.kind === "topic" ? { value, plan_line } : body.kind === "absence" ? { value, reason } : { value });
  }

  /** Lay rows of the outbox over the records; tells whether the columns changed. */
  overlay(rows) {
    const touched = [];
    let columns = false;
    for (const row of rows) {
      const { body } = row;
      if (body.new_work && !this.workById.has(body.work)) { this.addWork({ id: body.work, v: 0, ...body.new_work }, body.new_work.lesson); columns = true; }
      if (body.new_work) this.workById.get(body.work).sent = true;
      if (body.kind === "work") { columns = true; this.#layWork(body); }
      if (body.kind === "present_all") this.#taken(body.lesson);
      const list = (this.#rows.get(row.key) ?? []).filter((r) => r.op !== row.op && r.state === "queued");
      list.push(row);
      this.#rows.set(row.key, list.sort((a, b) => a.n - b.n));
      touched.push(row.key);
    }
    this.#tell(touched, columns, "own");
  }

  #taken(lesson) { const l = this.lessonById.get(lesson); if (l) l.taken = true; }

  #layWork(body) {
    const work = this.workById.get(body.work);
    if (body.delete) { if (work) this.#dropWork(work); return; }
    const facts = factsOf(body);
    if (work) { work.was ??= { lesson: work.lesson.id, ...factsOf(work) }; Object.assign(work, facts); this.#moveWork(work, body.lesson); }
    else this.addWork({ id: body.work, v: 0, ...facts }, body.lesson);
  }

  /** What a column is for, as its name goes on: «, формирующее»; empty where the act does not ask. */
  purpose(work) { const word = this.data.purposes?.[work.purpose]; return word ? `, ${word}` : ""; }

  /** A column as it is born: of the first kind. */
  usual() { const kind = this.data.kinds[0]; return factsOf({ ...kind, kind: kind.id }); }

  addWork(work, lessonId) {
    const lesson = this.lessonById.get(lessonId);
    if (!lesson || this.workById.has(work.id)) return this.workById.get(work.id);
    const made = { id: work.id, ...factsOf(work), v: work.v ?? work.version ?? 0, lesson };
    lesson.works.push(made);
    this.workById.set(made.id, made);
    return made;
  }

  #moveWork(work, lessonId) {
    const to = this.lessonById.get(lessonId);
    if (!to || to === work.lesson) return;
    work.lesson.works = work.lesson.works.filter((w) => w !== work);
    work.lesson = to;
    to.works.push(work);
  }

  #dropWork(work) {
    work.lesson.works = work.lesson.works.filter((w) => w !== work);
    this.workById.delete(work.id);
  }

  /** An operation was decided: take it off and write what the server says. */
  settle(row, answer) {
    const { body } = row;
    let columns = false;
    this.#lift(row);
    if (answer.status === "applied") {
      const before = this.confirmed(row.key);
      if (body.kind === "work") {
        const work = this.workById.get(body.work);
        if (work) { work.v = answer.version; delete work.was; }
        columns = true;
      } else if (answer.version >= before.v) {
        const { value, attempts, reason, late } = answer.record ?? {};
        const extra = body.kind === "mark" && value !== undefined ? { value, attempts: attempts ?? [], late: !!late } : body.kind === "absence" && value !== undefined ? { value, reason } : {};
        this.#records.set(row.key, { ...this.#after(before, body), ...extra, v: answer.version });
      }
      if (body.new_work) { const work = this.workById.get(body.work); if (work && !work.v) work.v = answer.record?.work_version ?? 1; }
    } else if (row.state !== "queued") {
      if (answer.status === "conflict" && body.kind !== "work") {
        const before = this.confirmed(row.key);
        this.#records.set(row.key, { ...before, ...(answer.record ?? {}), value: answer.value ?? "", attempts: answer.record?.attempts ?? [], v: answer.version });
      }
      if (body.new_work) this.workById.get(body.work).sent = true;
      if (body.kind === "work") { columns = true; this.#restoreWork(body, answer); }
      this.#rows.set(row.key, [...this.rowsOf(row.key).filter((r) => r.state === "queued"), row]);
    }
    this.#tell([row.key], columns, "own");
  }

  #restoreWork(body, answer) {
    const work = this.workById.get(body.work);
    if (work?.was) { const { lesson, ...facts } = work.was; delete work.was; Object.assign(work, facts); this.#moveWork(work, lesson); }
    else if (body.delete && !work) this.addWork({ id: body.work, v: answer.version ?? body.base, ...factsOf(body) }, body.lesson);
    else if (work && !work.v && !body.base) this.#dropWork(work);
    if (work && answer.status === "conflict") work.v = answer.version;
  }

  #lift(row) {
    const left = this.rowsOf(row.key).filter((r) => r.op !== row.op);
    if (left.length) this.#rows.set(row.key, left); else this.#rows.delete(row.key);
  }

  /** A refusal or a conflict was seen and put away. */
  dismiss(op) {
    for (const [key, rows] of this.#rows) {
      const row = rows.find((r) => r.op === op);
      if (row) { this.#lift(row); this.#tell([key], false, "own"); }
    }
  }

  /** Changes made by others (or by this page in another tab). Unknown kinds are left alone. */
  take(events) {
    const touched = [];
    let columns = false, strange = false;
    for (const event of events) {
      const { kind, record } = event;
      if (kind === "edit") { if (takeAsked(event)) touched.push(...this.#askedKeys(record)); continue; }
      if (kind === "work") {
        const work = this.workById.get(record.work);
        if (record.deleted) { if (work) { this.#dropWork(work); columns = true; } }
        else if (!work) { this.addWork({ id: record.work, ...record }, record.lesson); columns = true; }
        else if (record.version > work.v) { Object.assign(work, factsOf(record), { v: record.version }); this.#moveWork(work, record.lesson); columns = true; }
        continue;
      }
      if (kind === "homework" && record.pupil) continue;  // the lesson's page shows it, no grid does
      if (kind === "present_all") { this.#taken(record.lesson); continue; }
      if (!["mark", "absence", "note", "topic", "homework", "term"].includes(kind)) { strange = true; continue; }
      if (kind === "mark" && !this.workById.has(record.work)) strange = true;
      const key = keyOf(kind, record);
      const before = this.confirmed(key);
      if (record.version <= before.v) continue;
      const { version, ...facts } = record;
      this.#records.set(key, { ...before, ...facts, v: version });
      touched.push(key);
    }
    if (touched.length || columns) this.#tell(touched, columns, "other");
    return { touched, strange };
  }

  /** The records by which a cell that was asked for is drawn again; a whole column is every pupil's. */
  #askedKeys({ of, lesson, pupil, result, term }) {
    if (of === "term") return [keys.term(pupil, result, term)];
    if (of === "topic" || of === "homework") return [keys[of](lesson)];
    return (pupil ? [{ id: pupil }] : this.pupils).map(({ id }) => keys.absence(lesson, id));
  }

  #tell(touched, columns, by) { this.dispatchEvent(new CustomEvent("change", { detail: { touched, columns, by } })); }

  // --- cells -----------------------------------------------------------------------------------------------------------------------

  /** The columns of the grid: one for each work, or one for a lesson without works. */
  columns() {
    return this.lessons.flatMap((lesson) => (lesson.works.length
      ? lesson.works.map((work, slot) => ({ lesson, work, slot }))
      : [{ lesson, work: null, slot: 0 }]));
  }

  /** Whether the pupil belonged to the journal on that date. */
  there(pupil, lesson) { return (!pupil.from || pupil.from <= lesson.date) && (!pupil.to || lesson.date <= pupil.to); }

  /** Whether the pupil's line may be written at all: of a joined group a homeroom teacher's are the own pupils' alone. */
  mine(pupil) { return !this.only || this.only.has(pupil.id); }

  editable(pupil, column) { return this.mine(pupil) && column.lesson.status !== "cancelled" && this.there(pupil, column.lesson) && (this.can.marks || this.can.attendance); }

  /** What the regulation says of a column: [nearness, moment, clause, lock of an empty cell, lock of a filled one]. */
  rule({ lesson, work }) { return work?.rule ?? lesson.rule; }

  /** What stands over a cell: [class of a shut one, why]; a permission opens it. */
  lock(column, cell) {
    const { absences, locks } = this.data.rules, filled = absences ? cell.absence : cell.chains.some((c) => c.length);
    return locks[cell.asked?.until ? 0 : this.rule(column)[filled ? 4 : 3]];
  }

  /** 1 where the term of a column is near, 2 where it is over, while records are missing; otherwise 0. */
  due(column) {
    const { lesson, work } = column, [near] = this.rule(column);
    if (!near || this.data.rules.absences) return lesson.taken ? 0 : near;
    const here = this.pupils.filter((p) => this.there(p, lesson)), bare = here.filter((p) => !this.cell(p, column).chains.flat().length);
    const came = (p) => /^(late|dis|$)/.test(this.shown(keys.absence(lesson.id, p.id)).value);
    return (this.kindById.get(work?.kind)?.written ? bare.some(came) : bare.length === here.length) ? near : 0;
  }

  /** How the school writes an absence. */
  letterOf(code) { return this.letters[code] ?? code; }

  /** Everything one cell shows. */
  cell(pupil, column) {
    const { lesson, work, slot } = column;
    const absence = slot ? EMPTY : this.shown(keys.absence(lesson.id, pupil.id));
    const marks = [];
    if (work) for (let c = 1; c <= work.criteria; c += 1) marks.push(this.shown(keys.mark(work.id, pupil.id, c)));
    const all = [absence, ...marks];
    const problem = all.find((r) => r.state === "conflict" || r.state === "refused") ?? null;
    const wrong = this.wrong(pupil, column);
    const note = slot ? EMPTY : this.shown(keys.note(lesson.id, pupil.id));
    return {
      absence: absence.value, letter: this.letterOf(absence.value),
      chains: marks.map(chainOf), wrong, problem,
      state: wrong ? "refused" : problem ? problem.state : all.some((r) => r.state === "unsaved") || note.state === "unsaved" ? "unsaved" : "",
      late: marks.some((m) => m.late), note: note.value,
      asked: askedAt("mark", lesson.id, pupil.id) ?? (slot ? null : askedAt("absence", lesson.id, pupil.id)),
    };
  }

  #place(pupil, { lesson, slot, result, term }) { return lesson ? `${lesson.id}:${pupil.id}:${slot}` : keys.term(pupil.id, result, term); }

  /** The texts that were not understood, oldest first. */
  unread() { return [...this.#wrong.values()]; }

  /** The text of a place that was not understood: {text, message}, or null. */
  wrong(pupil, column) { return this.#wrong.get(this.#place(pupil, column)) ?? null; }

  /** Keep a text that was not understood where it was typed, or forget it. */
  setWrong(pupil, column, wrong) {
    const place = this.#place(pupil, column);
    if (wrong) this.#wrong.set(place, { ...wrong, pupil, column }); else if (!this.#wrong.delete(place)) return;
    this.#tell([column.lesson ? keys.absence(column.lesson.id, pupil.id) : place], false, "own");
  }

  /** The cell as a person would type it. */
  text(pupil, column) {
    const cell = this.cell(pupil, column);
    if (cell.wrong) return cell.wrong.text;
    return [cell.letter, writeMark(cell.chains.filter((c) => c.length))].filter(Boolean).join("/");
  }

  average(pupil) {
    const marks = [];
    for (const lesson of this.lessons) {
      for (const work of lesson.works) {
        for (let c = 1; c <= work.criteria; c += 1) {
          const { value, state } = this.shown(keys.mark(work.id, pupil.id, c));
          const counted = state === "refused" || state === "conflict" ? this.confirmed(keys.mark(work.id, pupil.id, c)).value : value;
          if (counted) marks.push({ value: counted, weight: work.weight });
        }
      }
    }
    return averages(marks);
  }
}
