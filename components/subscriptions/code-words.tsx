// The words of a fault, in which code stands in backticks, with the code set as code.

export function CodeWords({ text }: { text: string }) {
  const parts = text.split("`");
  // An odd number of marks is no pair: the sentence is shown as it is.
  if (parts.length % 2 === 0) return <>{text}</>;
  return (
    <>
      {parts.map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name and never move
        index % 2 === 1 ? (
          <code key={index} className="rounded-sm bg-red-soft px-1">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
