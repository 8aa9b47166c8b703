// The diary without a network (docs/decisions/0009): pages as last seen, each with its time; ticks wait and go once.
const HOME = self.registration.scope;
const PAGES = `parta-diary ${HOME} `; // and the account: what one person saw is never another's
const FILES = "parta-files";
const POLICY = "Content-Security-Policy";
const PATIENCE = 4000, MOST_PAGES = 60, MOST_FILES = 40, MOST_SIGNS = 400000, MOST_TICKS = 200;

const sleep = (ms) => new Promise((wake) => { setTimeout(wake, ms); });
const own = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));
const account = (answer) => (answer.headers.get("X-Parta-Keep") || "").split(" ");
const shut = (answer) => answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);
const down = (answer) => !answer || (answer.status > 501 && answer.status < 505);

// The session is over, or this is not for this person any more: empty, but known whose the waiting ticks are.
const empty = async () => {
  for (const name of await own()) {
    const cache = await caches.open(name);
    for (const page of await cache.keys()) await cache.delete(page);
  }
};

const cacheOf = async (who) => {
  for (const name of await own()) if (name !== PAGES + who) await caches.delete(name);
  return caches.open(PAGES + who);
};

const trim = async (cache, most) => {
  for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old);
};

const put = (cache, url, html, seconds, policy) => cache.put(url, new Response(html, { headers: {
  "Content-Type": "text/html; charset=utf-8", [POLICY]: policy, "X-Saved": Date.now(), "X-Until": Date.now() + seconds * 1000,
} }));

