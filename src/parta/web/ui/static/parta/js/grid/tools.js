// What can be done with a column, a cell and a problem; and the page of keys.
import { longDay } from "./dates.js";
import { keys } from "./model.js";
import { ABSENCE } from "./notation.js";
import { h } from "../element.js";
import { closePopover, openPopover, place } from "../popover.js";
import { say } from "../status.js";
import { own } from "../words.js";

const act = (text, onclick, props = {}) => h("button", { type: "button", class: "btn", onclick, ...props }, text);

/** The term of a column and its locks. */
export function ruleWords(journal, column) {
  const { what, clauses, locks } = journal.data.rules, [, moment, clause, fresh, change] = journal.rule(column);
  return [moment && `${what} — ${moment} · ${clauses[clause]}`, ...new Set([locks[fresh][1], locks[change][1]])].filter(Boolean);
}

function lessonHint(lesson) {
  const parts = [`${longDay(lesson.date)}${lesson.no ? `, ${lesson.no}-${own("й урок", "е занятие")}` : ""}`];
  if (lesson.start) parts.push(`${lesson.start}–${lesson.end}`);
  if (lesson.status === "cancelled") parts.push("отменён");
  if (lesson.subst) parts.push(`замена: ${lesson.subst}`);
  return parts.join(" · ");
}

/** Give a head or a shut cell its title when it is pointed at or has the focus. */
export function explain(drawing, target) {
  const at = drawing.placeOf(target), c = drawing.columns?.[at?.c], { journal } = drawing;
  if (c?.type !== "lesson") return;
  if (at.r < 0) { target.closest("th").title = [lessonHint(c.lesson), ...ruleWords(journal, c)].join("\n"); return; }
  const cell = journal.cell(journal.pupils[at.r], c), lock = journal.lock(c, cell)[1];
  if (lock) drawing.td(at.r, at.c).title = [drawing.hint(cell), lock].filter(Boolean).join(". ");
}

/** The popover of a lesson's column. */
export function columnTools({ journal, editor, column, anchor, back, links }) {
  const { lesson, work } = column;
  const box = h("div", { class: "tools stack" });
  const cancelled = lesson.status === "cancelled";
  box.append(h("p", { class: "muted" }, [lesson.start ? `${lesson.start}–${lesson.end}` : "", cancelled ? own("урок отменён", "занятие отменено") : "", lesson.subst ? `замена: ${lesson.subst}` : ""].filter(Boolean).join(" · ")));
  for (const words of ruleWords(journal, column)) box.append(h("p", { class: "hint" }, words));
  const close = () => closePopover();
  if (!cancelled && journal.can.marks) {
    const fill = h("div", { class: "row tight", role: "group", "aria-label": "Одна отметка всем, у кого её нет" });
    for (const value of journal.data.scale.slice(0, 6)) {
      fill.append(act(value, () => { const n = fillEmpty(journal, editor, column, value); say(`Поставлено: ${n}`); close(); }, { class: "btn pick" }));
    }
    box.append(h("div", {}, h("small", {}, "Всем без отметки, кроме отсутствующих"), fill));
  }
  const menu = h("div", { class: "menu" });
  if (!cancelled && journal.can.attendance && !journal.only) menu.append(act("Все присутствуют", () => { editor.presentAll(lesson); close(); }));
  if (!cancelled && journal.can.works) {
    if (work) menu.append(act("Вид и вес работы…", () => workForm({ journal, editor, lesson, work, anchor, back })));
    menu.append(act("Добавить работу…", () => workForm({ journal, editor, lesson, work: null, anchor, back })));
    if (work?.v) menu.append(act(`Перенести на ${own("другой урок", "другое занятие")}…`, () => moveForm({ journal, editor, lesson, work, anchor, back })));
    if (work && isEmpty(journal, work)) menu.append(act("Убрать пустую работу", () => { if (work.v) editor.deleteWork(work); close(); }));
  }
  const { locks } = journal.data.rules, [, , , ...acts] = journal.rule(column);
  if (acts.some((n) => locks[n][0] === "lk") && (journal.can.marks || journal.can.attendance)) menu.append(h("a", { href: `${editor.url.replace(/operations$/, "requests/")}?lesson=${lesson.id}` }, "Попросить открыть доступ"));
  if (links?.lesson) menu.append(h("a", { href: links.lesson(lesson.id) }, `Открыть ${own("урок", "занятие")} →`));
  box.append(menu);
  openPopover({ anchor, back, title: `${longDay(lesson.date)}${lesson.no ? ` · ${lesson.no}-${own("й урок", "е занятие")}` : ""}`, content: box });
}

