// sdk.http: requests to hosts on the internet, and to those that the instance's owner lists.
import { egressMethods } from "#lib/egress/methods.ts";
import type { SdkRoom } from "../room.ts";
import { defineRequest } from "./define-request.ts";

export const httpRoom: SdkRoom = {
  open: ({ egress }) =>
    Object.fromEntries(
      egressMethods.map((method) => [
        `http.${method.toLowerCase()}`,
        defineRequest(egress, method),
      ]),
    ),
};
