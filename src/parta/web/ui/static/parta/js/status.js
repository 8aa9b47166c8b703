// Words for those who listen, and numbers in words.
import { h } from "./element.js";

const PLURAL = new Intl.PluralRules("ru");
export const plural = (n, one, few, many) => `${n} ${{ one, few }[PLURAL.select(n)] ?? many}`;

let voice, queue = [];
/** Say something to a screen reader without moving anything. */
export function say(text) {
  voice ??= document.querySelector("#speak") ?? document.body.appendChild(h("div", { id: "speak", class: "vh", "aria-live": "polite" }));
  queue.push(text);
  if (queue.length === 1) setTimeout(() => { voice.textContent = queue.slice(-3).join(". "); queue = []; }, 60);
}
