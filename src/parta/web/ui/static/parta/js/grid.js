// The journal page: joins the embedded data, the table, the outbox and others' changes.
import { proposal } from "./grid/average.js";
import { Drawing } from "./grid/draw.js";
import { Editor } from "./grid/editor.js";
import { Keys } from "./grid/keys.js";
import { Journal, keys } from "./grid/model.js";
import { Strip } from "./grid/strip.js";
import { h } from "./element.js";
import { Outbox } from "./outbox.js";
import { say } from "./status.js";

const page = document.querySelector("#grid");
const set = page.dataset;
const journal = new Journal(JSON.parse(document.querySelector("#grid-data").textContent));
const drawing = new Drawing(journal, page);
const fill = (pattern, id) => pattern.replace("/0/", `/${id}/`);
const links = {
  lesson: set.lessonUrl ? (id) => fill(set.lessonUrl, id) : null,
  history: set.historyUrl ? (lesson, pupil) => `${set.historyUrl}?lesson=${lesson}&pupil=${pupil}` : null,
};
if (set.pupilUrl) for (const p of journal.pupils) p.url ??= fill(set.pupilUrl, p.id);

const outbox = new Outbox({ school: set.school, account: set.account });
const editor = new Editor(journal, outbox, new URL(set.operationsUrl, location.href).pathname);

const narrow = matchMedia("(max-width: 639.98px)");
const REM = parseFloat(getComputedStyle(document.documentElement).fontSize);
const phoneHost = document.querySelector("#grid-phone");
// Taken when they are wanted: the list of a phone, and (fetched while idle, so that they come without a network too) popovers, slips, pasting.
let slips = null;
const problems = async () => slips ??= await import("./grid/problem.js");
const hideProblem = () => slips?.hideProblem();
const pasting = () => import("./grid/paste.js");
const strip = document.querySelector("#strip") ? new Strip(document.querySelector("#strip"), { journal, editor, outbox, links, problems }) : null;
let phone = null;
const usePhone = async () => { const { Phone } = await import("./grid/phone.js"); return phone ??= new Phone(phoneHost, { journal, editor, outbox, links, moved: (l) => strip?.show(l) }); };
const tools = () => import("./grid/tools.js");

const columnAt = (c) => drawing.columns[c];
const pupilAt = (r) => journal.pupils[r];

/** The row of the outbox, or the text not understood, that a place must explain. */
function problemAt({ r, c }) {
  if (r < 0) return null;
  const column = columnAt(c), pupil = pupilAt(r);
  if (column.type === "term") {
    const wrong = journal.wrong(pupil, column);
    const { row } = journal.shown(keys.term(pupil.id, column.result, column.term));
    return wrong ? { wrong } : row && row.state !== "queued" ? { row } : null;
  }
  if (column.type !== "lesson") return null;
  const { wrong, problem } = journal.cell(pupil, column);
  return wrong ? { wrong } : problem ? { row: problem.row } : null;
}

function explain(at, loud) {
  const problem = problemAt(at), asked = problem || at.r < 0 || columnAt(at.c).type !== "lesson" ? null : journal.cell(pupilAt(at.r), columnAt(at.c)).asked;
  if (!problem && !(asked?.until && asked.operations.length)) { hideProblem(); return; }
  if (!slips) { problems().then(() => explain(at, loud)); return; }
  const back = () => { hideProblem(); keyboard.element(at).focus(); };
  const content = asked ? slips.openedContent(asked, { editor, after: back }) : problem.row ? slips.problemContent(problem.row, { outbox, letters: journal.letters, after: back }) : [
    h("p", {}, h("b", {}, "Не записано. "), problem.wrong.message),
    h("div", { class: "row" }, h("button", { type: "button", class: "btn", onclick() {
      journal.setWrong(pupilAt(at.r), columnAt(at.c), null);
      back();
    } }, "Понятно")),
  ];
  const slip = slips.showProblem(keyboard.element(at), content, loud);
  if (asked) slip.classList.add("fine");
  slip.addEventListener("keydown", (e) => { if (e.key === "Escape") { e.preventDefault(); keyboard.element(at).focus(); } });
}

