// One cell as markup: the same in the table and in the list of a phone.
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const esc = (text) => String(text ?? "").replace(/[&<>"']/g, (c) => ESCAPES[c]);

const chainHTML = (chain) => chain.map((v, i) => (i < chain.length - 1 ? `<s>${esc(v)}</s>` : `<b>${esc(v)}</b>`)).join("<em>→</em>");

/** What stands inside one cell. */
export function cellHTML(cell, theirs) {
  if (cell.wrong) return `<u>${esc(cell.wrong.text)}</u>`;
  const marks = cell.chains.filter((c) => c.length).map(chainHTML).join("<em>/</em>");
  const letter = cell.letter ? `<i>${esc(cell.letter)}</i>` : "";
  const both = letter && marks ? `${letter}<em>/</em>${marks}` : letter + marks;
  if (cell.state === "refused") return `<u>${both || "×"}</u>`;
  if (cell.state === "conflict") return `<s>${esc(theirs) || "–"}</s><em>|</em>${both || "–"}`;
  return both;
}
