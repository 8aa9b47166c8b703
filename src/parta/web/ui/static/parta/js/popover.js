// One small dialog at a time: opens beside an element, takes the focus and gives it back. Fetched with what opens one.
let open = null;

/** Close what is open. */
export function closePopover() { open?.close(); }

/** Open `content` (a node) beside `anchor`, or in the middle when there is none. Gives the dialog. */
export function openPopover({ anchor = null, title, content, className = "", back = document.activeElement }) {
  closePopover();
  const dialog = document.createElement("dialog");
  dialog.className = anchor ? "pop" : `mid ${className}`;
  dialog.tabIndex = -1;
  dialog.setAttribute("aria-label", title);
  const head = document.createElement("h2");
  head.textContent = title;
  const cross = document.createElement("button");
  cross.type = "button";
  cross.className = "pop-x";
  cross.setAttribute("aria-label", "Закрыть");
  cross.textContent = "×";
  cross.addEventListener("click", () => dialog.close());
  dialog.append(cross, head, content);
  document.body.append(dialog);
  if (anchor) { dialog.show(); place(dialog, anchor); } else dialog.showModal();
  const outside = (e) => { if (!dialog.contains(e.target) || (e.target === dialog && !anchor && outsideBox(dialog, e))) dialog.close(); };
  const escape = (e) => {
    if (e.key === "Escape") { e.preventDefault(); e.stopPropagation(); dialog.close(); }
    if (e.key === "Tab" && anchor) trap(dialog, e);
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !e.target.closest("input, select, textarea")) step(dialog, e);
  };
  dialog.addEventListener("keydown", escape);
  setTimeout(() => document.addEventListener("pointerdown", outside));
  dialog.addEventListener("close", () => {
    document.removeEventListener("pointerdown", outside);
    const held = dialog.contains(document.activeElement) || document.activeElement === document.body;
    dialog.remove();
    if (open === dialog) open = null;
    // A function finds the place anew: the table may have been drawn again under the dialog.
    const target = typeof back === "function" ? back() : back;
    if (held && target?.isConnected) target.focus({ preventScroll: true });
  });
  open = dialog;
  // A field asks to be filled; a button does not ask to be pressed, so the first Enter presses none.
  (dialog.querySelector("[autofocus]") ?? content.querySelector("select, input, textarea") ?? dialog).focus({ preventScroll: true });
  return dialog;
}

const outsideBox = (dialog, e) => { const b = dialog.getBoundingClientRect(); return e.clientX < b.left || e.clientX > b.right || e.clientY < b.top || e.clientY > b.bottom; };

const stopsOf = (dialog) => [...dialog.querySelectorAll("button, select, input, textarea, a[href]")].filter((x) => !x.disabled && x.offsetParent);

function trap(dialog, e) {
  const stops = stopsOf(dialog), edge = e.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement === edge || (e.shiftKey && document.activeElement === dialog)) { e.preventDefault(); (e.shiftKey ? stops.at(-1) : stops[0]).focus(); }
}

/** The arrows walk what can be pressed, without the cross. */
function step(dialog, e) {
  const stops = stopsOf(dialog).slice(1), at = stops.indexOf(document.activeElement), down = e.key === "ArrowDown";
  if (!stops.length) return;
  e.preventDefault();
  stops[at < 0 ? (down ? 0 : stops.length - 1) : (at + (down ? 1 : -1) + stops.length) % stops.length].focus();
}

/** Put a fixed box beneath its anchor, or beside it when there is no room; never over it while it fits, never outside the window. */
export function place(box, anchor) {
  const a = anchor.getBoundingClientRect(), b = box.getBoundingClientRect();
  const within = (at, size, all) => Math.max(8, Math.min(at, all - size - 8));
  const below = a.bottom + 4 + b.height <= innerHeight - 4;
  const beside = a.right + 4 + b.width <= innerWidth - 4 ? a.right + 4 : a.left - 4 - b.width;
  const left = below || beside < 4 ? a.left : beside;
  box.style.top = `${below ? a.bottom + 4 : within(left === a.left ? a.top - b.height - 4 : a.top, b.height, innerHeight)}px`;
  box.style.left = `${within(left, b.width, innerWidth)}px`;
}

addEventListener("pagehide", closePopover);
