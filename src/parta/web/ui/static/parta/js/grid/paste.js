// Pasting a table into the grid; fetched while idle, or when somebody pastes.
import { plural, say } from "../status.js";

/** Rows of cells; quoted cells may hold tabs, line ends and doubled quotes. */
function parseTSV(text) {
  const rows = [[]];
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const token = /(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]+|[\t\n]/g;
  let cell = "";
  for (const m of clean.matchAll(token)) {
    if (m[0] === "\t") { rows.at(-1).push(cell); cell = ""; }
    else if (m[0] === "\n") { rows.at(-1).push(cell); cell = ""; rows.push([]); }
    else cell = m[1] === undefined ? m[0].trim() : m[1].replaceAll('""', '"');
  }
  rows.at(-1).push(cell);
  return rows;
}

/** Write a table's text from the selection's corner on; one cell fills the whole selection. */
export function paste(text, keyboard, { editor, writeOne, settleColumns, explain }) {
  const rows = parseTSV(text), one = rows.length === 1 && rows[0].length === 1, { r0, r1, c0, c1 } = keyboard.range();
  let done = 0, refused = 0;
  editor.group(() => {
    const height = one ? r1 - r0 + 1 : rows.length, width = one ? c1 - c0 + 1 : Math.max(...rows.map((x) => x.length));
    for (let r = r0; r < Math.min(r0 + height, keyboard.journal.pupils.length); r += 1) {
      for (let c = c0; c < Math.min(c0 + width, keyboard.columns.length); c += 1) {
        const word = one ? rows[0][0] : rows[r - r0][c - c0];
        if (word === undefined || !keyboard.actions.mayEdit({ r, c })) continue;
        if (writeOne({ r, c }, word)) refused += 1; else done += 1;
      }
    }
  });
  settleColumns();
  say(`Вставлено: ${plural(done, "клетка", "клетки", "клеток")}${refused ? `, не понято: ${refused}` : ""}`);
  if (refused) explain(keyboard.cursor, false);
}
