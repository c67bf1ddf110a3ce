// sdk.db: statements in the tenant's own schema.
import type { SdkRoom } from "../room.ts";
import { defineQuery } from "./query.ts";

export const dbRoom: SdkRoom = { open: ({ db }) => ({ "db.query": defineQuery(db) }) };