const actions = {
  mayEdit({ r, c }) {
    const column = columnAt(c);
    if (column.type === "term") return journal.can.term && journal.mine(pupilAt(r)) && !column.locked;
    return column.type === "lesson" && journal.editable(pupilAt(r), column);
  },
  text({ r, c }) {
    const column = columnAt(c), p = pupilAt(r);
    if (column.type === "lesson") return journal.text(p, column);
    if (column.type === "term") return journal.wrong(p, column)?.text ?? journal.shown(keys.term(p.id, column.result, column.term)).value;
    return drawing.td(r, c).textContent.split("·")[0];
  },
  write(places, text) {
    let refused = 0, done = 0;
    editor.group(() => {
      for (const at of places) {
        if (!actions.mayEdit(at)) { if (places.length === 1) say("Здесь ничего не ставится"); continue; }
        if (writeOne(at, text)) refused += 1; else done += 1;
      }
    });
    settleColumns();
    if (refused) { explain(problemAt(keyboard.cursor) ? keyboard.cursor : places.find((at) => problemAt(at)), true); if (places.length > 1) say(`Не понято: ${refused}`); }
    return { done, refused };
  },
  paste: (text) => pasting().then((p) => p.paste(text, keyboard, { editor, writeOne, settleColumns, explain })),
  keysOf({ r, c }) {
    const column = columnAt(c), p = pupilAt(r);
    return column.type === "lesson" ? [keys.absence(column.lesson.id, p.id)] : column.type === "term" ? [keys.term(p.id, column.result, column.term)] : [];
  },
  placeName({ r, c }) { return `${pupilAt(r).name}, ${drawing.columnName(columnAt(c))}`; },
  problem: (at) => problemAt(at),
  faceProblem: () => problems().then((p) => { explain(keyboard.cursor, false); p.faceProblem(); }),
  moved(column, r) {
    if (column.type === "lesson") {
      strip?.show(column.lesson);
      for (const th of page.querySelectorAll("th.here")) th.classList.remove("here");
      page.querySelector(`th[data-l="${column.lesson.id}"]`)?.classList.add("here");
    }
    for (const tr of page.querySelectorAll("tr.here")) tr.classList.remove("here");
    drawing.body.rows[r]?.classList.add("here");
    explain(keyboard.cursor, false);
  },
  tools({ c }) {
    const column = columnAt(c), anchor = drawing.heads[c];
    hideProblem();
    const common = { journal, editor, column, anchor, back: () => keyboard.element() };
    if (column.type === "lesson") return tools().then((t) => t.columnTools({ ...common, links }));
    return column.type === "term" && tools().then((t) => t.termTools({ ...common, propose: (p) => proposal(journal.average(p), journal.data) }));
  },
  card(at) {
    hideProblem();
    const column = columnAt(at.c);
    return at.r >= 0 && column.type === "lesson" && tools().then((t) => t.cellCard({ journal, editor, pupil: pupilAt(at.r), column, anchor: keyboard.element(at), back: () => keyboard.element(), links }));
  },
  undo() { say(editor.undo() ? "Отменено" : "Отменять нечего"); settleColumns(); },
  redo() { say(editor.redo() ? "Возвращено" : "Возвращать нечего"); settleColumns(); },
  instant: (char) => (keyboard.range().c1 < drawing.firstRight ? editor.instant(char) : null),
  help: () => tools().then((t) => t.help(journal, () => keyboard.element())),
  hush: hideProblem,
  say,
};

function writeOne(at, text) {
  const column = columnAt(at.c), pupil = pupilAt(at.r);
  if (column.type === "lesson") {
    const fresh = { ...column, work: column.lesson.works[column.slot] ?? null };
    return editor.setCell(pupil, fresh, text);
  }
  return editor.setTerm(pupil, column, text);
}

/** New works may have made new columns, or given a lesson without works its first one. */
function settleColumns() { if (editor.tookColumns()) redraw(); }

let pending = false, unread = 0;
function redraw() {
  if (!drawing.table) return;
  if (keyboard.input) { pending = true; return; }
  pending = false;
  const { column, r } = { column: columnAt(keyboard.cursor.c), r: keyboard.cursor.r };
  const focused = page.contains(document.activeElement);
  const { scrollLeft, scrollTop } = page;
  drawing.draw();
  // The cursor stays with its lesson and slot, or its right-hand column, however many columns came before it.
  const c = drawing.columns.findIndex((x) => x.type === column.type && (x.type === "lesson" ? x.lesson === column.lesson && x.slot === column.slot : x.title === column.title));
  const moved = c < 0 ? 0 : c - keyboard.cursor.c;
  keyboard.cursor = { r, c: Math.max(0, c) };
  if (keyboard.anchor) keyboard.anchor = { r: keyboard.anchor.r, c: Math.max(0, keyboard.anchor.c + moved) };
  page.scrollLeft = scrollLeft;
  page.scrollTop = scrollTop;
  keyboard.restore(focused);
}

const keyboard = new Keys(drawing, journal, actions);

/** Today's lesson, or the nearest one that has been. */
const startLesson = () => journal.lessons.find((l) => String(l.id) === new URLSearchParams(location.search).get("lesson"))
  ?? journal.lessons.findLast?.((l) => l.date <= journal.data.today && l.status !== "cancelled") ?? journal.lessons[0];

