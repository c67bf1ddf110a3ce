// Why a filter is true or not true for an event: its text with the part that decided marked, the values in that part,
// and folded behind them the value of every part.
import { classNames } from "#components/ui/class-names.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { escapeInvisible } from "#components/ui/invisible.ts";
import type { FilterReason } from "#lib/events/event-story.ts";
import type { Explained, Explanation } from "#lib/filters/explanation.ts";
import { cutFilter, decidingFacts } from "./explained-parts.ts";

export function FilterExplanation({ reason }: { reason: FilterReason }) {
  const { filter, explanation, isChanged } = reason;
  return (
    <div className="grid min-w-0 gap-1.5 text-xs">
      {explanation ? <Explaining explanation={explanation} /> : <Code>{filter}</Code>}
      {isChanged ? (
        <p className="text-quiet">
          The subscription was changed after this event came in: this is its filter now.
        </p>
      ) : null}
    </div>
  );
}

function Explaining({ explanation }: { explanation: Explanation }) {
  const { before, decided, after } = cutFilter(explanation);
  const hasParts = explanation.root.children.length > 0;
  return (
    <>
      <p className="line-clamp-6">
        <Code>{before}</Code>
        <mark className={classNames("rounded-sm px-0.5 text-ink", groundOf(explanation))}>
          <Code>{decided}</Code>
        </mark>
        <Code>{after}</Code>
      </p>
      <Facts explanation={explanation} />
      {hasParts ? <AllParts root={explanation.root} /> : null}
    </>
  );
}

function groundOf({ matches }: Explanation): string {
  return matches ? "bg-green-soft" : "bg-red-soft";
}

/** More of them are in the tree. */
const shownFacts = 3;

function Facts({ explanation }: { explanation: Explanation }) {
  const facts = decidingFacts(explanation);
  const verdict = explanation.matches ? "True for this event" : "Not true for this event";
  return (
    <p className="line-clamp-4 text-quiet">
      {verdict}
      {facts.slice(0, shownFacts).map(({ text, value }, index) => (
        <span key={text}>
          {index === 0 ? ": " : ", "}
          <Code>{text}</Code> is <Code className="text-ink">{value}</Code>
        </span>
      ))}
      {facts.length > shownFacts ? ", …" : null}
    </p>
  );
}

function AllParts({ root }: { root: Explained }) {
  return (
    <Disclosure summary="Value of each part">
      <ul className="mt-1 min-w-0 rounded border border-line bg-sunken px-2.5 py-1.5">
        <Part part={root} isRoot />
      </ul>
    </Disclosure>
  );
}

/** A part stands above the parts that it is made of; of one that was not reached nothing else is known. */
function Part({ part, isRoot = false }: { part: Explained; isRoot?: boolean }) {
  const { text, value, decided } = part;
  const children = value === null ? [] : part.children;
  return (
    <li className="min-w-0">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 py-0.5">
        <Code className={classNames("min-w-0", decided && !isRoot && "font-semibold")}>{text}</Code>
        <Value value={value} />
        {decided && !isRoot ? <span className="text-quiet">decided</span> : null}
      </div>
      {children.length > 0 ? (
        <ul className="ml-1 min-w-0 border-line border-l pl-2.5">
          {children.map((child) => (
            <Part key={child.start} part={child} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

const tones: Readonly<Record<string, string>> = { true: "text-green", false: "text-red" };

function Value({ value }: { value: string | null }) {
  if (value === null) return <span className="text-faint">not reached</span>;
  return <Code className={tones[value] ?? "text-syntax-number"}>{value}</Code>;
}

/** What comes from outside may hold any character: it is text, and it turns nothing around. */
function Code({ className, children }: { className?: string | undefined; children: string }) {
  return (
    <bdi
      dir="ltr"
      className={classNames("whitespace-pre-wrap font-mono [overflow-wrap:anywhere]", className)}
    >
      {escapeInvisible(children)}
    </bdi>
  );
}
