// sdk.sms: text messages, by the instance's provider or into the outbox.
import type { SdkRoom } from "../room.ts";
import { defineSend } from "./send.ts";

export const smsRoom: SdkRoom = { open: ({ sms }) => ({ "sms.send": defineSend(sms) }) };
