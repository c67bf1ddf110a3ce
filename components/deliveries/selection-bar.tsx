// What can be done with the chosen rows; stands at the lower edge while there are any.
import { Button } from "#components/ui/button.tsx";
import { formatNumber } from "#components/ui/format.ts";

type SelectionBarProps = {
  chosen: number;
  /** Those of them that wait for a retry. */
  retryable: number;
  pending: boolean;
  onRetry: () => void;
  onCancel: () => void;
  onClear: () => void;
};

export function SelectionBar(props: SelectionBarProps) {
  const { chosen, retryable, pending, onRetry, onCancel, onClear } = props;
  if (chosen === 0) return null;
  return (
    <section
      aria-label="Chosen deliveries"
      className="sticky bottom-4 z-10 mx-auto mt-2 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-md bg-raised p-2 pl-4 shadow-float"
    >
      <span className="pr-2 text-sm tabular-nums">{formatNumber(chosen)} chosen</span>
      {retryable > 0 ? (
        <Button size="sm" icon="rotate-cw" pending={pending} onClick={onRetry}>
          Retry now {formatNumber(retryable)}
        </Button>
      ) : null}
      <Button size="sm" icon="ban" aria-disabled={pending} onClick={onCancel}>
        Cancel {formatNumber(chosen)}
      </Button>
      <Button size="sm" variant="ghost" icon="x" label="Choose none" onClick={onClear} />
    </section>
  );
}
