// On a writer's other pages: send what a closed tab left in the outbox, and say how it goes.
import { Outbox } from "./outbox.js";

const { school, account } = document.body.dataset;
if (school && account) {
  const outbox = new Outbox({ school, account });
  outbox.ready.then(() => { if (outbox.list().length) import("./save_status.js").then((s) => s.showStatus(outbox, (...at) => import("./grid/problem.js").then((p) => p.listProblems(...at)))); });
}
