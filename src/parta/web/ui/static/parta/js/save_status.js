// The line that tells how the outbox is; fetched while idle.
import { h } from "./element.js";
import { plural, say } from "./status.js";

const records = (n) => plural(n, "запись", "записи", "записей");

/** Keep `#save-status` and `#save-notice` true; `explain` tells about what was not accepted, `unread` counts what was not understood. */
export function showStatus(outbox, explain, unread = () => 0) {
  const line = document.querySelector("#save-status"), notice = document.querySelector("#save-notice");
  if (!line) return;
  let ever = outbox.decided;
  const tell = (text, state) => { line.textContent = text; line.dataset.state = state; };
  const warn = (...content) => { if (notice) { notice.replaceChildren(...content); notice.hidden = !content.length; } };
  const draw = (message = "") => {
    const n = outbox.queued;
    const problems = outbox.list("refused").length + outbox.list("conflict").length;
    if (outbox.state === "signin") {
      tell(`Не отправлено: ${records(n)}`, "bad");
      const next = encodeURIComponent(location.pathname + location.search);
      warn(h("b", {}, "Вход завершён. "), "Введённое хранится в этом браузере и уйдёт, когда вы снова войдёте. ", h("a", { href: `${notice?.dataset.login ?? "/"}?next=${next}` }, "Войти"));
      return;
    }
    if (outbox.state === "forbidden") {
      tell(`Не отправлено: ${records(n)}`, "bad");
      warn(h("b", {}, message || "Сервер не принял запись."), " Введённое хранится в этом браузере. ", h("a", { href: location.href }, "Обновите страницу"));
      return;
    }
    warn();
    if (outbox.state === "offline") tell(`Нет связи. Ждут отправки: ${records(n)}`, "off");
    else if (outbox.state === "busy") tell(`Сервер занят. Ждут отправки: ${records(n)}`, "off");
    else if (n) tell(`Сохраняю: ${records(n)}`, "wait");
    else if (problems || unread()) {
      const words = [problems ? `Не принято: ${records(problems)}` : "", unread() ? `${problems ? "не" : "Не"} понято: ${plural(unread(), "клетка", "клетки", "клеток")}` : ""].filter(Boolean).join(", ");
      tell("", "bad");
      line.append(h("button", { type: "button", class: "link bad-text", onclick: (e) => explain(outbox, e.currentTarget) }, words));
    }
    else tell(ever ? "Всё сохранено" : "", "ok");
  };
  let spoken = 0;
  outbox.addEventListener("queued", () => draw());
  outbox.addEventListener("dismissed", () => draw());
  outbox.addEventListener("state", (e) => draw(e.detail.message));
  outbox.addEventListener("settled", (e) => {
    ever = true;
    spoken += e.detail.news.filter(([type]) => type === "saved").length;
    draw();
    if (!outbox.queued && spoken) { say(spoken === 1 ? "Сохранено" : `Сохранено: ${records(spoken)}`); spoken = 0; }
  });
  outbox.addEventListener("offline", () => say("Нет связи, введённое хранится в этом браузере"));
  draw();
  return draw;
}
