// The lesson panel: the plain form becomes immediate, by the same outbox as the grid.
import { Editor } from "./grid/editor.js";
import { Journal, keys } from "./grid/model.js";
import { writeMark } from "./grid/notation.js";
import { Strip } from "./grid/strip.js";
import { Outbox } from "./outbox.js";
import { h } from "./element.js";
import { say } from "./status.js";
import { own } from "./words.js";

const form = document.querySelector("#lesson-panel");
const set = form.dataset;
const journal = new Journal(JSON.parse(document.querySelector("#lesson-data").textContent));
const lesson = journal.lessons.find((l) => String(l.id) === set.lesson);
const outbox = new Outbox({ school: set.school, account: set.account });
const editor = new Editor(journal, outbox, new URL(set.operationsUrl, location.href).pathname);
const pupilById = new Map(journal.pupils.map((p) => [String(p.id), p]));
const rows = new Map([...form.querySelectorAll("[data-pupil]")].map((li) => [li.dataset.pupil, li]));
const problems = () => import("./grid/problem.js");
const strip = new Strip(form, { journal, editor, outbox, problems });

for (const node of form.querySelectorAll("[data-nojs]")) node.hidden = true;
for (const node of form.querySelectorAll("[data-js]")) node.hidden = false;

const column = (slot) => ({ lesson, work: lesson.works[slot] ?? null, slot });

/** One row of the list: presence, the letter, the marks, and what was not accepted. */
function draw(id) {
  const li = rows.get(id), pupil = pupilById.get(id);
  if (!li || !pupil) return;
  const absence = journal.shown(keys.absence(lesson.id, pupil.id));
  const box = li.querySelector("[name=absent]"), select = li.querySelector("select"), marks = li.querySelector(".lp-marks");
  box.checked = Boolean(absence.value);
  select.hidden = !absence.value;
  if (absence.value) select.value = absence.value;
  while (marks && marks.children.length < Math.max(1, lesson.works.length)) {
    const next = marks.lastElementChild.cloneNode();
    next.dataset.slot = marks.children.length;
    next.removeAttribute("value");
    marks.append(next);
  }
  let state = absence.state ?? "", problem = absence.state === "conflict" || absence.state === "refused" ? absence.row : null, wrong = null;
  for (const input of marks?.children ?? []) {
    const cell = journal.cell(pupil, column(Number(input.dataset.slot)));
    if (input !== document.activeElement) input.value = cell.wrong ? cell.wrong.text : writeMark(cell.chains.filter((c) => c.length));
    input.toggleAttribute("aria-invalid", false);
    if (cell.wrong || cell.problem) input.setAttribute("aria-invalid", "true");
    wrong ??= cell.wrong;
    problem ??= cell.problem?.row;
    if (cell.state === "unsaved") state ||= "unsaved";
  }
  li.classList.toggle("unsaved", state === "unsaved" && !problem);
  li.classList.toggle("absent", Boolean(absence.value));
  li.querySelector(".lp-bad")?.remove();
  if (problem) {
    const slip = li.appendChild(h("div", { class: "lp-bad" }));
    problems().then((p) => slip.append(...p.problemContent(problem, { outbox, letters: journal.letters })));
  }
  else if (wrong) li.append(h("p", { class: "lp-bad" }, wrong.message));
}

/** The small words of what is still missing. */
function remains() {
  const hw = journal.shown(keys.homework(lesson.id));
  const anyAbsent = journal.pupils.some((p) => journal.shown(keys.absence(lesson.id, p.id)).value);
  const missing = { topic: !journal.shown(keys.topic(lesson.id)).value, attendance: !lesson.taken && !anyAbsent, homework: !hw.value && !hw.none };
  let left = 0;
  for (const [name, is] of Object.entries(missing)) {
    const word = form.querySelector(`[data-todo=${name}]`);
    if (!word) continue;
    word.hidden = !is;
    form.querySelector(`[data-term=${name}]`)?.classList.toggle("done", !is);
    left += is ? 1 : 0;
  }
  const done = form.querySelector("[data-todo=done]");
  if (done) done.hidden = left > 0;
  const count = form.querySelector("[data-absent-count]");
  if (count) count.textContent = journal.pupils.filter((p) => journal.shown(keys.absence(lesson.id, p.id)).value).length || "никого";
}

