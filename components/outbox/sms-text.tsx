// The text of a message as a phone shows it, and what a phone does not show: characters that are not seen stand out as
// their escapes, so that what is read is what was sent.
import { Fragment } from "react";
import { escapeInvisible, invisible } from "#components/ui/invisible.ts";

const unseen = new RegExp(`(${invisible.source})`, "gu");

export function SmsText({ text }: { text: string }) {
  return text
    .replaceAll("\r\n", "\n")
    .split(unseen)
    .map((piece, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing but their place.
      <Fragment key={index}>{index % 2 === 0 ? piece : <Unseen character={piece} />}</Fragment>
    ));
}

function Unseen({ character }: { character: string }) {
  return (
    <bdi dir="ltr" className="font-mono text-faint text-xs" title="A character that is not seen">
      {escapeInvisible(character)}
    </bdi>
  );
}
