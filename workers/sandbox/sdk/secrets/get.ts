// sdk.secrets.get on the host's side. From then on the value is taken out of everything that the run leaves for people.
import { z } from "zod";
import type { SecretReader } from "#lib/secrets/secret-reader.ts";
import { secretNameSchema } from "#lib/secrets/secret-schema.ts";
import { defineCall } from "../define-call.ts";
import { type SdkCall, SdkError } from "../room.ts";

export function defineGet(secrets: SecretReader): SdkCall {
  return defineCall({
    usage: "sdk.secrets.get(name)",
    args: z.tuple([z.string("name is a text").pipe(secretNameSchema)]),
    target: ([name]) => name,
    perform: async ({ run, args: [name] }) => {
      const value = await secrets.read(run.script.tenantId, name);
      if (value === null) throw missing(name);
      run.secretValues.add(value);
      return value;
    },
  });
}

function missing(name: string): SdkError {
  return new SdkError(
    "SecretNotFoundError",
    `There is no secret ${name}; an admin adds it with PUT /api/v1/secrets/${name}.`,
  );
}