const isEmpty = (journal, work) => journal.pupils.every((p) => { for (let c = 1; c <= work.criteria; c += 1) if (journal.shown(keys.mark(work.id, p.id, c)).value) return false; return true; });

function fillEmpty(journal, editor, column, value) {
  let n = 0;
  editor.group(() => {
    for (const p of journal.pupils) {
      const absent = journal.shown(keys.absence(column.lesson.id, p.id)).value;
      if (!journal.there(p, column.lesson) || (absent && absent !== "late" && absent !== "distance")) continue;
      const current = { ...column, work: column.lesson.works[column.slot] ?? null };
      if (journal.cell(p, current).chains.some((c) => c.length)) continue;
      const letter = column.slot ? "" : journal.text(p, current);
      editor.setCell(p, current, letter ? `${letter}/${value}` : value);
      n += 1;
    }
  });
  return n;
}

/** Add a work or change its kind, weight, title, criteria. */
export function workForm({ journal, editor, lesson, work, anchor, back }) {
  const { kinds, purposes } = journal.data;
  const now = work ?? journal.usual();
  const kind = h("select", { autofocus: true }, ...kinds.map((k) => h("option", { value: k.id, selected: k.id === now.kind }, k.name)));
  const weight = h("input", { type: "number", min: 0, max: 10, step: "any", value: now.weight, inputmode: "decimal" });
  const title = h("input", { maxlength: 200, value: now.title });
  const criteria = h("input", { type: "number", min: 1, max: 4, value: now.criteria });
  const chosen = () => kinds[kind.selectedIndex];
  const purpose = h("select", {}, ...Object.entries(purposes ?? {}).map(([value, name]) => h("option", { value }, name)));
  purpose.value = now.purpose || chosen().purpose;
  kind.addEventListener("change", () => { weight.value = chosen().weight; purpose.value = chosen().purpose; });
  const field = (name, input) => h("label", { class: "field" }, h("span", {}, name), input);
  const form = h("form", { class: "stack", onsubmit(e) {
    e.preventDefault();
    editor.saveWork(lesson, work, { kind: chosen().id, weight: Number(String(weight.value).replace(",", ".")) || 0, title: title.value.trim(), purpose: purpose.value, criteria: Math.max(1, Math.min(4, Number(criteria.value) || 1)) });
    closePopover();
  } }, field("Вид работы", kind), purposes ? field("Оценивание", purpose) : "", h("div", { class: "pair" }, field("Вес", weight), field("Отметок за работу", criteria)), field("Название, если нужно", title),
  h("div", { class: "row" }, h("button", { class: "btn primary" }, work ? "Сохранить" : "Добавить работу")));
  openPopover({ anchor, back, title: work ? "Работа" : `Новая работа · ${longDay(lesson.date)}`, content: form });
}

/** Move a column that stands at a wrong lesson; marks never go to a lesson that has not come. */
function moveForm({ journal, editor, lesson, work, anchor, back }) {
  const places = journal.lessons.filter((l) => l !== lesson && l.status !== "cancelled" && (l.date <= journal.data.today || isEmpty(journal, work)));
  const near = (l) => Math.abs(journal.lessons.indexOf(l) - journal.lessons.indexOf(lesson));
  const first = places.reduce((a, l) => (!a || near(l) < near(a) ? l : a), null);
  const select = h("select", { autofocus: true }, ...places.map((l) => h("option", { value: l.id, selected: l === first }, `${longDay(l.date)}${l.no ? `, ${l.no}-${own("й урок", "е занятие")}` : ""}`)));
  const form = h("form", { class: "stack", onsubmit(e) {
    e.preventDefault();
    const to = journal.lessonById.get(Number(select.value));
    closePopover();
    if (to) editor.moveWork(work, to);
  } }, h("label", { class: "field" }, h("span", {}, `На ${own("какой урок", "какое занятие")}`), select), h("p", { class: "hint" }, `Отметки столбца перейдут вместе с ним, пропуски останутся на своём ${own("уроке", "занятии")}.`),
  h("div", { class: "row" }, h("button", { class: "btn primary" }, "Перенести")));
  openPopover({ anchor, back, title: `${journal.kindById.get(work.kind)?.name ?? "Работа"} · ${longDay(lesson.date)}`, content: form });
}

/** Tools of the term column. */
export function termTools({ journal, editor, column, anchor, back, propose }) {
  const box = h("div", { class: "stack" }, h("p", {}, "Предложение считается по взвешенной средней; решаете вы."));
  if (journal.can.term) {
    box.append(act("Выставить предложенные там, где пусто", () => {
      editor.group(() => journal.pupils.filter((p) => journal.mine(p)).forEach((p) => { const v = propose(p); if (v && !journal.shown(keys.term(p.id, column.result, column.term)).value) editor.setTerm(p, column, v); }));
      closePopover();
    }, { class: "btn primary" }));
  }
  openPopover({ anchor, back, title: column.title, content: box });
}

