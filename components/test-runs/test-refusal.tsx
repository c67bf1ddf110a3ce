"use client";
// Why nothing was run, or that its end is not known: what happened, then what to do.
import { Button } from "#components/ui/button.tsx";
import type { Place } from "#components/ui/code-problem.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { Failure } from "#lib/shared/failure.ts";
import { sourceFaults } from "./run-problems.ts";
import { useInView } from "./use-in-view.ts";

type TestRefusalProps = { failure: Failure; onPlace: (place: Place) => void };

export function TestRefusal(props: TestRefusalProps) {
  const box = useInView<HTMLDivElement>(props.failure);
  return (
    <div ref={box} className="min-w-0 scroll-my-16">
      <Reason {...props} />
    </div>
  );
}

function Reason({ failure, onPlace }: TestRefusalProps) {
  const [fault] = sourceFaults(failure);
  if (fault) {
    return (
      <Notice
        tone="danger"
        role="alert"
        title="The source cannot run"
        actions={
          <Button size="sm" icon="code" onClick={() => onPlace(fault)}>
            Line {fault.line}, column {fault.column}
          </Button>
        }
      >
        {fault.message}
      </Notice>
    );
  }
  const { title, tone } = looks[failure.code] ?? { title: "Not run", tone: "danger" };
  return (
    <Notice tone={tone} role="alert" title={title}>
      {failure.detail}
      <Faults failure={failure} />
    </Notice>
  );
}

type Look = { title: string; tone: "warning" | "danger" };

const looks: Partial<Record<Failure["code"], Look>> = {
  rate_limited: { title: "Too many test runs", tone: "warning" },
  unavailable: { title: "No answer from a worker", tone: "warning" },
  invalid_input: { title: "Not run", tone: "warning" },
};

/** Those at no field that is on the screen. */
const shownElsewhere = ["event.type", "event.data"];

function Faults({ failure: { errors = [] } }: { failure: Failure }) {
  const rest = errors.filter(({ path }) => !shownElsewhere.includes(path));
  if (rest.length === 0) return null;
  return (
    <ul className="list-disc pl-4">
      {rest.map(({ path, message }) => (
        <li key={path}>
          <span className="font-mono text-xs">{path}</span>: {message}
        </li>
      ))}
    </ul>
  );
}
