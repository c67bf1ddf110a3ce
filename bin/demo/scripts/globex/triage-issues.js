// Sorts issues by the labels they have. Issues that GitHub sends without any labels make it fail: a real bug,
// waiting among the dead letters to be mended and replayed.
const { action, issue } = sdk.events.current();

const names = issue.labels.map((label) => label.name.toLowerCase());
const queue = names.includes("bug") ? "defects" : names.length > 0 ? "labelled" : "unsorted";

sdk.log.info(`#${issue.number} ${action} → ${queue}`, { title: issue.title, labels: names });
if (action === "opened") {
  await sdk.events.emit("triage.issue.queued", { number: issue.number, queue });
}
