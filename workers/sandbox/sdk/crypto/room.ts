// sdk.crypto: digests, signatures, comparison and ids. Done by the host: the isolate has no cryptography.
import type { SdkRoom } from "../room.ts";
import { hash, hmac, randomUuid, timingSafeEqual } from "./calls.ts";

export const cryptoRoom: SdkRoom = {
  open: () => ({
    "crypto.hash": hash,
    "crypto.hmac": hmac,
    "crypto.timingSafeEqual": timingSafeEqual,
    "crypto.randomUUID": randomUuid,
  }),
};
