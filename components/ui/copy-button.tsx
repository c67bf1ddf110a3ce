import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";

type CopyButtonProps = { text: string; label?: string; className?: string | undefined };

/** Pure markup: the frame listens for `data-copy` on the whole page, so it works in fragments, too. */
export function CopyButton({ text, label = "Copy", className }: CopyButtonProps) {
  return (
    <button
      type="button"
      className={classNames("copy", className)}
      data-copy={text}
      aria-label={label}
      title={label}
    >
      <Icon name="copy" size={12} className="copy-idle" />
      <Icon name="check" size={12} className="copy-done" />
    </button>
  );
}
