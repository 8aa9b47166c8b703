// The timetable on the wall: a lesson is carried by the mouse or by keys, from the tray and back too. Links and buttons
// do the same without this; where a lesson may go is said by the server alone.
const NEAR = 8;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const wall = () => document.querySelector("#wall");
const spot = (place) => wall().querySelector(`td[data-place="${place}"]`);
const speak = (text) => { document.querySelector("#speak").textContent = text; };
let held = null;

/** Fetch the page of a picked lesson, and show its places in this one. */
const pick = async (link) => {
  const answer = await fetch(link.href, { credentials: "same-origin", cache: "no-store" });
  const fresh = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#wall");
  if (!fresh) return location.assign(link.href);
  const top = (one) => one?.getBoundingClientRect().top ?? 0;
  const before = link.isConnected ? top(link) : null; // an earlier answer has drawn the wall anew
  wall().replaceWith(fresh);
  const now = wall().querySelector("[aria-current]");
  if (now && before !== null) scrollBy(0, top(now) - before); // what is carried over stays under the hand
  history.replaceState(null, "", link.href);
};

const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("#wall [data-place]");

const drop = async (place, carried) => {
  await carried.picked;
  if (place === "tray") return document.querySelector("#wall-off")?.click();
  const cell = spot(place);
  const button = cell?.querySelector("button[name=to]");
  if (button) return button.click();
  cell?.focus();
  const why = cell?.querySelector(".wall-why")?.textContent;
  if (why) speak(`Сюда нельзя. ${why}`);
};

// The click that ends a drag opens nothing.
const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };

document.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-pick]")) event.preventDefault(); });

document.addEventListener("pointerdown", (event) => {
  const link = event.target.closest("[data-pick]");
  if (link && event.button === 0 && event.pointerType !== "touch") held = { link, x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  if (!held.ghost) {
    if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < NEAR) return;
    held.ghost = document.createElement("div");
    held.ghost.className = "wall-ghost";
    held.ghost.textContent = held.link.querySelector("b").textContent;
    document.body.append(held.ghost);
    held.picked = pick(held.link);
  }
  held.ghost.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 12}px)`;
  document.querySelector(".wall-over")?.classList.remove("wall-over");
  under(event)?.classList.add("wall-over");
});

/** Let go of what is held; gives it. */
const release = () => {
  const carried = held;
  held = null;
  carried?.ghost?.remove();
  document.querySelector(".wall-over")?.classList.remove("wall-over");
  return carried;
};

document.addEventListener("pointercancel", release);

document.addEventListener("pointerup", (event) => {
  const carried = release();
  if (!carried?.ghost) return;
  const cell = under(event);
  addEventListener("click", swallow, { capture: true });
  setTimeout(() => {
    removeEventListener("click", swallow, { capture: true });
    if (cell) drop(cell.dataset.place, carried);
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return document.querySelector("#wall-let")?.click();
  const step = STEPS[event.key];
  const cell = step && event.target.closest?.("#wall td[data-place]");
  if (!cell) return;
  const [day, number] = cell.dataset.place.split(".").map(Number);
  const next = spot(`${day + step[0]}.${number + step[1]}`);
  if (!next) return;
  event.preventDefault();
  (next.querySelector("button[name=to]") ?? (document.querySelector("#wall-move") ? next : next.querySelector("a") ?? next)).focus();
});
