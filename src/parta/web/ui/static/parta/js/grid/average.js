// The same formula as the server's: Σ/n and Σ(m·w)/Σw, two decimals, half up, in whole numbers to avoid drift.
const NUMBER = /^\d+$/;

const twoDecimals = (num, den) => Math.floor((num * 200 + den) / (2 * den));

/** marks: [{value, weight}] → {plain, weighted} in hundredths, with the marks counted; null when there is nothing. */
export function averages(marks) {
  const counted = marks.filter((m) => NUMBER.test(m.value) && m.weight > 0);
  if (!counted.length) return null;
  let sum = 0, weighted = 0, weights = 0;
  for (const m of counted) {
    const value = Math.round(m.value * 100), w = Math.round(m.weight * 100);
    sum += value;
    weighted += value * w;
    weights += w;
  }
  return { plain: twoDecimals(sum, counted.length * 100), weighted: twoDecimals(weighted, weights * 100), counted };
}

/** 4,25 from 425. */
export const decimal = (hundredths) => `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, "0")}`;

/** The term mark that the weighted average proposes by the school's thresholds, where the scale has it. */
export function proposal(avg, { thresholds, term_scale: scale }) {
  const value = avg ? String(2 + thresholds.filter((t) => avg.weighted >= Math.round(t * 100)).length) : "";
  return scale.includes(value) ? value : "";
}

/** The formula in words, for the cell's hint. */
export function formula(avg) {
  const group = new Map();
  for (const m of avg.counted) group.set(m.weight, [...(group.get(m.weight) ?? []), m.value]);
  const values = avg.counted.map((m) => m.value).join(" + ");
  const parts = [...group].map(([w, list]) => `(${list.join(" + ")}) × ${String(w).replace(".", ",")}`).join(" + ");
  const plain = `Средняя: (${values}) : ${avg.counted.length} = ${decimal(avg.plain)}`;
  return group.size < 2 ? plain : `${plain}\nВзвешенная: (${parts}) : сумма весов = ${decimal(avg.weighted)}`;
}