function layOut() {
  const lesson = strip?.lesson ?? startLesson();
  document.querySelector("#grid-empty").hidden = Boolean(lesson);
  if (strip) strip.root.hidden = !lesson;
  if (!lesson) { page.hidden = true; return; }
  if (narrow.matches) { page.hidden = true; phoneHost.hidden = false; usePhone().then((p) => narrow.matches && p.start(lesson)); strip?.show(lesson); return; }
  phone?.stop();
  phoneHost.hidden = true;
  page.hidden = false;
  drawing.draw();
  keyboard.go({ r: 0, c: drawing.firstCol.get(lesson.id) + Math.max(0, lesson.works.length - 1) }, { focus: document.activeElement === document.body });
  // Today stands near the right edge of what is seen, with what has been to the left of it.
  page.scrollLeft += page.querySelector(`th[data-l="${lesson.id}"]`).getBoundingClientRect().right - keyboard.view().right + 3 * REM;
}

/** F6 goes between the cells and what is beneath them; Tab belongs to the cells. */
document.addEventListener("keydown", (e) => {
  if (e.key !== "F6" || e.altKey || e.ctrlKey || narrow.matches) return;
  e.preventDefault();
  if (page.contains(document.activeElement)) strip?.focus(); else keyboard.element()?.focus({ preventScroll: true });
});
strip?.root.addEventListener("keydown", (e) => { if (e.key === "Escape" && !narrow.matches) { e.preventDefault(); keyboard.element()?.focus({ preventScroll: true }); } });

layOut();
narrow.addEventListener("change", layOut);
page.dataset.ready = "grid";
performance.mark("parta-grid-ready");
(globalThis.requestIdleCallback ?? setTimeout)(() => { status(); tools(); problems(); pasting(); import("./grid/live.js").then(watch); });

journal.addEventListener("change", (e) => {
  const { touched, columns, by } = e.detail;
  if (journal.unread().length !== unread) { unread = journal.unread().length; tellStatus(); }
  if (columns) redraw(); else drawing.touch(touched, by === "other");
  if (pending && !keyboard.input) redraw();
});

document.querySelector("#grid-help")?.addEventListener("click", ({ currentTarget }) => tools().then((t) => t.help(journal, currentTarget)));
for (const type of ["pointerover", "focusin"]) page.addEventListener(type, ({ target }) => tools().then((t) => t.explain(drawing, target)));
page.addEventListener("scroll", hideProblem, { passive: true });

let tellStatus = () => {};
const status = () => import("./save_status.js").then((s) => { tellStatus = s.showStatus(outbox, explainStatus, () => journal.unread().length); });
function explainStatus(...at) {
  const [wrong] = journal.unread(), listed = outbox.list("refused").length + outbox.list("conflict").length;
  if (!wrong || listed) { problems().then((p) => p.listProblems(...at, journal.letters)); return; }
  if (narrow.matches) { phone?.find(wrong); return; }
  keyboard.go(placeOf(wrong));
  actions.faceProblem();
}
outbox.addEventListener("queued", (e) => { if (e.detail.foreign) journal.overlay(e.detail.rows.filter((r) => r.url === editor.url)); });
for (const type of ["saved", "conflict", "refused", "overtaken"]) {
  outbox.addEventListener(type, ({ detail: { row, answer } }) => {
    if (row.url !== editor.url) return;
    journal.settle(row, answer);
    if (type === "saved" || type === "overtaken") return;
    const at = placeOfRow(row);
    if (at && !keyboard.input && !narrow.matches) explain(at, true); else say(answer.message ?? "Записали двое: выберите, что оставить");
  });
}
outbox.addEventListener("dismissed", (e) => journal.dismiss(e.detail.op));
outbox.ready.then(() => {
  journal.overlay(outbox.list().filter((row) => row.url === editor.url));
  page.dataset.ready = "outbox";
});

/** Where a text that was not understood stands now. */
function placeOf({ pupil, column }) {
  const same = (c) => (column.lesson ? c.lesson === column.lesson && c.slot === column.slot : c.result === column.result && c.term === column.term);
  return { r: drawing.rowOf.get(pupil.id), c: drawing.columns.findIndex(same) };
}

function placeOfRow({ body }) {
  const r = drawing.rowOf.get(body.pupil);
  if (r === undefined) return null;
  const c = body.kind === "mark" ? drawing.colOfWork.get(body.work) : body.kind === "term" ? drawing.columns.findIndex((x) => x.type === "term" && x.result === body.result && x.term === (body.term ?? x.term)) : drawing.firstCol.get(body.lesson);
  return c === undefined || c < 0 ? null : { r, c };
}

const watch = ({ Live }) => new Live({
  url: set.changesUrl, since: journal.seq, term: journal.data.term.id,
  take(events) {
    const { strange } = journal.take(events);
    if (!strange) return;
    const notice = document.querySelector("#grid-stale");
    if (notice) notice.hidden = false;
  },
  signedOut: () => outbox.queued && outbox.resume(),
});
