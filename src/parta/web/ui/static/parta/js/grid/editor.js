// What a person did → operations in the outbox, with the way back (undo is a new operation, never an erasure).
import { dayMonth } from "./dates.js";
import { factsOf, keyOf, keys } from "./model.js";
import { absenceOf, parseCell, periodOf } from "./notation.js";
import { newId } from "../outbox.js";
import { own } from "../words.js";

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

export class Editor {
  #rows = null; #steps = null; #undone = []; #turning = false;
  done = [];

  constructor(journal, outbox, url) {
    Object.assign(this, { journal, outbox, url });
  }

  /** Everything done inside goes out together and is undone together. */
  group(act) {
    if (this.#rows) return act();
    this.#rows = [];
    this.#steps = [];
    const result = act();
    const rows = this.#rows, steps = this.#steps;
    this.#rows = this.#steps = null;
    if (rows.length) this.outbox.add(rows);
    if (steps.length && !this.#turning) { this.done.push(steps); if (this.done.length > 200) this.done.shift(); }
    return result;
  }

  #push(body, extra = {}) {
    const key = keyOf(body.kind, body);
    const { data, lessonById, pupils, workById } = this.journal;
    const lesson = lessonById.get(body.lesson ?? body.new_work?.lesson) ?? workById.get(body.work)?.lesson;
    const label = [`${data.course.title} ${data.course.class ?? ""}`.trim(), pupils.find((p) => p.id === body.pupil)?.name, lesson && dayMonth(lesson.date)].filter(Boolean).join(" · ");
    const row = this.outbox.row({ url: this.url, body: { ...body, base: extra.base ?? this.journal.confirmed(key).v }, key, label, ...extra });
    this.#rows.push(row);
    this.journal.overlay([row]);
  }

  /** Write what a permission opened, as it was asked. */
  enter(operations) { this.group(() => operations.forEach((body) => this.#push(body, { base: body.base, makes: body.new_work ? keys.made(body.work) : null }))); }

  #step(step) {
    if (!this.#turning) this.#undone = [];
    this.#steps.push(step);
  }

  /** Write what was typed into a cell; gives the reason when it cannot be understood. */
  setCell(pupil, column, text) {
    const { journal } = this;
    const parsed = parseCell(text, journal.data.scale, journal.words);
    if (parsed.works?.length && !journal.can.marks) parsed.error = `Отметки в этом журнале ставит его ${own("учитель", "преподаватель")}.`;
    if (parsed.error) return this.#wrong(pupil, column, text, parsed.error);
    journal.setWrong(pupil, column, null);
    this.group(() => {
      if (!column.slot || parsed.absence) this.setAbsence(column.lesson, pupil, parsed.absence ?? "");
      if (!parsed.works.length) { if (column.work) this.#setWork(column.work, pupil, []); return; }
      parsed.works.forEach((criteria, i) => this.#setWork(this.#workAt(column.lesson, column.slot + i, criteria.length), pupil, criteria));
    });
    return null;
  }

  #wrong(pupil, column, text, message) {
    const put = (wrong) => this.journal.setWrong(pupil, column, wrong), wrong = { text: text.trim(), message };
    this.group(() => this.#step({ undo: () => put(null), redo: () => put(wrong) }));
    put(wrong);
    return message;
  }

  #workAt(lesson, slot, criteria) {
    while (lesson.works.length <= slot) {
      this.journal.addWork({ id: newId(), ...this.journal.usual(), criteria, v: 0 }, lesson.id);
      this.#remade = true;
    }
    return lesson.works[slot];
  }

  #remade = false;

  /** Whether new columns appeared since the last question. */
  tookColumns() { const was = this.#remade; this.#remade = false; return was; }

  #setWork(work, pupil, criteria) {
    if (criteria.length > work.criteria) {
      // Once an operation carries the work, its shape can only be changed by another one.
      if (work.v || work.sent) this.saveWork(work.lesson, work, { criteria: criteria.length });
      else work.criteria = criteria.length;
    }
    for (let c = 1; c <= work.criteria; c += 1) this.setChain(work, pupil, c, criteria[c - 1] ?? []);
  }

  /** Bring one criterion's attempts to the wanted list by the fewest operations. */
  setChain(work, pupil, criterion, want) {
    const key = keys.mark(work.id, pupil.id, criterion);
    const shown = this.journal.shown(key);
    const stuck = shown.row && shown.row.state !== "queued";  // what is seen was not accepted: start from what the server has
    const rec = stuck ? this.journal.confirmed(key) : shown;
    const now = rec.value ? [...(rec.attempts ?? []), rec.value] : [];
    if (same(now, want) && !stuck) return;
    this.group(() => {
      this.#step({
        undo: () => same(this.journal.chain(work.id, pupil.id, criterion), want) && this.setChain(work, pupil, criterion, now),
        redo: () => this.setChain(work, pupil, criterion, want),
      });
      if (want.length && now.length === want.length && same(now.slice(0, -1), want.slice(0, -1))) {
        this.#mark(work, pupil, criterion, want.at(-1), false);
        return;
      }
      let from = now.length;
      if (!want.length || !same(now, want.slice(0, now.length))) {
        if (now.length) this.#mark(work, pupil, criterion, "", false);
        from = 0;
      }
      want.slice(from).forEach((value, i) => this.#mark(work, pupil, criterion, value, from + i > 0));
    });
  }

  #mark(work, pupil, criterion, value, attempt) {
    const born = work.v ? {} : { new_work: { lesson: work.lesson.id, ...factsOf(work) } };
    this.#push({ kind: "mark", work: work.id, pupil: pupil.id, criterion, value, attempt, ...born }, { waits: [keys.work(work.id)], makes: work.v ? null : keys.made(work.id) });
  }

  setAbsence(lesson, pupil, code, reason = "") {
    const key = keys.absence(lesson.id, pupil.id);
    const rec = this.journal.shown(key);
    if (rec.value === code && (!rec.row || rec.row.state === "queued")) return;
    if (code === "" && !rec.value) return;
    const before = rec.row && rec.row.state !== "queued" ? this.journal.confirmed(key).value : rec.value;
    this.group(() => {
      this.#step({ undo: () => this.journal.shown(key).value === code && this.setAbsence(lesson, pupil, before), redo: () => this.setAbsence(lesson, pupil, code, reason) });
      this.#push({ kind: "absence", lesson: lesson.id, pupil: pupil.id, value: code, reason });
    });
  }

  /** A period mark; gives the reason when the scale has no such value. */
  setTerm(pupil, column, text) {
    const scale = this.journal.data.term_scale;
    const value = periodOf(text, scale);
    if (value === null) return this.#wrong(pupil, column, text, `«${text.trim()}» здесь поставить нельзя. Можно: ${scale.join(", ")}.`);
    this.journal.setWrong(pupil, column, null);
    const key = keys.term(pupil.id, column.result, column.term);
    const before = this.journal.shown(key).value;
    if (before === value) return null;
    this.group(() => {
      this.#step({ undo: () => this.journal.shown(key).value === value && this.setTerm(pupil, column, before), redo: () => this.setTerm(pupil, column, value) });
      this.#push({ kind: "term", pupil: pupil.id, result: column.result, term: column.result === "term" ? column.term : null, value });
    });
    return null;
  }

  setNote(lesson, pupil, value) {
    if (this.journal.shown(keys.note(lesson.id, pupil.id)).value !== value) this.group(() => this.#push({ kind: "note", lesson: lesson.id, pupil: pupil.id, value }));
  }

  setTopic(lesson, value, planLine = null, base = undefined) {
    const rec = this.journal.shown(keys.topic(lesson.id));
    if (base === undefined && rec.value === value && (rec.plan_line ?? null) === planLine) return;
    this.group(() => this.#push({ kind: "topic", lesson: lesson.id, value, plan_line: planLine }, { base }));
  }

  setHomework(lesson, facts, base = undefined) {
    const rec = this.journal.shown(keys.homework(lesson.id));
    const next = { value: rec.value, none: !!rec.none, minutes: rec.minutes ?? null, due: rec.due ?? null, ...facts };
    if (base === undefined && Object.keys(next).every((k) => next[k] === (rec[k] ?? (k === "none" ? false : null)))) return;
    this.group(() => this.#push({ kind: "homework", lesson: lesson.id, id: rec.id ?? newId(), ...next }, { base }));
  }

  /** Add a work (work is null) or change one. */
  saveWork(lesson, work, facts, more) {
    const all = factsOf({ ...(work ?? this.journal.usual()), ...facts });
    all.purpose ||= this.journal.kindById.get(all.kind)?.purpose;
    const id = work?.id ?? newId();
    this.group(() => this.#push({ ...all, kind: "work", work: id, lesson: lesson.id, kind_id: all.kind, value: "", ...more }, { base: work?.v ?? 0, waits: [keys.made(id)] }));
  }

  /** A column that was begun at a wrong lesson goes to the right one, with its marks. */
  moveWork(work, to) {
    const from = work.lesson;
    this.group(() => {
      this.#step({ undo: () => work.lesson === to && this.saveWork(from, work, {}), redo: () => this.saveWork(to, work, {}) });
      this.saveWork(to, work, {});
    });
  }

  deleteWork(work) { this.saveWork(work.lesson, work, {}, { delete: true }); }

  presentAll(lesson) { this.group(() => this.#push({ kind: "present_all", lesson: lesson.id }, { base: 0 })); }

  /** Undo the last group by new operations; gives false when there is nothing. */
  undo() { return this.#turn("undo"); }
  redo() { return this.#turn("redo"); }

  #turn(way) {
    const steps = (way === "undo" ? this.done : this.#undone).pop();
    if (!steps) return false;
    this.#turning = true;
    this.group(() => (way === "undo" ? [...steps].reverse() : steps).forEach((s) => s[way]()));
    this.#turning = false;
    (way === "undo" ? this.#undone : this.done).push(steps);
    return true;
  }

  /** The letter for a single key press that needs no further typing, or null. */
  instant(char) {
    const { scale } = this.journal.data;
    if (absenceOf(char, this.journal.words)) return char;
    return scale.includes(char) && !scale.some((v) => v !== char && v.startsWith(char)) ? char : null;
  }
}
