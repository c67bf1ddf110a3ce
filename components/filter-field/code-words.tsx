// The words of a fault, in which code stands in backticks, with the code set as code.
import { Fragment, type ReactNode } from "react";

export function CodeWords({ text }: { text: string }) {
  const parts = text.split("`");
  // An odd number of marks is no pair: the sentence is shown as it is.
  if (parts.length % 2 === 0) return <>{text}</>;
  const words = parts.map((part, index) => ({
    part,
    isCode: index % 2 === 1,
    place: `at ${index}`,
  }));
  return (
    <>
      {words.map(({ part, isCode, place }) => (
        <Fragment key={place}>{isCode ? <Code>{part}</Code> : part}</Fragment>
      ))}
    </>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="rounded-sm bg-red-soft px-1">{children}</code>;
}