const save = async (url, answer, id) => {
  const [who, seconds] = account(answer);
  if (shut(answer)) return empty();
  if (!who || !answer.ok) return;
  const html = await answer.text();
  // Somebody who left meanwhile, by «Выход» too, leaves nothing behind.
  if (html.length > MOST_SIGNS || (id && !await clients.get(id))) return;
  const cache = await cacheOf(who);
  await put(cache, url, html, seconds, answer.headers.get(POLICY));
  await trim(cache, MOST_PAGES);
  const files = await caches.open(FILES);
  for (const [, file] of html.matchAll(/ (?:href|src)="(\/static\/[^"#]+)/g)) if (!await files.match(file)) await files.add(file);
  await trim(files, MOST_FILES);
};

// A page that refreshed itself was seen anew: its changing part goes into its copy.
const renew = async (url, answer) => {
  const [who, seconds] = account(answer);
  if (shut(answer)) return empty();
  if (!who || answer.status !== 200) return;
  const cache = await cacheOf(who), copy = await cache.match(url);
  if (!copy) return;
  const part = await answer.text();
  const html = (await copy.text()).replace(/(<div id="live"[^>]*>)[^]*(<\/div>\s*<p class="asof")/, (_, head, foot) => head + part + foot);
  await put(cache, url, html, seconds, copy.headers.get(POLICY));
};

const fresh = async (cache, key) => {
  const copy = await cache.match(key);
  if (!copy || Number(copy.headers.get("X-Until")) > Date.now()) return copy;
  await cache.delete(key);
};

const when = (copy) => {
  const at = new Date(Number(copy.headers.get("X-Saved")));
  const [day, time] = [{ day: "numeric", month: "long" }, { hour: "2-digit", minute: "2-digit" }].map((form) => new Intl.DateTimeFormat("ru", form).format(at));
  return `${day} в ${time}`;
};

const shown = (copy, html) => new Response(html, { headers: copy.headers });

const saved = async (url, offline) => {
  for (const name of await own()) {
    const copy = await fresh(await caches.open(name), url);
    if (!copy) continue;
    const line = `Сохранено ${when(copy)}, ${offline ? "сети нет" : "сервер пока не отвечает"}.`;
    return shown(copy, (await copy.text()).replace("<main", `<p class="saved" role="status" data-at="${copy.headers.get("X-Saved")}">${line} <a href="">Обновить</a></p><main`));
  }
};

const missing = async () => {
  for (const name of await own()) {
    const cache = await caches.open(name), lines = [];
    let last = null, frame = "";
    for (const page of (await cache.keys()).reverse()) {
      const copy = await fresh(cache, page);
      if (!copy) continue;
      const html = await copy.clone().text();
      if (!last) [last, frame] = [copy, html];
      const { pathname, search } = new URL(page.url);
      lines.push(`<li><a href="${pathname}${search.replaceAll("&", "&amp;").replaceAll('"', "%22")}">${/<title>([^<]*)/.exec(html)[1]}</a> <small>${when(copy)}</small></li>`);
    }
    if (last) return shown(last, frame
      .replace(/<title>[^<]*/, "<title>Сети нет")
      .replace(/<script [^>]*diary[^>]*><\/script>/, "")
      .replace(/ aria-current="page"/g, "")
      .replace(/<main[^]*<\/main>/, () => `<main id="main" class="unsaved" tabindex="-1"><header class="head"><h1>Сети нет</h1></header><p>Этой страницы в памяти телефона нет: её ещё не открывали. Без сети можно прочесть:</p><ul>${lines.join("")}</ul></main>`));
  }
};

const page = async (event) => {
  const { request } = event;
  await Promise.race([flush().catch(() => {}), sleep(PATIENCE)]);
  const going = fetch(request);
  event.waitUntil(going.then((answer) => save(request.url, answer.clone(), event.resultingClientId)).catch(() => {}));
  let answer = null, offline = false;
  try { answer = await Promise.race([going, sleep(PATIENCE)]); } catch { offline = true; }
  if (!down(answer)) return answer;
  const copy = await saved(request.url, offline);
  if (copy) return copy;
  try { return await going; } catch { return await missing() ?? Response.error(); }
};

const live = async (event) => {
  flush().catch(() => {});
  const answer = await fetch(event.request), copy = answer.clone();
  event.waitUntil(renew(event.request.url, copy).catch(() => {}));
  return answer;
};

const file = async (request) => {
  const kept = async () => (await caches.open(FILES)).match(request);
  if (/\.[0-9a-f]{12}\.\w+$/.test(request.url)) return await kept() ?? fetch(request);
  try { return await fetch(request); } catch { return await kept() ?? Response.error(); }
};

// Ticks that wait, one for each homework: the last word counts.
const ticks = (mode, act) => new Promise((resolve, reject) => {
  const open = indexedDB.open("parta-diary", 1);
  open.onupgradeneeded = () => open.result.createObjectStore("ticks", { keyPath: "url" });
  open.onerror = () => reject(open.error);
  open.onsuccess = () => {
    const change = open.result.transaction("ticks", mode), asked = act(change.objectStore("ticks"));
    change.oncomplete = () => { open.result.close(); resolve(asked.result); };
    change.onabort = () => { open.result.close(); reject(change.error); };
  };
});
const list = async () => (await ticks("readonly", (table) => table.getAll())).filter((row) => row.url.startsWith(HOME));

const tick = async (request) => {
  const body = await request.clone().text();
  try {
    const answer = await fetch(request);
    if (answer.status < 500 && ![403, 429].includes(answer.status)) return answer;
  } catch { /* no network: it waits */ }
  const said = new URLSearchParams(body);
  if (!said.get("op") || (await list()).length >= MOST_TICKS) return Response.error();
  await ticks("readwrite", (table) => table.put({ url: request.url, op: said.get("op"), account: said.get("account"), done: said.get("done") }));
  await self.registration.sync?.register("ticks").catch(() => {});
  return Response.json({ waiting: true }, { status: 202 });
};

let sending = null;
const flush = () => sending ??= send().finally(() => { sending = null; });
const send = async () => {
  const rows = await list();
  if (!rows.length) return;
  const home = await fetch(HOME, { cache: "no-store", redirect: "manual" });
  if (shut(home)) return empty();
  const [who] = account(home), token = /name="csrf-token" content="([^"]+)/.exec(await home.text())?.[1];
  if (!who || !token) throw new Error(home.status);
  for (const { url, op, account: whose, done } of rows) {
    if (whose === who) {
      const answer = await fetch(url, {
        method: "POST", redirect: "manual", headers: { "X-Requested-With": "fetch" },
        body: new URLSearchParams({ op, account: whose, done, csrfmiddlewaretoken: token }),
      });
      if (answer.status >= 500 || answer.status === 401 || answer.status === 429) throw new Error(answer.status);
    }
    await ticks("readwrite", (table) => {
      const now = table.get(url);
      now.onsuccess = () => { if (now.result?.op === op) table.delete(url); };
      return now;
    });
  }
};

self.addEventListener("install", () => self.skipWaiting());
const takeCharge = async () => {
  await clients.claim();
  for (const { url, id } of await clients.matchAll({ type: "window" })) {
    const [address] = url.split("#");
    if (address.startsWith(HOME)) await fetch(address, { redirect: "manual" }).then((answer) => save(address, answer, id)).catch(() => {});
  }
};
self.addEventListener("activate", (event) => event.waitUntil(takeCharge()));
self.addEventListener("message", (event) => event.waitUntil(takeCharge())); // from a page that came just before that
self.addEventListener("sync", (event) => event.waitUntil(flush()));
self.addEventListener("fetch", (event) => {
  const { request } = event, { url, method } = request;
  if (method === "GET" && url.startsWith(new URL("/static/", HOME).href)) event.respondWith(file(request));
  else if (!url.startsWith(HOME)) return;
  else if (method === "GET" && url === `${HOME}waiting`) event.respondWith(list().then((rows) => Response.json(rows)));
  else if (method === "GET" && request.mode === "navigate") event.respondWith(page(event));
  else if (method === "GET" && request.headers.has("X-Parta-Live")) event.respondWith(live(event));
  else if (method === "POST" && request.headers.has("X-Requested-With")) event.respondWith(tick(request));
});
