// Beneath the grid: the chosen lesson's topic and homework, edited in place.
import { dayMonth, longDay } from "./dates.js";
import { keys } from "./model.js";
import { own } from "../words.js";

const PAUSE = 2500;

export class Strip {
  lesson = null; #seen = {}; #timers = {};

  constructor(root, { journal, editor, outbox, problems, links = {} }) {
    Object.assign(this, { root, journal, editor, outbox, problems, links });
    const part = (name) => root.querySelector(`[data-strip=${name}]`);
    this.parts = Object.fromEntries(["title", "link", "topic", "homework", "none", "minutes", "due", "topic-slip", "homework-slip"].map((n) => [n, part(n)]));
    const { topic, homework, none, minutes, due } = this.parts;
    const soon = (name, save) => { clearTimeout(this.#timers[name]); this.#timers[name] = setTimeout(save, PAUSE); };
    const topicNow = () => this.#saveTopic(), homeworkNow = () => this.#saveHomework();
    topic?.addEventListener("change", topicNow);
    topic?.addEventListener("input", () => soon("topic", topicNow));
    homework?.addEventListener("change", homeworkNow);
    homework?.addEventListener("input", () => { this.#grow(); soon("homework", homeworkNow); });
    for (const field of [none, minutes, due]) field?.addEventListener("change", homeworkNow);
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
    journal.addEventListener("change", (e) => {
      if (!this.lesson) return;
      const { touched, by } = e.detail;
      if (touched.includes(keys.topic(this.lesson.id))) this.#fill("topic", by);
      if (touched.includes(keys.homework(this.lesson.id))) this.#fill("homework", by);
    });
  }

  /** Take the keyboard: the topic first. */
  focus() { this.parts.topic?.focus(); }

  /** Write down what stands in the fields now. */
  save() { if (this.lesson) { this.#saveTopic(); this.#saveHomework(); } }

  /** Show another lesson; what was typed for the last one is written first. */
  show(lesson) {
    if (lesson === this.lesson) return;
    this.save();
    this.lesson = lesson;
    this.root.classList.toggle("idle", !lesson);
    if (!lesson) return;
    const { title, link, due } = this.parts;
    if (title) title.textContent = `${longDay(lesson.date)}${lesson.status === "cancelled" ? " · отменён" : ""}`;
    if (link && this.links.lesson) { link.href = this.links.lesson(lesson.id); link.textContent = lesson.no ? `${lesson.no}-${own("й урок", "е занятие")} →` : own("Открыть урок →", "Открыть занятие →"); }
    if (due && !due.dataset.fixed) {
      const next = this.journal.lessons.filter((l) => l.date > lesson.date && l.status !== "cancelled").slice(0, 6);
      due.replaceChildren(new Option(own("на следующий урок", "на следующее занятие"), ""), ...next.map((l, i) => new Option(`на ${dayMonth(l.date)}${i ? "" : " (следующий)"}`, l.id)));
    }
    this.#fill("topic", "show");
    this.#fill("homework", "show");
  }

  #fill(name, by) {
    const key = keys[name](this.lesson.id);
    const rec = this.journal.shown(key);
    const { topic, homework, none, minutes, due } = this.parts;
    const fields = name === "topic" ? [topic] : [homework, none, minutes, due];
    const main = fields[0];
    if (!main) return;
    const busy = by !== "show" && fields.includes(document.activeElement);
    if (!busy) {
      main.value = rec.value;
      if (name === "topic") topic.dataset.planLine = rec.plan_line ?? "";
      else {
        none.checked = !!rec.none;
        if (minutes) minutes.value = rec.minutes ?? "";
        if (due) { if (rec.due && ![...due.options].some((o) => o.value === String(rec.due))) due.append(new Option(own("на выбранный урок", "на выбранное занятие"), rec.due)); due.value = rec.due ?? ""; }
        this.#grow();
      }
    }
    if (!busy || by === "own") this.#seen[name] = this.journal.confirmed(key).v;
    const off = !this.journal.can.topic || this.lesson.status === "cancelled";
    for (const f of fields) if (f) f.disabled = off || "shut" in f.dataset;
    if (name === "homework") { homework.disabled = none.disabled || none.checked; homework.placeholder = none.checked ? none.parentElement.textContent.trim() : "Домашнее задание"; }
    const slip = this.parts[`${name}-slip`], { row, state } = rec;
    main.classList.toggle("unsaved", state === "unsaved");
    main.toggleAttribute("aria-invalid", false);
    if (slip) {
      const bad = state === "conflict" || state === "refused";
      if (bad) main.setAttribute("aria-invalid", "true");
      slip.hidden = !bad;
      slip.replaceChildren();
      if (bad) this.problems().then((p) => { if (this.journal.shown(key).row === row) slip.replaceChildren(...p.problemContent(row, this)); });
    }
  }

  #grow() {
    const { homework } = this.parts;
    if (!homework || homework.dataset.fixed) return;
    homework.style.height = "auto";
    homework.style.height = `${Math.min(homework.scrollHeight + 2, 140)}px`;
  }

  #base(name) {
    const key = keys[name](this.lesson.id);
    const rows = this.journal.rowsOf(key).filter((r) => r.state === "queued");
    const { v } = this.journal.confirmed(key);
    return !rows.length && this.#seen[name] !== v ? this.#seen[name] : undefined;
  }

  #saveTopic() {
    const { topic } = this.parts;
    clearTimeout(this.#timers.topic);
    if (!topic || topic.disabled || !this.lesson) return;
    const rec = this.journal.shown(keys.topic(this.lesson.id));
    const value = topic.value.trim(), line = topic.dataset.planLine;
    const plan = line ? (Number.isNaN(Number(line)) ? line : Number(line)) : null;
    if (value === (rec.value ?? "").trim() && plan === (rec.plan_line ?? null)) return;
    this.editor.setTopic(this.lesson, value, plan, this.#base("topic"));
  }

  #saveHomework() {
    const { homework, none, minutes, due } = this.parts;
    clearTimeout(this.#timers.homework);
    if (!homework || none.disabled || !this.lesson) return;
    const rec = this.journal.shown(keys.homework(this.lesson.id));
    const number = (s) => (s ? (Number.isNaN(Number(s)) ? s : Number(s)) : null);
    const facts = { none: none.checked, value: none.checked ? "" : homework.value.trim(), minutes: minutes ? number(minutes.value) : rec.minutes ?? null, due: due ? number(due.value) : rec.due ?? null };
    const was = { none: !!rec.none, value: (rec.value ?? "").trim(), minutes: rec.minutes ?? null, due: rec.due ?? null };
    if (Object.keys(facts).every((k) => facts[k] === was[k])) return;
    this.editor.setHomework(this.lesson, facts, this.#base("homework"));
  }
}
