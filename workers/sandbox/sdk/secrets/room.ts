// sdk.secrets: passwords and keys that stand in no script.
import type { SdkRoom } from "../room.ts";
import { defineGet } from "./get.ts";

export const secretsRoom: SdkRoom = {
  open: ({ secrets }) => ({ "secrets.get": defineGet(secrets) }),
};
