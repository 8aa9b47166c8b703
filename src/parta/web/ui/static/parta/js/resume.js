// On a writer's other pages: send what a closed tab left in the outbox, and say how it goes.
import { listProblems } from "./grid/problem.js";
import { Outbox } from "./outbox.js";
import { showStatus } from "./status.js";

const { school, account } = document.body.dataset;
if (school && account) {
  const outbox = new Outbox({ school, account });
  outbox.ready.then(() => { if (outbox.list().length) showStatus(outbox, listProblems); });
}
