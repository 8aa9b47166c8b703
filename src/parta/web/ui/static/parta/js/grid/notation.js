// Cell text ↔ structure, the same notation as the server's: «5», «4 5», «4/3», «2→3», «б/4», letters in any layout.
export const LETTER = { absent: "н", ill: "б", excused: "у", unexcused: "нп", late: "о", exempt: "осв", distance: "д" };
export const ABSENCE = { absent: "отсутствовал(а)", ill: "болезнь", excused: "уважительная причина", unexcused: "без уважительной причины", late: "опоздание", exempt: "освобождение", distance: "дистанционно" };

const CODES = { н: "absent", от: "absent", б: "ill", у: "excused", уп: "excused", нп: "unexcused", о: "late", оп: "late", осв: "exempt", д: "distance" };
const ONE = { n: "н", y: "н", h: "н", ",": "б", b: "б", e: "у", u: "у", j: "о", o: "о", l: "д", d: "д" };
const LAYOUT = Object.fromEntries([..."qwertyuiop[]asdfghjkl;'zxcvbnm,."].map((c, i) => [c, "йцукенгшщзхъфывапролджэячсмитьбю"[i]]));
const rus = (text) => [...text].map((c) => LAYOUT[c] ?? c).join("");

/** The absence code of a letter or letters typed in any layout and case, or null. */
export function absenceOf(text) {
  const t = text.toLowerCase();
  return CODES[t] ?? CODES[ONE[t] ?? rus(t)] ?? null;
}

/** Find a value of a scale whatever the case, the layout or the missing slash. */
export function valueOf(text, scale) {
  const t = text.toLowerCase();
  const plain = (s) => s.toLowerCase().replaceAll("/", "");
  return scale.find((v) => v.toLowerCase() === t) ?? scale.find((v) => plain(v) === plain(t) || plain(v) === plain(rus(t))) ?? null;
}

/** Read a cell: {absence, works: [[chain, …criteria], …]}; a chain is the list of attempts. Or {error}. */
export function parseCell(text, scale) {
  const out = { absence: null, works: [] };
  const clean = text.trim().replace(/\s*(?:->|=>|→|>)\s*/g, "→").replace(/\s*\/\s*/g, "/");
  if (!clean) return out;
  for (const token of clean.split(/\s+/)) {
    const criteria = [];
    for (const part of token.split("/")) {
      const code = absenceOf(part);
      if (code) {
        if (out.absence) return { error: "В одной клетке только одна буква: н, б, у или о." };
        out.absence = code;
        continue;
      }
      const chain = part.split("→").map((v) => valueOf(v, scale));
      if (chain.includes(null)) {
        return { error: scale.length ? `«${part}» здесь поставить нельзя. Отметки: ${scale.join(", ")}; буквы: н, б, у, о. Две отметки пишутся через пробел: «4 5».` : "В этом классе отметки не ставятся. Можно отметить отсутствие: н, б, у, о." };
      }
      criteria.push(chain);
    }
    if (criteria.length) out.works.push(criteria);
  }
  return out;
}

/** Write one work's criteria as text. */
export const writeMark = (chains) => chains.map((c) => c.join("→")).join("/");
