// The clipboard's table text, as Excel and LibreOffice write it.

/** Rows of cells; quoted cells may hold tabs, line ends and doubled quotes. */
export function parseTSV(text) {
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

export const writeTSV = (rows) => rows.map((row) => row.map((c) => (/["\n\t]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join("\t")).join("\n");
