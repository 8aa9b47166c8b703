// Cell text ↔ structure, the same notation as the server's journal/rules/notation.py; a test runs both on the same texts.
/** The usual letters, for pages that do not know the school's own. */
export const LETTERS = { absent: "н", ill: "б", excused: "у", unexcused: "нп", late: "о", exempt: "осв", distance: "д" };
export const ABSENCE = { absent: "отсутствовал(а)", ill: "болезнь", excused: "уважительная причина", unexcused: "без уважительной причины", late: "опоздание", exempt: "освобождение", distance: "дистанционно" };

const WORDS = { н: "absent", от: "absent", б: "ill", у: "excused", уп: "excused", нп: "unexcused", о: "late", оп: "late", осв: "exempt", д: "distance" };
const PERIOD_WORDS = { на: "н/а", осв: "осв", зач: "зач", зачет: "зач", зачтено: "зач", нзч: "нзч", незач: "нзч", незачет: "нзч", незачтено: "нзч" };
const MAX_LENGTH = 60, MAX_MARKS = 8;

const table = (from, to) => { const map = new Map([...from].map((c, i) => [c, to[i]])); return (text) => [...text].map((c) => map.get(c) ?? c).join(""); };
const layout = table("qwertyuiop[]asdfghjkl;'zxcvbnm,<.|", "йцукенгшщзхъфывапролджэячсмитьббю/");
const lookAlike = table("abcehkmoptxy", "авсенкмортху");
const bySound = table("nhbuodpsvlza", "ннбуодпсвлза");

const squeeze = (text) => text.normalize("NFC").toLowerCase().replaceAll("ё", "е").split(/\s+/u).filter(Boolean).join(" ");
const plain = (text) => squeeze(text).replace(/(?<=[\p{L}\p{N}_])[,;]\s+/gu, " ").replace(/\s*(?:[-—–=]*>|→|[-—–]?ю)\s*/g, "→").replace(/\s*[/\\|]\s*/g, "/");
const first = (word, words, fold = (x) => x) => { for (const read of [word, layout(word), lookAlike(word), bySound(word)]) { const found = words[fold(read)]; if (found) return found; } return null; };

/** What may be typed for an absence in a school with these letters (code → letter): its own and the usual ones. */
export const wordsOf = (letters) => ({ ...WORDS, ...Object.fromEntries(Object.entries(letters).map(([code, letter]) => [squeeze(letter), code])) });

/** The absence code of a letter or letters typed in any layout and case, or null. */
export const absenceOf = (text, words = WORDS) => first(squeeze(text), words);

/** A period mark of the scale, whatever the case, the layout or the missing slash; null when it has none such. */
export function periodOf(text, scale) {
  const word = squeeze(text);
  if (word.length > MAX_LENGTH) return null;
  if (!word || scale.includes(word)) return word;
  const value = first(word, PERIOD_WORDS, (x) => x.replace(/[\s./\\|-]/g, ""));
  return scale.includes(value) ? value : null;
}

/** One token: what of it is an absence, and the rest. */
function split(token, scale, words) {
  if (scale.includes(token)) return [null, token];
  const whole = absenceOf(token, words);
  if (whole) return [whole, ""];
  const slash = token.indexOf("/"), head = slash > 0 ? absenceOf(token.slice(0, slash), words) : null;
  if (head) return [head, token.slice(slash + 1) || null];
  const joined = /^(\p{L}+|[,<])(\p{Nd}\S*)$/u.exec(token), letter = joined && absenceOf(joined[1], words);
  return letter ? [letter, joined[2]] : [null, token];
}

const refuse = (part, scale) => ({ error: scale.length ? `«${part}» здесь поставить нельзя. Отметки: ${scale.join(", ")}; буквы: н, б, у, о. Две отметки пишутся через пробел: «4 5».` : "В этом журнале отметки не ставятся. Можно отметить отсутствие: н, б, у, о." });

/** Read a cell: {absence, works: [[chain, …criteria], …]}; a chain is the list of attempts. Or {error}. `words` as `wordsOf` gives them. */
export function parseCell(text, scale, words = WORDS) {
  const out = { absence: null, works: [] };
  if (text.length > MAX_LENGTH) return { error: "Слишком длинно для одной клетки." };
  let count = 0;
  for (const token of plain(text).split(" ").filter(Boolean)) {
    const [code, rest] = split(token, scale, words);
    if (rest === null) return refuse(token, scale);
    if (code && out.absence) return { error: "В одной клетке только одна буква: н, б, у или о." };
    out.absence ??= code;
    if (!rest) continue;
    const criteria = rest.split("/").map((part) => part.split("→").map((v) => scale.find((s) => s.toLowerCase() === v) ?? null));
    if (criteria.some((chain) => chain.includes(null))) return refuse(token, scale);
    count += criteria.flat().length;
    out.works.push(criteria);
  }
  return count > MAX_MARKS ? { error: `В одной клетке не больше ${MAX_MARKS} отметок.` } : out;
}

/** Write one work's criteria as text. */
export const writeMark = (chains) => chains.map((c) => c.join("→")).join("/");
