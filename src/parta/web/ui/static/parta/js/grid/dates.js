// Dates of lessons in Russian; they are plain days, so no time zone is ever involved.
const MONTHS = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"];
const OF = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
const DAYS = ["вс", "пн", "вт", "ср", "чт", "пт", "сб"];

const parts = (iso) => iso.split("-").map(Number);
export const weekdayNo = (iso) => { const [y, m, d] = parts(iso); return new Date(Date.UTC(y, m - 1, d)).getUTCDay(); };
export const weekday = (iso) => DAYS[weekdayNo(iso)];
export const dayNo = (iso) => parts(iso)[2];
export const monthName = (iso) => MONTHS[parts(iso)[1] - 1];
/** 3 ноября */
export const dayMonth = (iso) => `${dayNo(iso)} ${OF[parts(iso)[1] - 1]}`;
/** вт, 3 ноября */
export const longDay = (iso) => `${weekday(iso)}, ${dayMonth(iso)}`;
/** A number that grows by one each week, Monday first. */
export const weekNo = (iso) => { const [y, m, d] = parts(iso); return Math.floor((Date.UTC(y, m - 1, d) / 864e5 + 3) / 7); };
/** 10:12 of a moment with its own zone. */
export const clock = (moment) => /T(\d\d:\d\d)/.exec(moment ?? "")?.[1] ?? "";
