// One line of a log: when, how loud, what, and the data that came with it. All of it is text.
import { classNames } from "#components/ui/class-names.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { formatBytes, formatDuration, formatInstant } from "#components/ui/format.ts";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { levelTones } from "./log-levels.tsx";
import type { ShownLine } from "./log-lines.ts";

/** A message longer than this is folded. */
const longestShown = 400;
/** Data up to this stands beside its message as it is; longer data folds. */
const longestInline = 160;

/** `isLazy` where there are very many: what is out of sight is not laid out. */
type LogRowProps = { line: ShownLine; startedAt: string; isLazy: boolean };

export function LogRow({ line, startedAt, isLazy }: LogRowProps) {
  return (
    <li
      className={classNames(
        "grid grid-cols-[64px_44px_minmax(0,1fr)] items-baseline gap-x-2 px-3 py-0.5 leading-5 hover:bg-hover max-md:grid-cols-[auto_minmax(0,1fr)] max-md:py-1",
        isLazy && "[contain-intrinsic-size:auto_24px] [content-visibility:auto]",
      )}
    >
      <LineTime at={line.at} startedAt={startedAt} />
      <span data-tone={levelTones[line.level]} className="text-(--tone)">
        {line.level}
      </span>
      <div className="min-w-0 max-md:col-span-2">
        <Message text={line.message} />
        {line.data === null ? null : <LineData text={line.data} />}
      </div>
    </li>
  );
}

/** Since the run began, the exact time on hover. */
function LineTime({ at, startedAt }: { at: string; startedAt: string }) {
  const since = Date.parse(at) - Date.parse(startedAt);
  if (Number.isNaN(since)) return <span className="text-faint">–</span>;
  return (
    <time dateTime={at} title={formatInstant(at)} className="truncate text-right text-faint">
      +{formatDuration(Math.max(0, since))}
    </time>
  );
}

function Message({ text }: { text: string }) {
  if (text.length <= longestShown) return <Text>{text}</Text>;
  return (
    <Disclosure summary={<Text>{`${text.slice(0, longestShown)}…`}</Text>}>
      <Text>{text.slice(longestShown)}</Text>
    </Disclosure>
  );
}

/** Isolated, so that a direction override inside turns nothing around it. */
function Text({ children }: { children: string }) {
  return (
    <bdi className="whitespace-pre-wrap text-ink [overflow-wrap:anywhere]" dir="ltr">
      {children}
    </bdi>
  );
}

function LineData({ text }: { text: string }) {
  if (text.length <= longestInline) {
    return (
      <bdi className="ml-2 text-quiet [overflow-wrap:anywhere]" dir="ltr">
        {text}
      </bdi>
    );
  }
  return (
    <Disclosure summary={`${formatBytes(text.length)} of data`}>
      <JsonViewer text={text} label="Data of this line" className="my-1" />
    </Disclosure>
  );
}
