"use client";
// What waits, by state and reason, each a list of its own; the counts follow what happens.
import type { Filters } from "#components/filters/address-filters.ts";
import { useLive } from "#components/live/use-live.ts";
import { formatNumber } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import { useOpenInSight } from "#components/ui/use-open-in-sight.ts";
import type { DeliveryReason } from "#lib/deliveries/delivery-schema.ts";
import type { DeliveryState } from "#lib/deliveries/delivery-state.ts";
import type { DeliveryCounts } from "#lib/deliveries/listed-delivery.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { deliveryLooks, reasonLooks } from "./delivery-badge.tsx";

type DeliveryChipsProps = { path: string; filters: Filters; initial: DeliveryCounts };

type Chip = {
  word: string;
  state?: DeliveryState;
  reason?: DeliveryReason;
  count?: (counts: DeliveryCounts) => number;
};

const chips: readonly Chip[] = [
  { word: "Unfinished", count: (c) => c.waiting + c.ready + c.held + c.running + c.retrying },
  { word: "Waiting", state: "waiting", count: (c) => c.waiting },
  { word: "Ready", state: "ready", count: (c) => c.ready },
  { word: "Held", reason: "ordering_key", count: (c) => c.held },
  { word: "Running", state: "running", count: (c) => c.running },
  { word: "Retrying", reason: "retry", count: (c) => c.retrying },
  { word: "Succeeded", state: "succeeded" },
  { word: "Dead", state: "dead" },
  { word: "Cancelled", state: "cancelled" },
];

const everyMs = 4_000;

export function DeliveryChips({ path, filters, initial }: DeliveryChipsProps) {
  const address = withQuery("/api/live/deliveries/counts", { scriptId: filters["scriptId"] });
  const { data: counts } = useLive<DeliveryCounts>(["delivery counts"], address, {
    initialData: initial,
    everyMs,
  });
  const row = useOpenInSight<HTMLElement>(`${filters["state"]} ${filters["reason"]}`);
  return (
    <nav
      ref={row}
      aria-label="State"
      className="-mx-4 flex min-w-0 gap-1 max-md:flex-[1_0_calc(100%+2rem)]! overflow-x-auto px-4 py-px [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0"
    >
      {chips.map((chip) => (
        <ChipLink key={chip.word} chip={chip} path={path} filters={filters} counts={counts} />
      ))}
    </nav>
  );
}

type ChipLinkProps = { chip: Chip; path: string; filters: Filters; counts: DeliveryCounts };

function ChipLink({ chip, path, filters, counts }: ChipLinkProps) {
  const { word, state, reason, count } = chip;
  const look = reason ? reasonLooks[reason] : state ? deliveryLooks[state] : null;
  const isOpen = filters["state"] === state && filters["reason"] === reason;
  return (
    <a
      href={withQuery(path, { ...filters, state, reason })}
      aria-current={isOpen ? "page" : undefined}
      className="inline-flex h-7 flex-none items-center gap-1.5 rounded border border-transparent px-2 text-quiet text-xs md:max-xl:px-1.5 hover:bg-hover hover:text-ink aria-[current]:border-line-strong aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink max-md:h-9"
    >
      {look ? (
        <span data-tone={look.tone} className="inline-flex text-(--tone)">
          <Icon name={look.icon} size={12} />
        </span>
      ) : null}
      {word}
      {count ? <Count count={count(counts)} capped={counts.capped} /> : null}
    </a>
  );
}

/** Beyond 10,000 unfinished deliveries only the oldest are counted. */
function Count({ count, capped }: { count: number; capped: boolean }) {
  return (
    <span
      className="text-faint tabular-nums"
      title={capped ? "Counted among the oldest 10,000" : undefined}
    >
      {formatNumber(count)}
      {capped ? "+" : ""}
    </span>
  );
}
