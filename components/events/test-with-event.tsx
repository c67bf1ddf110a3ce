"use client";
// From an event to the test panel of a script that it reached, with this event chosen.
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Menu, MenuLink } from "#components/ui/menu.tsx";
import type { Reaction } from "#lib/events/event-story.ts";

type TestWithEventProps = { eventId: string; reactions: readonly Reaction[] };

const words = "Test with this event";

/** Nothing where it reached no script that is still there. */
export function TestWithEvent({ eventId, reactions }: TestWithEventProps) {
  const scripts = [...namesOf(reactions)];
  const hrefOf = (scriptId: string) => `/scripts/${scriptId}?test=${eventId}`;
  const [only] = scripts;
  if (!only) return null;
  if (scripts.length === 1) {
    return (
      <LinkButton href={hrefOf(only[0])} variant="ghost" icon="play">
        {words}
      </LinkButton>
    );
  }
  return (
    <Menu
      trigger={
        <Button variant="ghost" icon="play">
          {words}
        </Button>
      }
    >
      {scripts.map(([id, name]) => (
        <MenuLink key={id} href={hrefOf(id)}>
          <bdi title={name}>{name}</bdi>
        </MenuLink>
      ))}
    </Menu>
  );
}

/** Each script once, however many of its subscriptions took the event. */
function namesOf(reactions: readonly Reaction[]): Map<string, string> {
  return new Map(
    reactions.flatMap(({ scriptId, scriptName }) =>
      scriptName === null ? [] : [[scriptId, scriptName]],
    ),
  );
}
