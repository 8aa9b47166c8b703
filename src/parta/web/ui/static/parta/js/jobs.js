// Jobs: while something goes on, its part of the page is fetched anew; the end is spoken.
const refresh = async () => {
  const live = document.querySelector("#live[data-live]");
  if (!live) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (answer.redirected || answer.status === 401) return;
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#live");
    if (fresh && fresh.innerHTML !== live.innerHTML) {
      const focused = live.contains(document.activeElement);
      live.replaceWith(fresh);
      if (focused) fresh.querySelector("button, a")?.focus();
      if (fresh.dataset.live === undefined) document.querySelector("#speak").textContent = fresh.querySelector(".job-state")?.textContent ?? "";
    }
  } catch { /* the network is away: asked again below */ }
  setTimeout(refresh, 2000);
};
setTimeout(refresh, 1000);
