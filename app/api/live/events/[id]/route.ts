import { defineLive } from "#app/_server/live.ts";
import { readEventStory } from "#db/repositories/event-story.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  async ({ tx, actor, params: { id } }) => {
    const story = await readEventStory(tx, actor, id);
    return story.ok ? succeed({ ...story.value, now: new Date().toISOString() }) : story;
  },
);
