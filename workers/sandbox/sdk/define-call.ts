// Makes a call of the sdk from its description: checks the arguments, and tells a script's author what is wrong with them.
import type { z } from "zod";
import { type CallSpec, type SdkCall, SdkError } from "./room.ts";

export function defineCall<Args extends z.ZodType>(spec: CallSpec<Args>): SdkCall {
  return {
    budget: spec.budget ?? null,
    isRehearsed: spec.rehearse !== undefined,
    read(raw) {
      const args = readArgs(spec, raw);
      return {
        target: spec.target(args),
        perform: (run) => {
          const act = run.dryRun && spec.rehearse ? spec.rehearse : spec.perform;
          return act({ run, args });
        },
      };
    },
  };
}

function readArgs<Args extends z.ZodType>(
  { args, usage }: CallSpec<Args>,
  raw: unknown,
): z.output<Args> {
  const parsed = args.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 1 ? `${issue.path.slice(1).join(".")}: ` : "";
  throw new SdkError("TypeError", `${usage}: ${where}${issue?.message ?? "wrong arguments"}`);
}
