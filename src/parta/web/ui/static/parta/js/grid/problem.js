// The slip of paper beside a cell whose input was refused or crossed with somebody else's; fetched while idle, or when wanted.
import { askForm } from "./ask.js";
import { askedFor, askedText } from "./asked.js";
import { clock } from "./dates.js";
import { LETTERS } from "./notation.js";
import { h } from "../element.js";
import { closePopover, openPopover, place } from "../popover.js";
import { say } from "../status.js";

let slip = null;

/** Take the slip away. */
export function hideProblem() { slip?.remove(); slip = null; }

const shown = (row, value, letters) => (row.body.kind === "absence" ? letters[value] ?? value : value) || "пусто";

/** What the slip says and offers about a row of the outbox; `letters` as the school writes absences. */
export function problemContent(row, { outbox, letters = LETTERS, after = () => {} }) {
  const mine = shown(row, row.body.value, letters);
  const forget = () => { outbox.dismiss(row.op); after(); };
  if (row.state === "conflict") {
    const { author, at, value } = row.answer;
    const theirs = shown(row, value, letters);
    return [
      h("p", {}, h("b", {}, "Записали двое. "), `${author ?? "Другой человек"}${clock(at) ? ` в ${clock(at)}` : ""}: «${theirs}». У вас: «${mine}».`),
      h("div", { class: "row" },
        h("button", { type: "button", class: "btn", onclick: forget }, `Оставить «${theirs}»`),
        h("button", { type: "button", class: "btn", onclick() { outbox.insist(row); after(); } }, `Записать «${mine}»`)),
    ];
  }
  const { message, clause, clause_url: href, may_ask: mayAsk } = row.answer;
  const [text, rest] = (message || "Запись не принята.").split(clause || undefined);
  const button = (words, onclick) => h("button", { type: "button", class: "btn", onclick }, words);
  const asked = mayAsk ? askedFor(row.body) : null;
  const opened = asked?.until ? outbox.list("refused").filter((r) => r.url === row.url && askedFor(r.body)?.until) : [];
  if (asked) {
    return [
      h("p", {}, h("b", {}, `${askedText(asked)}. `), `Вы писали: «${mine}».`),
      h("div", { class: "row" },
        asked.until && button("Внести", () => { outbox.again([row]); after(); }),
        opened.length > 1 && button(`Внести все ${opened.length}`, () => { outbox.again(opened); after(); }),
        button("Убрать", forget)),
    ];
  }
  return [
    h("p", {}, h("b", {}, `Не записано: «${mine}». `), text, rest && h("a", { href, target: "_blank" }, clause), rest),
    h("div", { class: "row" },
      mayAsk && button("Попросить открыть доступ", () => { hideProblem(); askForm(row, { outbox, after }); }),
      button("Понятно", forget)),
  ];
}

/** What stands beside a cell that was opened: what was asked goes in by one click. */
export function openedContent(asked, { editor, after }) {
  const enter = () => { editor.enter(asked.operations.splice(0)); after(); };
  return [
    h("p", {}, `${askedText(asked)}. `, h("b", {}, `Просили: «${asked.operations.map((o) => o.value || "пусто").join(" ")}».`)),
    h("div", { class: "row" }, h("button", { type: "button", class: "btn primary", onclick: enter }, "Внести")),
  ];
}

/** Show it beside `anchor`; the focus stays where it is. */
export function showProblem(anchor, content, loud = true) {
  hideProblem();
  slip = h("div", { class: "slip", role: "group", "aria-label": "Почему не записано" }, ...content);
  document.body.append(slip);
  place(slip, anchor);
  if (loud) say(slip.querySelector("p")?.textContent ?? "");
  return slip;
}

/** All that was not accepted, with its place in words: also what no cell of this page can show. */
export function listProblems(outbox, back, letters = LETTERS) {
  const rows = [...outbox.list("refused"), ...outbox.list("conflict")];
  const again = () => { closePopover(); if (outbox.list("refused").length + outbox.list("conflict").length) listProblems(outbox, back, letters); };
  const items = rows.map((row) => h("li", {}, h("h3", {}, row.label || "Запись"), ...problemContent(row, { outbox, letters, after: () => setTimeout(again) })));
  openPopover({ title: "Не записано", content: h("ul", { class: "problems stack" }, ...items), back });
}

/** Go to the slip's first button. */
export function faceProblem() { slip?.querySelector("button")?.focus(); }
