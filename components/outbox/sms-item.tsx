// One text message: to whom, the bubble that a phone would show, and what became of it.
import { ScriptLink } from "#components/scripts/script-name.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Id, LinkedId } from "#components/ui/id.tsx";
import { escapeInvisible } from "#components/ui/invisible.ts";
import { Time } from "#components/ui/time.tsx";
import type { ListedSms } from "#lib/sms/sms-message.ts";
import { SmsBadge } from "./sms-badge.tsx";
import { SmsText } from "./sms-text.tsx";

type SmsItemProps = {
  sms: ListedSms;
  now: string;
  /** It no longer belongs to the list and stays where it is until the list is shown anew. */
  left: boolean;
};

/** Under 768 px one below the other; then beside the bubble who gets it, and with more room who sent it, too. */
export const smsGrid =
  "grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 border-line border-b py-4 last:border-b-0 md:grid-cols-[152px_minmax(0,1fr)] lg:grid-cols-[152px_minmax(0,1fr)_minmax(220px,280px)]";

export function SmsItem({ sms, now, left }: SmsItemProps) {
  return (
    <li className={classNames(smsGrid, left && "text-quiet")}>
      <p className="flex min-w-0 items-baseline justify-between gap-x-3 md:row-span-2 md:flex-col md:justify-start md:gap-y-1 md:pt-2 lg:row-span-1">
        <span className="min-w-0 font-medium font-mono text-sm [overflow-wrap:anywhere]">
          <span className="sr-only">To </span>
          {sms.recipient}
        </span>
        <Time at={sms.createdAt} now={now} className="flex-none text-quiet text-xs tabular-nums" />
      </p>
      <div className="min-w-0">
        <Bubble text={sms.message} />
        <Trouble sms={sms} now={now} />
      </div>
      <Origin sms={sms} now={now} />
    </li>
  );
}

/** In its own direction: a phone asks the text, not the page. */
function Bubble({ text }: { text: string }) {
  return (
    <p
      dir="auto"
      className="w-fit max-w-[min(100%,44ch)] whitespace-pre-wrap rounded-[14px] rounded-es-sm bg-grey-soft px-3 py-2 text-base [overflow-wrap:anywhere]"
    >
      <SmsText text={text} />
    </p>
  );
}

/** An answer takes seconds: one that is still out has got lost, and the worker with it. */
const longestAskedMs = 5 * 60_000;

type Seen = Pick<SmsItemProps, "sms" | "now">;

function isLost({ sms: { state, createdAt }, now }: Seen): boolean {
  return state === "sending" && Date.parse(now) - Date.parse(createdAt) > longestAskedMs;
}

function Trouble({ sms, now }: Seen) {
  const { state, error } = sms;
  if (state === "failed") {
    return (
      <p
        data-tone="red"
        className="mt-2 max-w-[72ch] whitespace-pre-wrap text-(--tone) text-sm [overflow-wrap:anywhere]"
      >
        <bdi dir="ltr">
          {error ? escapeInvisible(error) : "The provider did not say what went wrong."}
        </bdi>
      </p>
    );
  }
  if (!isLost({ sms, now })) return null;
  return (
    <p className="mt-2 text-quiet text-sm">
      No answer from the provider was kept. The message may have been sent.
    </p>
  );
}

/** Lines of 24 px, four apart: each link and button can be hit without its neighbour. */
const line = "min-h-6 min-w-0 max-w-full items-center";

function Origin({ sms, now }: Seen) {
  const { state, executionId, provider, providerId } = sms;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-sm md:col-start-2 lg:col-start-auto lg:flex-col lg:items-start lg:pt-1.5">
      <span className={`flex flex-wrap gap-x-4 gap-y-1 lg:gap-x-3 ${line}`}>
        {/* As wide as any: a state that changes does not move the script's name. */}
        <span className="inline-flex lg:min-w-19">
          <SmsBadge state={state} still={isLost({ sms, now })} />
        </span>
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <ScriptLink script={sms} />
        </span>
      </span>
      <span className={`inline-flex gap-1.5 ${line}`}>
        <span className="text-quiet text-xs">Execution</span>
        <LinkedId href={`/executions/${executionId}`} id={executionId} />
      </span>
      {providerId === null ? null : (
        <span className={`inline-flex gap-1.5 ${line}`}>
          <span className="text-quiet text-xs capitalize">{provider}</span>
          <Id value={escapeInvisible(providerId)} />
        </span>
      )}
    </div>
  );
}
