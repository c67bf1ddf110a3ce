// Handles what triage-issues emits.
const { number, queue } = sdk.events.current();

console.log(`issue #${number} waits in ${queue}`);
