// One crossing: the host has come in with a list of visits (runs to begin, or answers to give) and the guest goes from one to
// the next by itself, as soon as a run has ended or asked for something. What neither ends nor asks ends the crossing early;
// the host sees by the outbox how far it came, and comes again.
/** No visit begins after that: what takes longer is alone in its crossing, and the host hears of the others in time. */
const sliceMs = 2;
const { now } = guest.Date;
const settled = Promise.resolve();
const idle = { visits: 0, next: 0, current: null };
let crossing = idle;

/** `visit` begins the visit of a slot and gives its run, or undefined when there is none to visit. */
guest.cross = ({ visits, room, visit }) => {
  guest.resetOutbox();
  crossing = { visits, room, visit, next: 0, waiting: 0, current: null, begunAt: now() };
  step();
};

function step() {
  const { next, visits, waiting, room, begunAt } = crossing;
  if (next >= visits || waiting >= room) return;
  const ms = now() - begunAt;
  if (next > 0 && ms >= sliceMs) return;
  guest.setBefore(ms);
  crossing.next += 1;
  crossing.visit(next);
}

/** Platform code calls this before a run's code goes on. */
guest.beginVisit = (run, slot) => {
  run.slot = slot;
  run.crossing = crossing;
  run.isWaiting = false;
  crossing.current = run;
  guest.announce(slot, run.index);
};

/** The run waits for the host: others may begin meanwhile. */
guest.waits = (run) => {
  if (run.crossing !== crossing) return;
  if (!run.isWaiting) crossing.waiting += 1;
  run.isWaiting = true;
  goOn(run);
};

guest.ends = (run, line) => {
  if (run.crossing !== crossing) return guest.say(line);
  if (run.isWaiting) crossing.waiting -= 1;
  guest.sayEnd(run.slot, line);
  goOn(run);
};

/** The next visit begins behind all that the current one has left in the queue of microtasks. */
function goOn(run) {
  if (crossing.current !== run) return;
  crossing.current = null;
  settled.then(step);
}

/** There was nobody to visit. */
guest.skipVisit = (slot) => {
  crossing.current = null;
  guest.announce(slot, -1);
  settled.then(step);
};