/** The card of one cell: absence, comment, history. */
export function cellCard({ journal, editor, pupil, column, anchor, back, links }) {
  const { lesson } = column;
  const box = h("div", { class: "stack" });
  box.append(h("p", { class: "muted" }, `${longDay(lesson.date)}${column.work ? ` · ${journal.kindById.get(column.work.kind)?.name ?? ""}` : ""}`));
  if (journal.can.attendance && journal.editable(pupil, column)) {
    const code = journal.shown(keys.absence(lesson.id, pupil.id)).value;
    const select = h("select", {}, h("option", { value: "" }, "присутствует"), ...Object.entries(journal.letters).map(([k, letter]) => h("option", { value: k, selected: k === code }, `${letter} · ${ABSENCE[k] ?? k}`)));
    select.addEventListener("change", () => editor.setAbsence(lesson, pupil, select.value));
    box.append(h("label", { class: "field" }, h("span", {}, own("На уроке", "На занятии")), select));
  }
  if (journal.can.marks && journal.editable(pupil, column)) {
    const note = h("textarea", { rows: 2, maxlength: 500, placeholder: `Увидят ${own("ученик", "студент")} и родители` });
    note.value = journal.shown(keys.note(lesson.id, pupil.id)).value;
    note.addEventListener("change", () => editor.setNote(lesson, pupil, note.value.trim()));
    box.append(h("label", { class: "field" }, h("span", {}, `Слова ${own("учителя к уроку", "преподавателя к занятию")}`), note));
  }
  if (links?.history) {
    const history = h("div", { class: "history", "aria-live": "polite" }, h("p", { class: "muted" }, "Читаю историю…"));
    box.append(h("h3", {}, "История"), history);
    fetch(links.history(lesson.id, pupil.id), { credentials: "same-origin", headers: { Accept: "text/html", "HX-Request": "true" } })
      .then((r) => (r.ok ? r.text() : Promise.reject(new Error("history"))))
      .then((html) => history.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes))
      .catch(() => { history.textContent = "Историю сейчас не прочитать: нет связи с сервером."; })
      .then(() => { const dialog = history.closest("dialog"); if (dialog) place(dialog, anchor); });
  }
  if (pupil.url) box.append(h("a", { href: pupil.url }, `Страница ${own("ученика", "студента")} →`));
  openPopover({ anchor, back, title: pupil.full ?? pupil.name, content: box });
}

const KEYS = [
  ["5 4 3 2", "отметка; «4 5»: две работы, «4/3»: две отметки за одну, «2>3»: исправление"],
  ["н б у о", `нет на ${own("уроке", "занятии")}, болеет, уважительная причина, опоздал; раскладка не важна; «б/4»: болел и сдал позже`],
  ["Enter", "записать и вниз, с Shift вверх"], ["Tab", "записать и вправо, с Shift влево"], ["F2", "исправить написанное"],
  ["Delete", "очистить"], ["Esc", "оставить как было"], ["Shift + стрелки", "выделить; цифра или буква заполнит выделенное"],
  ["Ctrl + C, Ctrl + V", "копировать и вставить, из Excel и обратно"], ["Ctrl + Z", "отменить, с Shift вернуть"],
  ["Alt + ↓", "действия со столбцом"], ["Shift + F2", `карточка клетки: слова ${own("учителя", "преподавателя")}, история`], ["F6", "к теме и заданию, Esc обратно"],
];
const SIGNS = [
  ["•", `есть слова ${own("учителя", "преподавателя")}`], ["◥", "поставлено или изменено позже"], ["┅", "в шапке: скоро срок отметок"], ["━", "в шапке: срок вышел, есть пустые"],
  ["▁", "ещё не отправлено"], ["4|5", "записали двое, выберите одно"], ["*", "у фамилии: пометка, видна при наведении"],
];

const listOf = (rows, mark) => h("dl", { class: "keys" }, ...rows.flatMap(([sign, text]) => [h("dt", {}, h(mark, {}, sign)), h("dd", {}, text)]));

/** The page of keys, and what stands in the cells. */
export function help(journal, back) {
  const letters = Object.entries(journal.letters).map(([code, letter]) => [letter, ABSENCE[code] ?? code]);
  const content = h("div", { class: "help" }, h("div", {}, listOf(KEYS, "kbd")), h("div", {}, h("h3", {}, "Буквы"), listOf(letters, "b"), h("h3", {}, "Знаки"), listOf(SIGNS, "b")));
  openPopover({ title: "Клавиши журнала", content, className: "wide", back });
}
