// The places of the console, in the order in which one looks for trouble, and the keys that lead there.
import type { IdLink, NavGroup } from "#components/frame/navigation.ts";
import type { Counted } from "#lib/overview/overview.ts";

export function navigationOf({ openLetters }: { openLetters: Counted }): NavGroup[] {
  return [
    {
      items: [
        { href: "/", label: "Overview", icon: "gauge", keys: "g o" },
        { href: "/events", label: "Events", icon: "inbox", keys: "g e" },
        { href: "/scripts", label: "Scripts", icon: "code", keys: "g s" },
        { href: "/deliveries", label: "Deliveries", icon: "layers", keys: "g d" },
        { href: "/executions", label: "Executions", icon: "activity", keys: "g x" },
        {
          href: "/dead-letters",
          label: "Dead letters",
          icon: "archive-x",
          keys: "g l",
          count: openLetters.count,
          countText: openLetters.capped ? `${openLetters.count}+` : undefined,
          countLabel: "open dead letters",
        },
      ],
    },
  ];
}

/** An id does not say what it names. */
export function idLinks(id: string): IdLink[] {
  return [
    { href: `/events/${id}`, label: "Event", icon: "inbox" },
    { href: `/executions/${id}`, label: "Execution", icon: "activity" },
    { href: `/deliveries/${id}`, label: "Delivery", icon: "layers" },
    { href: `/scripts/${id}`, label: "Script", icon: "code" },
    { href: `/dead-letters/${id}`, label: "Dead letter", icon: "archive-x" },
  ];
}
