// How large a review will be, from a real GitHub payload.
type PullRequestEvent = {
  action: string;
  number: number;
  pull_request: { additions?: number; deletions?: number; changed_files?: number; draft: boolean };
};
type Size = "XS" | "S" | "M" | "L";

function sizeOf(lines: number): Size {
  if (lines <= 10) return "XS";
  if (lines <= 100) return "S";
  return lines <= 500 ? "M" : "L";
}

const { action, number, pull_request: request } = sdk.events.current() as PullRequestEvent;
const { additions = 0, deletions = 0, changed_files: files = 0, draft } = request;
const size = sizeOf(additions + deletions);

sdk.log.info(`#${number} ${action}: ${size}`, { additions, deletions, files, draft });
