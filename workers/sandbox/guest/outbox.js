// The way out of the isolate: lines of the protocol, written into memory that the host and its watchdog read ($0); long ones
// the host writes there ($1). Captured before any script code runs; no script sees either.
const { fields, headBytes, stateBytes, capacity } = JSON.parse($2);
const head = new Int32Array($0, 0, headBytes / 4);
const states = new Uint8Array($0, headBytes, stateBytes);
const bytes = new Uint8Array($0, headBytes + stateBytes, capacity);
const sendLong = $1;
const { store } = guest.Atomics;
/** Longer texts the host writes faster, and such that are not ASCII. */
const longest = { line: 512, end: 32_768 };
let at = 0;

/** Writes ASCII; says where it ended, or -1 when it met anything else. */
function writeAscii(line, from) {
  const { length } = line;
  for (let i = 0; i < length; i += 1) {
    const code = line.charCodeAt(i);
    if (code > 0x7f) return -1;
    bytes[from + i] = code;
  }
  return from + length;
}

function write(line, most) {
  if (line.length > most || at + line.length > capacity || !writeShort(line)) {
    at = sendLong(line);
  }
}

function writeShort(line) {
  const end = writeAscii(line, at);
  if (end < 0) return false;
  at = end;
  store(head, fields.written, at);
  return true;
}

/** What a run says while it goes on: the watchdog may pass it on, with all before it. */
guest.say = (line) => {
  write(line, longest.line);
  store(head, fields.settled, at);
};

/** How a run ended: for the host to pass on when the crossing has ended well, or when the next run begins. */
guest.sayEnd = (slot, line) => {
  states[slot] = 2;
  write(line, longest.end);
};

/** Before a visit begins. */
guest.announce = (slot, index) => {
  states[slot] = 1;
  store(head, fields.settled, at);
  store(head, fields.index, index);
  store(head, fields.begun, slot + 1);
};

/** While the script's first part runs, nobody else's code can. */
guest.setInside = (inside) => {
  store(head, fields.inside, inside);
};

/** Milliseconds of the crossing that were over when the last visit began. */
guest.setBefore = (ms) => {
  store(head, fields.before, ms);
};

guest.resetOutbox = () => {
  at = 0;
};
