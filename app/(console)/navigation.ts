// The places of the console, in the order in which one looks for trouble, and the keys that lead there.
import type { NavGroup, PaletteLink } from "#components/frame/navigation.ts";
import { eventTypeProblem } from "#lib/events/event-type.ts";
import type { Counted } from "#lib/overview/overview.ts";
import { withQuery } from "#lib/shared/with-query.ts";

/** What the lists take. */
const longestSearched = 128;

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
        { href: "/outbox", label: "Outbox", icon: "message", keys: "g m" },
        { href: "/settings/data-tables", label: "Settings", icon: "settings", keys: "g t" },
      ],
    },
  ];
}

/** An id does not say what it names. */
export function idLinks(id: string): PaletteLink[] {
  return [
    { href: `/events/${id}`, label: "Event", icon: "inbox" },
    { href: `/executions/${id}`, label: "Execution", icon: "activity" },
    { href: `/deliveries/${id}`, label: "Delivery", icon: "layers" },
    { href: `/scripts/${id}`, label: "Script", icon: "code" },
    { href: `/dead-letters/${id}`, label: "Dead letter", icon: "archive-x" },
  ];
}

/** Searches the tenant's own names for a text: none for one that is too long to be a name. */
export function searchLinks(text: string): PaletteLink[] {
  if (text.length > longestSearched) return [];
  const named = `“\u2068${text}\u2069”`;
  return [
    { href: withQuery("/scripts", { q: text }), label: `Scripts named ${named}`, icon: "code" },
    ...(eventTypeProblem(text) === null
      ? [
          {
            href: withQuery("/events", { type: text }),
            label: `Events of type ${named}`,
            icon: "inbox",
          } as const,
        ]
      : []),
  ];
}
