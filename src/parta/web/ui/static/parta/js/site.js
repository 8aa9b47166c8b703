// Every page: the theme, forms sent once, the warning before an idle lock, «Скопировано». Nothing else.
const root = document.documentElement;

const toast = (text) => {
  const note = document.createElement("div");
  note.className = "toast";
  note.setAttribute("role", "status");
  note.textContent = text;
  document.body.append(note);
  setTimeout(() => note.remove(), 2500);
};

document.addEventListener("click", async (e) => {
  const button = e.target.closest("[data-copy], [data-theme-set], [data-print]");
  if (!button) return;
  const { copy, themeSet } = button.dataset;
  if (themeSet !== undefined) {
    if (themeSet) root.dataset.theme = themeSet; else delete root.dataset.theme;
    document.cookie = `parta_theme=${themeSet}; path=/; max-age=${themeSet ? 31536000 : 0}; samesite=lax`;
  } else if (copy !== undefined) {
    const text = copy || document.querySelector(button.dataset.copyFrom)?.textContent.trim() || "";
    try { await navigator.clipboard.writeText(text); toast("Скопировано"); } catch { toast("Браузер не дал скопировать. Выделите текст и нажмите Ctrl+C"); }
  } else print();
});

// The box of the search is brought to life when somebody comes to it; without it Enter opens the page of the search.
document.querySelector("[data-search]")?.addEventListener("focusin", () => import("./search.js"), { once: true });

// A row of tabs wider than the window stands so that the present one is seen.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.parentNode;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A form sent by a double click goes once: the answer to the first press is the one that is shown.
addEventListener("submit", (e) => {
  const form = e.target;
  if (e.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) e.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

// What the diary keeps for reading without a network is one account's (worker.js): another, or nobody, finds nothing.
// After a session that ended by itself, ticks that wait stay for the same person.
const { account } = document.body.dataset;
const forget = async (all) => {
  for (const name of await caches.keys()) if (name.startsWith("parta-diary ") && (all || !name.endsWith(` ${account}`))) {
    await caches.delete(name);
    if (account) indexedDB.deleteDatabase("parta-diary");
  }
};
if (window.caches) {
  forget();
  addEventListener("submit", (e) => { if (e.target.matches("[data-logout]")) forget(1); });
}

// Idle lock: <body data-idle="900">; what people do in any tab of this school counts.
const idle = Number(document.body.dataset.idle);
if (idle) {
  const mark = "parta-active";
  let told = Date.now(), dialog = null;
  const touch = () => {
    const now = Date.now();
    if (dialog || now - told < 20000) return;
    told = now;
    try { localStorage.setItem(mark, now); } catch { /* private mode: this tab alone counts */ }
  };
  for (const type of ["pointerdown", "keydown", "scroll"]) addEventListener(type, touch, { passive: true, capture: true });
  const last = () => { try { return Math.max(told, Number(localStorage.getItem(mark)) || 0); } catch { return told; } };
  const ask = () => {
    dialog = document.createElement("dialog");
    dialog.className = "mid";
    dialog.setAttribute("aria-label", "Вы ещё здесь?");
    dialog.innerHTML = "<h2>Вы ещё здесь?</h2><p>Через минуту Парта попросит войти снова, чтобы никто не сделал запись за вас. Введённое сохранено.</p><p class=\"mt\"><button type=\"button\" class=\"btn primary\">Я здесь</button></p>";
    document.body.append(dialog);
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); dialog = null; told = 0; touch(); });
    dialog.showModal();
  };
  setInterval(() => {
    const left = idle - (Date.now() - last()) / 1000;
    if (left <= 0) document.querySelector("form[data-lock], form[data-logout]")?.requestSubmit();
    else if (left <= 60 && !dialog) ask();
    else if (left > 60 && dialog) { dialog.remove(); dialog = null; }
  }, 5000);
}
