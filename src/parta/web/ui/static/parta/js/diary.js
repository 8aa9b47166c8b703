// The diary keeps itself fresh: asks every 12 s while seen, at once on return; everything works without this too.
const live = document.getElementById("live");
const asof = document.getElementById("asof");
const EVERY = 12000;
const kept = document.querySelector(".saved"); // worker.js: this is a copy, and of when
let stamp = live.dataset.stamp, timer = 0, asking = null, again = false, since = new Date(kept ? Number(kept.dataset.at) : Date.now());

const clock = (moment) => moment.toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
const say = (text) => { if (asof.textContent !== text) asof.textContent = text; };

// Ticks that wait for a network look as they will.
const overlay = async () => {
  if (!live.dataset.worker || !navigator.serviceWorker?.controller) return;
  const rows = await (await fetch(new URL("waiting", new URL(live.dataset.worker, location)))).json();
  for (const form of live.querySelectorAll("form[data-tick]")) {
    const row = rows.find((one) => one.url === form.action && one.account === document.body.dataset.account);
    if (!row) continue;
    const button = form.querySelector("button");
    button.setAttribute("aria-pressed", row.done === "1");
    button.classList.add("waits");
    form.closest(".hw").classList.toggle("done", row.done === "1");
    form.elements.done.value = row.done === "1" ? 0 : 1;
  }
  if (rows.length) say("Отметка «Сделано» ждёт сети и уйдёт сама.");
};

const put = (html) => {
  const open = [...live.querySelectorAll("details[open][id]")].map((one) => one.id);
  const held = live.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : null;
  live.innerHTML = html; // the server's own fragment, escaped by its templates
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (held) document.getElementById(held)?.querySelector("button, a")?.focus({ preventScroll: true });
};

const refresh = async () => {
  if (asking) { again = true; return asking; }
  clearTimeout(timer);
  asking = (async () => {
    try {
      const answer = await fetch(live.dataset.url, {
        credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(20000),
        headers: { "X-Parta-Live": "1", "X-Requested-With": "fetch", "If-None-Match": stamp },
      });
      if (answer.status === 401) return location.reload();
      if (answer.status === 200) {
        put(await answer.text());
        stamp = answer.headers.get("ETag")?.replace(/^W\/|"/g, "") || "";
      } else if (answer.status !== 304) throw new Error(answer.status);
      since = new Date();
      kept?.remove();
      say("");
    } catch { if (!kept?.isConnected) say(`Связи с сервером нет. Показано на ${clock(since)}; обновится само, когда связь вернётся.`); }
  })();
  await asking;
  asking = null;
  overlay().catch(() => {});
  if (again) { again = false; return refresh(); }
  timer = setTimeout(() => { if (!document.hidden) refresh(); }, EVERY);
};

timer = setTimeout(refresh, EVERY);
overlay().catch(() => {});
if (live.dataset.worker) navigator.serviceWorker?.register(live.dataset.worker).then(({ active }) => {
  if (!navigator.serviceWorker.controller) active?.postMessage("");
}).catch(() => {}); // a browser may forbid it: then no copies
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); else clearTimeout(timer); });
addEventListener("pageshow", (e) => { if (e.persisted) refresh(); });
addEventListener("online", refresh);

live.addEventListener("submit", async (e) => {
  const form = e.target.closest("form[data-tick]");
  if (!form) return;
  e.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const body = new URLSearchParams(new FormData(form));
  if (crypto.randomUUID) body.set("op", crypto.randomUUID());
  body.set("account", document.body.dataset.account);
  try {
    const answer = await fetch(form.action, {
      method: "POST", credentials: "same-origin", body,
      headers: { "X-Requested-With": "fetch" },
    });
    if (!answer.ok) throw new Error(answer.status);
    if (answer.status === 202) {
      button.disabled = false;
      await overlay();
    } else await refresh();
  } catch {
    button.disabled = false;
    say("Не получилось отметить задание: нет связи. Попробуйте ещё раз.");
  }
});

// Weeks turn by a swipe, as pages of the paper diary.
if ("swipe" in live.dataset) {
  let from = null;
  live.addEventListener("touchstart", (e) => { from = e.touches.length === 1 ? e.touches[0] : null; }, { passive: true });
  live.addEventListener("touchend", (e) => {
    const to = e.changedTouches[0];
    if (!from || !to) return;
    const x = to.clientX - from.clientX, y = to.clientY - from.clientY;
    if (Math.abs(x) > 80 && Math.abs(x) > 2.5 * Math.abs(y)) document.querySelector(`a[rel=${x > 0 ? "prev" : "next"}]`)?.click();
  }, { passive: true });
}
