// The box in the bar: what the page of the search would show, under the box while one types.
const form = document.querySelector("[data-search]"), box = form.querySelector("input"), list = form.querySelector(".search-list");
let wait = 0, asked = null;

const hide = () => { list.hidden = true; };
const links = () => [...list.querySelectorAll("a")];

async function ask() {
  const q = box.value.trim();
  asked?.abort();
  if (q.length < 2) return hide();
  asked = new AbortController();
  try {
    const answer = await fetch(`${form.action}?part=1&q=${encodeURIComponent(q)}`, { credentials: "same-origin", cache: "no-store", signal: asked.signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return hide();
    list.innerHTML = await answer.text();
    list.hidden = false;
  } catch { /* a later letter asked anew, or there is no network: Enter opens the page */ }
}

box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 150); });
form.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && !list.hidden) { e.stopPropagation(); hide(); box.focus(); return; }
  if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
  const all = [box, ...links()], at = all.indexOf(document.activeElement);
  if (list.hidden || at < 0) return;
  e.preventDefault();
  all[(at + (e.key === "ArrowDown" ? 1 : -1) + all.length) % all.length].focus();
});
form.addEventListener("focusout", () => setTimeout(() => { if (!form.contains(document.activeElement)) hide(); }, 150));
if (box.value) ask();
