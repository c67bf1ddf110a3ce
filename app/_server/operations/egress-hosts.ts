// REST operations on the hosts that a tenant's scripts may reach.
import { egressHostsInput, egressHostsSchema } from "#lib/egress/allowed-hosts.ts";
import { operation } from "../operation.ts";

export const egressHostOperations = {
  get: operation({
    id: "getEgressHosts",
    method: "get",
    path: "/egress-hosts",
    summary: "Read which hosts scripts may reach by sdk.http",
    scope: "read",
    status: 200,
    answer: egressHostsSchema,
  }),
  put: operation({
    id: "putEgressHosts",
    method: "put",
    path: "/egress-hosts",
    summary: "Set which hosts scripts may reach by sdk.http; workers follow within 5 seconds",
    scope: "manage",
    body: egressHostsInput,
    status: 200,
    answer: egressHostsSchema,
  }),
};