journal.addEventListener("change", (e) => {
  if (e.detail.columns) rows.forEach((_li, id) => draw(id));
  else for (const id of new Set(e.detail.touched.map((k) => k.split(":")).filter(([t]) => t === "m" || t === "a" || t === "n").map((k) => k[2]))) draw(id);
  remains();
});

form.addEventListener("change", (e) => {
  const li = e.target.closest("[data-pupil]");
  if (!li) return;
  const pupil = pupilById.get(li.dataset.pupil);
  if (e.target.name === "absent") {
    editor.setAbsence(lesson, pupil, e.target.checked ? li.querySelector("select").value || "absent" : "");
    say(`${pupil.name}: ${e.target.checked ? own("нет на уроке", "нет на занятии") : own("на уроке", "на занятии")}`);
  } else if (e.target.matches("select")) editor.setAbsence(lesson, pupil, e.target.value);
  else if (e.target.closest(".lp-marks")) {
    const slot = Number(e.target.dataset.slot), letter = slot ? "" : journal.cell(pupil, column(slot)).letter;
    const typed = e.target.value.trim();
    // The letter of a pupil who is away stays: marks here are written beside it.
    const error = editor.setCell(pupil, column(slot), letter && typed ? `${letter}/${typed}` : typed || letter);
    if (editor.tookColumns()) rows.forEach((_li, id) => draw(id)); else draw(li.dataset.pupil);
    if (error) say(error);
  }
});

// A hint is about what stood when the page opened.
form.addEventListener("input", (e) => { for (const hint of form.querySelectorAll(`[data-hint="${e.target.dataset.strip}"]`)) hint.hidden = true; });
form.addEventListener("keydown", (e) => {
  if (!e.target.closest(".lp-marks") || !["Enter", "ArrowDown", "ArrowUp"].includes(e.key)) return;
  e.preventDefault();
  const inputs = [...form.querySelectorAll(`.lp-marks [data-slot="${e.target.dataset.slot}"]`)];
  const next = inputs[inputs.indexOf(e.target) + (e.key === "ArrowUp" || e.shiftKey ? -1 : 1)];
  if (next) { next.focus(); next.select(); } else e.target.blur();
});

form.addEventListener("click", (e) => {
  const button = e.target.closest("button, a");
  if (!button) return;
  if (button.value === "present_all") { e.preventDefault(); lesson.taken = true; editor.presentAll(lesson); }
  if ("planLine" in button.dataset && button.dataset.text !== undefined) {
    e.preventDefault();
    const topic = form.querySelector("[data-strip=topic]");
    topic.value = button.dataset.join && topic.value.trim() ? `${topic.value.trim()}. ${button.dataset.text}` : button.dataset.text;
    topic.dataset.planLine = button.dataset.planLine;
    topic.dispatchEvent(new Event("input", { bubbles: true }));
    strip.save();
  }
});

form.addEventListener("submit", (e) => { e.preventDefault(); strip.save(); });

const status = () => import("./save_status.js").then((s) => s.showStatus(outbox, (...at) => problems().then((p) => p.listProblems(...at, journal.letters))));
outbox.addEventListener("queued", (e) => { if (e.detail.foreign) journal.overlay(e.detail.rows.filter((r) => r.url === editor.url)); });
for (const type of ["saved", "conflict", "refused", "overtaken"]) {
  outbox.addEventListener(type, ({ detail: { row, answer } }) => {
    if (row.url !== editor.url) return;
    journal.settle(row, answer);
    if (type === "conflict" || type === "refused") say(answer.message ?? "Записали двое: выберите, что оставить");
  });
}
outbox.addEventListener("dismissed", (e) => journal.dismiss(e.detail.op));
outbox.ready.then(() => {
  journal.overlay(outbox.list().filter((row) => row.url === editor.url));
  form.dataset.ready = "outbox";
});
const watch = ({ Live }) => new Live({ url: set.changesUrl, since: journal.seq, term: journal.data.term?.id, take: (events) => journal.take(events), signedOut: () => outbox.queued && outbox.resume() });

strip.show(lesson);
rows.forEach((_li, id) => draw(id));
remains();
(globalThis.requestIdleCallback ?? setTimeout)(() => { status(); problems(); import("./grid/live.js").then(watch); });
