// Asking for a refused cell to be opened.
import { h } from "../element.js";
import { csrfToken, newId } from "../outbox.js";
import { closePopover, openPopover } from "../popover.js";
import { plural, say } from "../status.js";
import { addAsked } from "./asked.js";

const hour = (moment) => moment.toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });

/** The form for a refused row of the outbox, with the others refused for the same reason if wished. */
export function askForm(row, { outbox, after }) {
  const others = outbox.list("refused").filter((r) => r.url === row.url && r.answer.may_ask).slice(0, 50);
  const typed = new Date(row.n / 1000), due = row.answer.open_until ? new Date(row.answer.open_until) : null;
  const intime = due && typed < due;
  const id = newId();
  const ground = h("textarea", { rows: 3, minlength: 5, maxlength: 500, required: true, autofocus: true });
  if (intime) ground.value = `Набрано вовремя, в ${hour(typed)}, но не было связи с сервером`;
  const all = others.length > 1 ? h("input", { type: "checkbox", checked: true }) : null;
  const error = h("p", { class: "field-error", role: "alert", hidden: true });
  const button = h("button", { class: "btn primary" }, "Отправить заявку");
  const form = h("form", { class: "stack", async onsubmit(e) {
    e.preventDefault();
    button.disabled = true;
    const operations = (all?.checked ? others : [row]).map(({ body: { op: _op, ...rest } }) => rest);
    const failed = await send(row.url.replace(/operations$/, "requests/"), { id, ground: ground.value, typed_at: typed.toISOString(), operations });
    button.disabled = false;
    if (failed) { error.textContent = failed; error.hidden = false; return; }
    closePopover();
    say("Заявка отправлена");
    after();
  } },
  h("p", {}, "Заместитель директора увидит, что изменится и почему, и откроет только эти клетки на время или откажет."),
  h("label", { class: "field" }, h("span", {}, "Почему запись делается поздно"), ground),
  all && h("label", { class: "check" }, all, `вместе с другими отказанными: ${plural(others.length, "запись", "записи", "записей")}`),
  error, h("div", { class: "row" }, button));
  openPopover({ title: "Попросить открыть доступ", content: form });
}

async function send(url, body) {
  try {
    const response = await fetch(url, { method: "POST", credentials: "same-origin", redirect: "manual", body: JSON.stringify(body), headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() } });
    const data = await response.json().catch(() => ({}));
    if (!response.ok) return data.message ?? "Заявка не отправлена: войдите снова и повторите.";
    data.asked.forEach(addAsked);
    return "";
  } catch {
    return "Заявка не отправлена: нет связи с сервером. Повторите, когда связь появится.";
  }
}
