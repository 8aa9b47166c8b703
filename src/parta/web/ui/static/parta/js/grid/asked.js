// Cells that the person asked to be opened: waiting for an answer, or open until a moment.
import { longDay } from "./dates.js";

const rows = new Map();
let journal = null;

const kindOf = (body) => (body.kind === "present_all" ? "absence" : body.kind);
const lessonOf = (body) => body.lesson ?? body.new_work?.lesson ?? journal?.workById.get(body.work)?.lesson.id;

/** Take what the page's data says. */
export function loadAsked(of) {
  journal = of;
  rows.clear();
  for (const row of of.data.asked ?? []) addAsked(row);
}

/** Take one cell as the server writes it. */
export function addAsked([id, kind, lesson, pupil, result, term, until, operations]) {
  rows.set(id, { id, kind, lesson, pupil, result, term, until, operations });
}

const over = ({ until }) => until && Date.parse(until + (journal.data.now ?? "").slice(-6)) <= Date.now();

/** The request over a place of the journal, an open one before one that waits; a permission closes by itself. */
export function askedAt(kind, lesson, pupil, result = null, term = null) {
  const found = [...rows.values()].filter((r) => r.kind === kind && (kind === "term" ? r.pupil === pupil && r.result === result && (r.term ?? null) === term : r.lesson === lesson && (r.pupil === null || r.pupil === pupil)) && !over(r));
  return found.find((r) => r.until) ?? found[0] ?? null;
}

/** The request over the record of an operation. */
export const askedFor = (body) => askedAt(kindOf(body), lessonOf(body), body.pupil ?? null, body.result ?? null, body.term ?? null);

/** What the server told of a request; tells whether it was one of this page's. */
export function takeAsked({ act, record }) {
  const row = rows.get(record.cell);
  if (!row) return false;
  if (act === "journal.edit_granted") row.until = record.granted_until.slice(0, 16);
  else if (act !== "journal.edit_asked") rows.delete(record.cell);
  return true;
}

/** «до конца пн, 23 ноября» or «до пн, 23 ноября, 18:00». */
function untilText(until) {
  const [day, time] = until.split("T");
  if (time.slice(0, 5) !== "00:00") return `до ${longDay(day)}, ${time.slice(0, 5)}`;
  const last = new Date(Date.parse(`${day}T00:00Z`) - 864e5).toISOString().slice(0, 10);
  return `до конца ${longDay(last)}`;
}

/** What a cell says of its request. */
export const askedText = ({ until }) => (until ? `Открыто ${untilText(until)}` : "Заявка на исправление ждёт ответа");
