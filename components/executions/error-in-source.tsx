// What went wrong, where in the author's source, and how it got there. Drawn on the server: colours cost nothing then.
import { buttonClass } from "#components/ui/button.tsx";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import { CodeViewer } from "#components/ui/code-viewer.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { escapeInvisible } from "#components/ui/invisible.ts";
import { Section } from "#components/ui/section.tsx";
import type { RunError } from "#lib/executions/run-result.ts";

type ErrorInSourceProps = {
  error: RunError;
  script: { id: string; name: string | null; version: number };
  /** Null when that version is no longer kept. */
  source: { text: string; language: CodeLanguage } | null;
};

const linesAround = 6;
/** Longer messages are cut at the line; they are whole below. */
const longestMark = 600;

export function ErrorInSource({ error, script, source }: ErrorInSourceProps) {
  const { line, column, stack } = error;
  const name = escapeInvisible(error.name);
  const message = escapeInvisible(error.message);
  const isMarked = source !== null && line !== undefined;
  const place =
    line === undefined ? "" : `&line=${line}${column === undefined ? "" : `&column=${column}`}`;
  return (
    <Section
      title="Error"
      actions={
        source ? (
          <a
            className={buttonClass({ size: "sm" })}
            href={`/scripts/${script.id}?version=${script.version}${place}`}
          >
            <Icon name="code" size={14} />
            <span>Open in editor</span>
          </a>
        ) : null
      }
    >
      {isMarked ? (
        <CodeViewer
          source={source.text}
          language={source.language}
          label={`Source of ${script.name ?? "the script"}, version ${script.version}, at the error`}
          mark={{ line, column, message: cut(`${name}: ${message}`) }}
          context={linesAround}
          anchor="E"
        />
      ) : (
        <p className="font-mono text-red text-sm [overflow-wrap:anywhere]">
          <bdi dir="ltr" className="whitespace-pre-wrap">
            <span className="font-semibold">{name}</span>: {message}
          </bdi>
        </p>
      )}
      {source ? null : (
        <p className="text-quiet text-sm">
          {script.version === 0
            ? "It ran source that was not saved, which is not kept."
            : `The source of version ${script.version} is no longer kept.`}
        </p>
      )}
      {isMarked && message.length > longestMark ? (
        <Folded title="Whole message" text={message} />
      ) : null}
      {stack ? <Folded title="Stack" text={escapeInvisible(stack)} /> : null}
    </Section>
  );
}

function cut(text: string): string {
  return text.length <= longestMark ? text : `${text.slice(0, longestMark)}…`;
}

function Folded({ title, text }: { title: string; text: string }) {
  return (
    <Disclosure summary={title} className="text-sm">
      <pre
        dir="ltr"
        className="mt-2 max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {text}
      </pre>
    </Disclosure>
  );
}
